import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useMay } from '../state/session.tsx';
import { CodeDetails, type Details, detailsOf, isDetail } from './code-details.tsx';
import style from './form-layout.module.css';
import { FormProblem } from './form-problem.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { useSaveCode } from './use-save-code.ts';

/** Everything of a code that is not where it leads. */
export function CodeSettings({ code }: { readonly code: WireCode }) {
  // What was undone, or changed elsewhere, is in the form at once.
  return <SettingsEditor key={JSON.stringify(detailsOf(code))} code={code} />;
}

function SettingsEditor({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write') && code.trashedAt === null;
  const [details, setDetails] = useState<Details>(() => detailsOf(code));
  const save = useSaveCode(code);
  const problems = useFieldProblems(save.error);
  const isChanged = JSON.stringify(details) !== JSON.stringify(detailsOf(code));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...details, name: details.name.trim() });
  };
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <Stack gap="md" className="qz-card" maw={640}>
        <CodeDetails
          value={details}
          problems={problems}
          readOnly={!mayWrite}
          nameHint=""
          change={setDetails}
        />
        <TextInput
          label={t('slug.label')}
          description={t('slug.fixed')}
          value={code.slug}
          dir="ltr"
          readOnly
        />
        <FormProblem error={save.error} hasField={isDetail} />
        {mayWrite && (
          <Group>
            <Button type="submit" disabled={!isChanged} loading={save.isPending}>
              {t('save')}
            </Button>
            {isChanged && (
              <Button variant="subtle" onClick={() => setDetails(detailsOf(code))}>
                {t('discard')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
