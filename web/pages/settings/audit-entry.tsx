import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../src/http/dashboard/wire-codes.ts';
import type { Change } from '../../../src/http/dashboard/wire-people.ts';
import { useFormat } from '../../parts/use-format.ts';
import css from './audit.module.css';
import { auditName, auditWords, type ChangedField, changedFields } from './audit-words.ts';
import { fieldWords, isTime } from './field-words.ts';
import { isRole, roleWords } from './role-words.ts';

export interface AuditEntryProps {
  readonly change: Change;
  /** Names by user id, for what the log knows by id alone. */
  readonly people: ReadonlyMap<string, string>;
}

/** One sentence; on opening what it was before and after. */
export function AuditEntry({ change, people }: AuditEntryProps) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const details = useId();
  // Names from both directions of writing stand in one sentence.
  const isolate = (text: string) => `\u2068${text}\u2069`;
  const { kind, id, name } = change.actor;
  // Without a person behind it, the command line has done it.
  const who = kind === 'operator' && id === null ? t('auditOperator') : name;
  const values = { who: isolate(who), what: isolate(auditName(change, people)) };
  return (
    <li className={css.entry}>
      <UnstyledButton
        className={css.head ?? ''}
        aria-expanded={opened}
        aria-controls={details}
        onClick={() => setOpened(!opened)}
      >
        <span className={css.sentence}>
          <IconChevronRight size={16} className={css.sign ?? ''} aria-hidden />
          {t(auditWords(change), values)}
        </span>
        <time className={css.time} dateTime={new Date(change.at).toISOString()}>
          {format.time(change.at)}
        </time>
      </UnstyledButton>
      <div id={details} className={css.details} hidden={!opened}>
        {opened && <Details change={change} people={people} />}
      </div>
    </li>
  );
}

function Details({ change, people }: AuditEntryProps) {
  const { t } = useTranslation('settings');
  const fields = changedFields(change);
  if (fields.length === 0) return <Text c="dimmed">{t('auditNoDetails')}</Text>;
  return (
    <dl className={css.fields}>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          people={people}
          isChange={change.before !== null && change.after !== null}
        />
      ))}
    </dl>
  );
}

interface FieldProps {
  readonly field: ChangedField;
  readonly people: AuditEntryProps['people'];
  readonly isChange: boolean;
}

function Field({ field, people, isChange }: FieldProps) {
  const { t } = useTranslation('settings');
  const { name, before, after } = field;
  const words = fieldWords(name);
  return (
    <div className={css.field}>
      <dt className={css.label}>
        {words === undefined ? <span className="qz-mono">{name}</span> : t(words)}
      </dt>
      <dd className={css.values}>
        {before !== undefined && (
          <del className={isChange ? css.old : css.only}>
            <Value name={name} value={before} people={people} />
          </del>
        )}
        {isChange && (
          <>
            <span aria-hidden>{'\u2192'}</span>
            <VisuallyHidden>{t('auditBecame')}</VisuallyHidden>
          </>
        )}
        {(after !== undefined || isChange) && <Value name={name} value={after ?? null} people={people} />}
      </dd>
    </div>
  );
}

interface ValueProps {
  readonly name: string;
  readonly value: JsonValue;
  readonly people: AuditEntryProps['people'];
}

function Value({ name, value, people }: ValueProps) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return t('auditNothing');
  if (typeof value === 'number') return isTime(name) ? format.time(value) : format.number(value);
  if (name === 'role' && isRole(value)) return t(roleWords[value].name);
  if (typeof value === 'string') return <bdi>{people.get(value) ?? value}</bdi>;
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return <pre className={`qz-mono ${css.json}`}>{JSON.stringify(value, null, 2)}</pre>;
}
