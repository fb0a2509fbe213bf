import { Skeleton, Stack } from '@mantine/core';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode, WireContentType, WireNewCode } from '../../src/http/dashboard/wire-codes.ts';
import { Problem } from '../parts/problem.tsx';
import { useMay } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { applyTarget } from './apply-change.ts';
import { type Draft, draftOf, hasTarget, isBegun, targetOf } from './code-draft.ts';
import style from './form-layout.module.css';
import { FormProblem } from './form-problem.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { SaveRow } from './save-row.tsx';
import { TargetForm } from './target-form.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { useSaveCode } from './use-save-code.ts';

/** Where the code leads: the same form that it was made with. */
export function CodeTarget({ code }: { readonly code: WireCode }) {
  const { data, error, refetch } = useAsk('GET /content-types', {});
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  const of = data?.find(({ type }) => type === code.type);
  if (!of) return <Skeleton h={240} />;
  return <TargetEditor code={code} of={of} />;
}

function TargetEditor({ code, of }: { readonly code: WireCode; readonly of: WireContentType }) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write') && code.trashedAt === null;
  const saving = useSaveCode(code, 'target');
  const form = useRef<HTMLFormElement>(null);
  // What nobody has typed in follows the code: what was undone, or changed elsewhere, is in the form at once.
  const [typed, setTyped] = useState<Draft | null>(null);
  const { destination, content } = code;
  const { refused } = saving;
  const shown = useMemo(
    () => draftOf(applyTarget({ destination, content }, refused)),
    [destination, content, refused],
  );
  const draft = typed ?? shown;
  const problems = useFieldProblems(saving.error, form, typed === null);
  const preview = useMemo<WireNewCode | null>(
    () => (isBegun(draft) ? { type: of.type, name: code.name, ...targetOf(draft) } : null),
    [of.type, draft, code.name],
  );
  const isChanged = JSON.stringify(targetOf(draft)) !== JSON.stringify(targetOf(draftOf(code)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return;
    setTyped(null);
    saving.save(targetOf(draft));
  };
  const forget = () => {
    setTyped(null);
    saving.forget();
  };
  return (
    <div className={style.columns}>
      <form ref={form} className={style.form} onSubmit={submit} noValidate>
        <Stack gap="md" className="qz-card">
          <TargetForm of={of} draft={draft} problems={problems} readOnly={!mayWrite} change={setTyped} />
          <FormProblem error={saving.error} hasField={(path) => hasTarget(of, draft, path)} />
          {mayWrite && <SaveRow isChanged={isChanged} isUnderWay={saving.isUnderWay} discard={forget} />}
        </Stack>
      </form>
      <aside className={style.aside} aria-label={t('preview.label')}>
        <PhonePreview of={preview} />
      </aside>
    </div>
  );
}
