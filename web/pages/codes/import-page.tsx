import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireImport } from '../../../src/http/dashboard/wire-codes.ts';
import style from '../../codes/import.module.css';
import { ImportCheck, type ImportChoices } from '../../codes/import-check.tsx';
import { ImportFile, type TableFile } from '../../codes/import-file.tsx';
import { ImportDone, ImportFailed, ImportProgress } from '../../codes/import-result.tsx';
import { type ImportRun, useImportPreview, useImportRun } from '../../codes/use-import.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay } from '../../state/session.tsx';

const firstChoices: ImportChoices = { type: 'url', folderId: null, mapping: undefined };

interface Taken extends TableFile {
  /** Tells files apart without reading them. */
  readonly number: number;
}

/** Codes from a table: all of its rows or none. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const [file, setFile] = useState<Taken | null>(null);
  const [choices, setChoices] = useState(firstChoices);
  const importing = useImportRun();
  if (!useMay('codes:write')) {
    return (
      <Page title={t('title')}>
        <Empty title={t('viewer.title')} text={t('viewer.text')} />
      </Page>
    );
  }
  const again = () => {
    setFile(null);
    setChoices(firstChoices);
    importing.reset();
  };
  const step =
    importing.run.step === 'idle' ? (file === null ? 0 : 1) : importing.run.step === 'running' ? 2 : 3;
  return (
    <Page title={t('title')} about={t('about')}>
      <ol className={style.steps}>
        {(['step.file', 'step.check', 'step.result'] as const).map((key, index) => (
          <li
            key={key}
            data-done={index < step || undefined}
            aria-current={index === step ? 'step' : undefined}
          >
            {t(key)}
          </li>
        ))}
      </ol>
      {file === null ? (
        <ImportFile take={(taken) => setFile({ ...taken, number: Date.now() })} />
      ) : importing.run.step === 'idle' ? (
        <Check file={file} choices={choices} change={setChoices} start={importing.start} again={again} />
      ) : (
        <Running run={importing.run} again={again} back={importing.reset} />
      )}
    </Page>
  );
}

interface CheckProps {
  readonly file: Taken;
  readonly choices: ImportChoices;
  change(choices: ImportChoices): void;
  start(body: WireImport, total: number): Promise<void>;
  again(): void;
}

function Check({ file, choices, change, start, again }: CheckProps) {
  const given: WireImport = {
    csv: file.csv,
    type: choices.type,
    folderId: choices.folderId,
    ...(choices.mapping && { mapping: choices.mapping }),
  };
  const { data, error, isFetching } = useImportPreview(given, file.number);
  return (
    <ImportCheck
      choices={choices}
      preview={data}
      error={error}
      busy={isFetching}
      change={change}
      back={again}
      run={() => data && void start({ ...given, mapping: data.mapping }, data.rows)}
    />
  );
}

function Running({ run, again, back }: { readonly run: ImportRun; again(): void; back(): void }) {
  if (run.step === 'running') return <ImportProgress done={run.done} total={run.total} />;
  if (run.step === 'idle') return null;
  if (run.end.kind === 'failed') return <ImportFailed end={run.end} back={back} />;
  return <ImportDone end={run.end} again={again} />;
}
