import { Checkbox, Fieldset, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { createContext, memo, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentType, JsonObject, JsonValue } from '../../src/http/dashboard/wire-codes.ts';
import { readNumber, writeNumber } from '../parts/decimals.ts';
import { useSteady } from '../parts/use-steady.ts';
import { FieldError } from './field-error.tsx';
import { type FieldProblems, noProblems } from './field-problems.ts';
import { KnownChoice } from './known-choice.tsx';
import { ListInput } from './list-input.tsx';
import {
  type ChoiceField,
  type Field,
  type FlagField,
  type GroupField,
  type NumberField,
  objectOf,
  type TextField,
} from './schema-model.ts';
import { textAttributes } from './text-attributes.ts';
import { readTime, withAllDay, writeTime } from './time-value.ts';
import { useFieldWords } from './use-field-words.ts';

interface FormAbout {
  readonly type: ContentType;
  readonly problems: FieldProblems;
  readonly readOnly: boolean;
}

const About = createContext<FormAbout>({ type: 'url', problems: noProblems, readOnly: false });

export function useFormAbout(): FormAbout {
  return useContext(About);
}

interface ContentFormProps extends FormAbout {
  readonly fields: readonly Field[];
  readonly value: JsonObject;
  change(value: JsonObject): void;
}

/** The form of a content, made of its type's schema. */
export function ContentForm({ type, problems, readOnly, fields, value, change }: ContentFormProps) {
  const about = useMemo(() => ({ type, problems, readOnly }), [type, problems, readOnly]);
  return (
    <About value={about}>
      <Fields fields={fields} path="content" value={value} change={change} />
    </About>
  );
}

interface FieldsProps {
  readonly fields: readonly Field[];
  readonly path: string;
  readonly value: JsonObject;
  change(value: JsonObject): void;
}

export function Fields({ fields, path, value, change }: FieldsProps) {
  const set = useSteady((name: string, next: JsonValue) =>
    change(name === 'all_day' ? withAllDay(value, next === true) : { ...value, [name]: next }),
  );
  return (
    <Stack gap="md">
      {fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          path={`${path}.${field.name}`}
          value={value[field.name] ?? null}
          isAllDay={value.all_day === true}
          set={set}
        />
      ))}
    </Stack>
  );
}

interface OneFieldProps extends Omit<InputProps<Field>, 'change'> {
  set(name: string, value: JsonValue): void;
}

/** Drawn anew for its own value alone: a form can have hundreds of fields, and each key that is pressed is of one. */
const OneField = memo(function OneField({ set, ...props }: OneFieldProps) {
  return <FieldInput {...props} change={(next) => set(props.field.name, next)} />;
});

export interface InputProps<Kind extends Field> {
  readonly field: Kind;
  /** As the server names it in its problems: `content.phones.0.number`. */
  readonly path: string;
  readonly value: JsonValue;
  /** Whether its times are days, because what it is of lasts all day. */
  readonly isAllDay: boolean;
  /** In a list, whose own label stands above. */
  readonly label?: string;
  change(value: JsonValue): void;
}

export function FieldInput(props: InputProps<Field>) {
  const { field } = props;
  switch (field.kind) {
    case 'text':
      return <TextFieldInput {...props} field={field} />;
    case 'number':
      return <NumberFieldInput {...props} field={field} />;
    case 'flag':
      return <FlagInput {...props} field={field} />;
    case 'choice':
      return <ChoiceInput {...props} field={field} />;
    case 'list':
      return <ListInput {...props} field={field} />;
    case 'group':
      return <GroupInput {...props} field={field} />;
  }
}

/** What all inputs say of themselves. */
function useInput({ field, path, label }: InputProps<Field>) {
  const { type, problems, readOnly } = useFormAbout();
  const words = useFieldWords();
  return {
    name: path,
    label: label ?? words.label(type, field.name),
    'aria-label': label,
    description: label === undefined ? words.hint(type, field.name) : undefined,
    required: field.required,
    error: problems.get(path),
    disabled: readOnly,
  };
}

function TextFieldInput(props: InputProps<TextField>) {
  const { field, value, change } = props;
  const input = useInput(props);
  const text = typeof value === 'string' ? value : '';
  const shared = {
    ...input,
    label: props.label === undefined ? input.label : undefined,
    value: text,
    maxLength: field.max ?? undefined,
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  if (field.input === 'lines') return <Textarea {...shared} autosize minRows={3} maxRows={12} dir="auto" />;
  if (field.input === 'time') return <TimeInput {...props} input={input} />;
  if (field.input === 'zone' || field.input === 'currency')
    return <KnownChoice of={field.input} value={text} input={input} change={change} />;
  return <TextInput {...shared} {...textAttributes(field.input)} />;
}

/** These are said by day, and only by whoever wants it so to the minute. */
const byDay: ReadonlySet<string> = new Set(['valid_from', 'valid_until']);

function TimeInput({
  field,
  value,
  isAllDay,
  change,
  input,
}: InputProps<TextField> & { readonly input: ReturnType<typeof useInput> }) {
  const { t } = useTranslation('types');
  const time = readTime(typeof value === 'string' ? value : '', isAllDay || byDay.has(field.name));
  return (
    <TextInput
      {...input}
      type={time.type}
      value={time.value}
      description={time.isMoment ? t('ownTime') : input.description}
      onChange={(event) => change(writeTime(event.currentTarget.value, time))}
    />
  );
}

function NumberFieldInput(props: InputProps<NumberField>) {
  const { field, value, change } = props;
  const { language } = useTranslation().i18n;
  const number = typeof value === 'number' ? value : null;
  const [typed, setTyped] = useState('');
  // What is typed stands as it was typed, for as long as it means what the form holds.
  const written = number === null ? '' : writeNumber(number, language);
  const text = readNumber(typed, language) === number ? typed : written;
  return (
    <TextInput
      {...useInput(props)}
      inputMode={field.whole ? 'numeric' : 'decimal'}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value.replaceAll(/[^\d.,-]/g, '');
        setTyped(next);
        change(readNumber(next, language));
      }}
      // Whoever has typed 1,000 sees whether that was read as a thousand; the 4,90 of a price stays as it is.
      onBlur={() => Number(typed.replace(',', '.')) !== number && setTyped('')}
    />
  );
}

/** On where nothing was said of it. */
const onByDefault: ReadonlySet<string> = new Set(['available']);

function FlagInput(props: InputProps<FlagField>) {
  const { field, value, change } = props;
  const { required: _, ...input } = useInput(props);
  return (
    <Checkbox
      {...input}
      checked={typeof value === 'boolean' ? value : onByDefault.has(field.name)}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}

function ChoiceInput(props: InputProps<ChoiceField>) {
  const { field, value, change } = props;
  const { t } = useTranslation('types');
  const words = useFieldWords();
  return (
    <Select
      {...useInput(props)}
      placeholder={t('choose')}
      data={field.options.map((option) => ({ value: option, label: words.choice(option) }))}
      value={typeof value === 'string' && value !== '' ? value : null}
      clearable={!field.required}
      allowDeselect={!field.required}
      onChange={(next) => change(next ?? '')}
    />
  );
}

function GroupInput(props: InputProps<GroupField>) {
  const { field, path, value, change } = props;
  const { label, error } = useInput(props);
  return (
    <Fieldset legend={label} p="md">
      <Fields fields={field.fields} path={path} value={objectOf(value)} change={change} />
      <FieldError text={error} />
    </Fieldset>
  );
}
