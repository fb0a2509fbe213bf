import { Alert, Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSome } from '../../src/http/dashboard/wire-designs.ts';
import { Problem } from '../parts/problem.tsx';
import { regionalOf } from '../parts/use-format.ts';
import { AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { createPageCount } from './count-pages.ts';
import style from './print.module.css';
import { RunState } from './run-state.tsx';
import { type SheetDraft, sheetOf, usualDraft } from './sheet-draft.ts';
import { SheetForm } from './sheet-form.tsx';
import { SheetPreview } from './sheet-preview.tsx';
import { useSheetProblem } from './sheet-problem.ts';
import { useFileRun } from './use-file-run.ts';
import { useSheetPreview } from './use-sheet-preview.ts';

interface SheetMakerProps {
  readonly some: WireSome;
  /** Stands for the codes wherever one is compared with another. */
  readonly someKey: string;
  /** In place of all where there are no such codes. */
  readonly none: ReactNode;
}

/** A sheet of many codes: what is chosen, what comes of it, and the PDF. */
export function SheetMaker({ some, someKey, none }: SheetMakerProps) {
  const { i18n } = useTranslation('print');
  const [draft, setDraft] = useState<SheetDraft>(() =>
    usualDraft(regionalOf(i18n.language, navigator.languages)),
  );
  const [page, setPage] = useState(1);
  const { data, error, isOld, refetch } = useSheetPreview(some, someKey, draft, page);
  if (error instanceof AskError && error.problem.details?.[0]?.path === 'filter') return none;
  return (
    <div className={style.sheet}>
      <SheetForm draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
      <Stack gap="md" className={`qz-card ${style.look}`}>
        <SheetDownload some={some} draft={draft} />
        {error && <SheetProblem error={error} retry={() => void refetch()} />}
        {!(error && data === undefined) && <SheetPreview preview={data} isOld={isOld} turn={setPage} />}
      </Stack>
    </div>
  );
}

/** What the server refuses is put right in the form; all else may be better a moment later. */
function SheetProblem({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const say = useSheetProblem();
  const isRefused = error instanceof AskError && error.problem.code === 'validation_error';
  if (!isRefused) return <Problem error={error} retry={retry} />;
  return (
    <Alert color="yellow" role="alert">
      {say(error)}
    </Alert>
  );
}

function SheetDownload({ some, draft }: { readonly some: WireSome; readonly draft: SheetDraft }) {
  const { t } = useTranslation('print');
  const workspace = useWorkspace();
  const { run, start, cancel } = useFileRun();
  const body = { ...some, ...sheetOf(draft) };
  const load = () =>
    void start({
      ask: (signal) => ask('POST /w/:workspace/sheets', { params: { workspace }, body, signal }),
      totalIn: 'Quietzone-Pages',
      count: createPageCount(),
      name: 'sheet.pdf',
    });
  return (
    <>
      <Button
        className={style.start}
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        disabled={run.step === 'running'}
        onClick={load}
      >
        {t('sheet.download')}
      </Button>
      <RunState run={run} cancel={cancel} words={(n, pages) => t('sheet.page', { n, pages })} />
    </>
  );
}
