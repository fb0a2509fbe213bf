import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Theme, WireUser } from '../../../src/http/dashboard/wire-people.ts';
import { EmailField, NameField, PasswordField } from '../../account/fields.tsx';
import { SignInAgain, signInPath } from '../../account/sign-in-again.tsx';
import { useSend } from '../../account/use-send.ts';
import { languageNames, languages } from '../../language.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { Page } from '../../parts/page.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useTry } from '../../parts/use-try.ts';
import { ask } from '../../state/api.ts';
import { keepUser, useSetLanguage, useSetTheme, useTheme } from '../../state/profile.ts';
import { useSession } from '../../state/session.tsx';
import { themes } from '../../state/themes.ts';
import { NoWorkspaceCard } from './no-workspace-card.tsx';

export function ProfilePage() {
  const { t } = useTranslation('account');
  const { user, memberships } = useSession();
  if (!user) return null;
  return (
    <Page title={t('profileTitle')} about={t('profileAbout')} width="narrow">
      {memberships.length === 0 && <NoWorkspaceCard />}
      <section className="qz-card">
        <NameForm key={user.name} user={user} />
      </section>
      <section className="qz-card">
        <EmailForm key={user.email} user={user} />
      </section>
      <section className="qz-card">
        <Looks user={user} />
      </section>
    </Page>
  );
}

function NameForm({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [name, setName] = useState(user.name);
  const { submit, busy, error } = useSend(async () => {
    keepUser(client, await ask('PATCH /profile', { body: { name: name.trim() } }));
    toast({ text: t('nameSaved') });
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <NameField value={name} set={setName} problem={problemOf('name')} />
        <FormProblem error={error} fields={['name']} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={busy} disabled={name.trim() === user.name}>
            {t('saveName')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The address is what one signs in with, so changing it takes the password. */
function EmailForm({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [email, setEmail] = useState(user.email);
  const [password, setPassword] = useState('');
  const isChanged = email.trim().toLowerCase() !== user.email;
  const { submit, busy, error } = useSend(async () => {
    const body = { email: email.trim(), ...(user.hasPassword && { password }) };
    keepUser(client, await ask('PATCH /profile', { body }));
    toast({ text: t('emailSaved') });
  });
  const problemOf = useProblemAt(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <EmailField value={email} set={setEmail} problem={problemOf('email')} />
        {isChanged && user.hasPassword && (
          <PasswordField
            value={password}
            set={setPassword}
            problem={problemOf('password')}
            description={t('emailPassword')}
          />
        )}
        <SignInAgain error={error} />
        <FormProblem error={error} fields={['email', 'password', signInPath]} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={busy} disabled={!isChanged}>
            {t('saveEmail')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Looks({ user }: { readonly user: WireUser }) {
  const { t } = useTranslation('account');
  const { t: frame } = useTranslation();
  const setLanguage = useSetLanguage();
  const setTheme = useSetTheme();
  const theme = useTheme();
  const attempt = useTry();
  return (
    <Stack>
      <div>
        <Title order={2}>{t('looksTitle')}</Title>
        <Text c="dimmed">{t('looksText')}</Text>
      </div>
      <NativeSelect
        label={frame('language')}
        value={user.language ?? ''}
        data={[
          { value: '', label: t('browserLanguage') },
          ...languages.map((value) => ({ value, label: languageNames[value] })),
        ]}
        onChange={(event) => {
          const value = event.currentTarget.value;
          void attempt(() => setLanguage(value === '' ? null : (value as Language)));
        }}
      />
      <NativeSelect
        label={frame('theme')}
        value={theme}
        data={themes.map((value) => ({ value, label: frame(`themes.${value}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as Theme;
          void attempt(() => setTheme(next));
        }}
      />
    </Stack>
  );
}
