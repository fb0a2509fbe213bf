import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode, WireContentType, WireNewCode } from '../../src/http/dashboard/wire-codes.ts';
import { Problem } from '../parts/problem.tsx';
import { useMay } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { type Draft, draftOf, hasTarget, isBegun, targetOf } from './code-draft.ts';
import style from './form-layout.module.css';
import { FormProblem } from './form-problem.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { TargetForm } from './target-form.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { useSaveCode } from './use-save-code.ts';

/** Where the code leads: the same form that it was made with. */
export function CodeTarget({ code }: { readonly code: WireCode }) {
  const { data, error, refetch } = useAsk('GET /content-types', {});
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  const of = data?.find(({ type }) => type === code.type);
  if (!of) return <Skeleton h={240} />;
  // What was undone, or changed elsewhere, is in the form at once.
  const said = JSON.stringify([code.destination, code.content]);
  return <TargetEditor key={said} code={code} of={of} />;
}

function TargetEditor({ code, of }: { readonly code: WireCode; readonly of: WireContentType }) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write') && code.trashedAt === null;
  const [draft, setDraft] = useState<Draft>(() => draftOf(code));
  const save = useSaveCode(code);
  const problems = useFieldProblems(save.error);
  const preview = useMemo<WireNewCode | null>(
    () => (isBegun(draft) ? { type: of.type, name: code.name, ...targetOf(draft) } : null),
    [of.type, draft, code.name],
  );
  const isChanged = JSON.stringify(targetOf(draft)) !== JSON.stringify(targetOf(draftOf(code)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(targetOf(draft));
  };
  return (
    <div className={style.columns}>
      <form className={style.form} onSubmit={submit} noValidate>
        <Stack gap="md" className="qz-card">
          <TargetForm of={of} draft={draft} problems={problems} readOnly={!mayWrite} change={setDraft} />
          <FormProblem error={save.error} hasField={(path) => hasTarget(of, draft, path)} />
          {mayWrite && (
            <Group>
              <Button type="submit" disabled={!isChanged} loading={save.isPending}>
                {t('save')}
              </Button>
              {isChanged && (
                <Button variant="subtle" onClick={() => setDraft(draftOf(code))}>
                  {t('discard')}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
      <aside className={style.aside} aria-label={t('preview.label')}>
        <PhonePreview of={preview} />
      </aside>
    </div>
  );
}
