import { Stack, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useMay } from '../state/session.tsx';
import { CodeDetails, changesOf, type Details, detailsOf, isDetail } from './code-details.tsx';
import style from './form-layout.module.css';
import { FormProblem } from './form-problem.tsx';
import { SaveRow } from './save-row.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { useSaveCode } from './use-save-code.ts';

/** Everything of a code that is not where it leads. */
export function CodeSettings({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write') && code.trashedAt === null;
  const saving = useSaveCode(code, 'details');
  const form = useRef<HTMLFormElement>(null);
  // What nobody has typed in follows the code: what was undone, or changed elsewhere, is in the form at once.
  const [typed, setTyped] = useState<Partial<Details>>({});
  const details: Details = { ...detailsOf(code), ...saving.refused, ...typed };
  const isTyped = Object.keys(typed).length > 0;
  const problems = useFieldProblems(saving.error, form, !isTyped);
  const edit = changesOf(detailsOf(code), details);
  const isChanged = Object.keys(edit).length > 0;
  const change = (next: Details) => setTyped({ ...typed, ...changesOf(details, next) });
  const forget = () => {
    setTyped({});
    saving.forget();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return;
    setTyped({});
    saving.save(edit.name === undefined ? edit : { ...edit, name: edit.name.trim() });
  };
  return (
    <form ref={form} className={style.form} onSubmit={submit} noValidate>
      <Stack gap="md" className="qz-card" maw={640}>
        <CodeDetails value={details} problems={problems} readOnly={!mayWrite} nameHint="" change={change} />
        <TextInput
          label={t('slug.label')}
          description={t('slug.fixed')}
          value={code.slug}
          dir="ltr"
          readOnly
        />
        <FormProblem error={saving.error} hasField={isDetail} />
        {mayWrite && <SaveRow isChanged={isChanged} isUnderWay={saving.isUnderWay} discard={forget} />}
      </Stack>
    </form>
  );
}
