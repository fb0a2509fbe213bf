import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './fields.module.css';
import { passwordLength, strengthOf } from './password-strength.ts';

export interface FieldProps {
  readonly value: string;
  set(value: string): void;
  /** What the server found wrong with it. */
  readonly problem?: string | undefined;
}

/** `username` is the word by which password managers know the field, an address or not. */
export function EmailField({
  value,
  set,
  problem,
  autoFocus,
}: FieldProps & { readonly autoFocus?: boolean }) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      type="email"
      name="email"
      label={t('email')}
      autoComplete="username"
      inputMode="email"
      dir="ltr"
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
      error={problem}
      required
      withAsterisk={false}
      maxLength={254}
      {...(autoFocus && { autoFocus: true })}
    />
  );
}

/** Nobody has to have one. @param isNew of an account that is being made */
export function NameField({ value, set, problem, isNew = false }: FieldProps & { readonly isNew?: boolean }) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      name="name"
      label={t(isNew ? 'nameOptional' : 'name')}
      description={t('nameHint')}
      autoComplete="name"
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
      error={problem}
      maxLength={100}
    />
  );
}

interface PasswordFieldProps extends FieldProps {
  readonly label?: string;
  readonly description?: string;
  readonly autoFocus?: boolean;
}

/** The password that one has. */
export function PasswordField({ value, set, problem, label, description, autoFocus }: PasswordFieldProps) {
  const { t } = useTranslation('account');
  return (
    <PasswordInput
      name="current-password"
      label={label ?? t('password')}
      description={description}
      autoComplete="current-password"
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
      error={problem}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      {...(autoFocus && { autoFocus: true, 'data-autofocus': true })}
    />
  );
}

/** A password to be: says what it is worth while it is typed. */
export function NewPasswordField({
  value,
  set,
  problem,
  label,
  email = '',
}: PasswordFieldProps & { readonly email?: string }) {
  const { t } = useTranslation('account');
  const hint = useId();
  const strength = strengthOf(value, email);
  return (
    <div>
      <PasswordInput
        name="new-password"
        label={label ?? t('newPassword')}
        autoComplete="new-password"
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
        error={problem}
        required
        withAsterisk={false}
        aria-describedby={hint}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <Text
        id={hint}
        size="xs"
        mt="xs"
        className={classes.strength}
        data-strength={value && strength}
        aria-live="polite"
        // The server's word stands above it, and says the same.
        hidden={problem !== undefined && (value === '' || strength === 'tooShort')}
      >
        {value === '' ? t('strength.none', passwordLength) : t(`strength.${strength}`, passwordLength)}
      </Text>
    </div>
  );
}

/** Of an authenticator app. */
export function CodeField({ value, set, problem, label }: FieldProps & { readonly label: string }) {
  return (
    <TextInput
      name="code"
      label={label}
      autoComplete="one-time-code"
      inputMode="numeric"
      pattern="[0-9\s]*"
      maxLength={10}
      dir="ltr"
      classNames={{ input: classes.code }}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
      error={problem}
      required
      withAsterisk={false}
      data-autofocus
      autoFocus
    />
  );
}

/** Whose password it is, for people and for password managers. */
export function KnownEmail({ value }: { readonly value: string }) {
  const { t } = useTranslation('account');
  return (
    <TextInput
      label={t('email')}
      name="email"
      autoComplete="username"
      variant="unstyled"
      dir="ltr"
      classNames={{ input: classes.known }}
      value={value}
      readOnly
    />
  );
}

/** The same for password managers alone, where people know it. */
export function HiddenEmail({ value }: { readonly value: string }) {
  return <input type="email" name="email" autoComplete="username" value={value} readOnly hidden />;
}
