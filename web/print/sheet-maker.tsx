import { Alert, Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSome } from '../../src/http/dashboard/wire-designs.ts';
import { notNow } from '../parts/not-now.ts';
import { Problem } from '../parts/problem.tsx';
import { regionalOf } from '../parts/use-format.ts';
import { AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { createPageCount } from './count-pages.ts';
import { keepDraft, keptDraft, withKnownGrid } from './kept-draft.ts';
import style from './print.module.css';
import { RunState } from './run-state.tsx';
import { type SheetDraft, sheetOf, usualDraft } from './sheet-draft.ts';
import { SheetForm } from './sheet-form.tsx';
import { SheetPreview } from './sheet-preview.tsx';
import { refusedField, useSheetProblem } from './sheet-problem.ts';
import { useFileRun } from './use-file-run.ts';
import { useSheetPreview } from './use-sheet-preview.ts';

interface SheetMakerProps {
  readonly some: WireSome;
  /** Stands for the codes wherever one is compared with another. */
  readonly someKey: string;
  /** The fields of their order. */
  readonly order: ReactNode;
  /** In place of all where there are no such codes. */
  readonly none: ReactNode;
}

/** A sheet of many codes: what is chosen, what comes of it, and the PDF. */
export function SheetMaker({ some, someKey, order, none }: SheetMakerProps) {
  const { i18n } = useTranslation('print');
  const [usual] = useState(() => usualDraft(regionalOf(i18n.language, navigator.languages)));
  const [chosen, setChosen] = useState(() => keptDraft(usual));
  const { data: grids } = useAsk('GET /sheet-grids', {});
  const draft = useMemo(() => withKnownGrid(chosen, usual.grid, grids), [chosen, usual, grids]);
  const [page, setPage] = useState(1);
  const { data, error, isOld, refetch } = useSheetPreview(some, someKey, draft, page);
  const say = useSheetProblem();
  if (error instanceof AskError && error.problem.details?.[0]?.path === 'filter') return none;
  const change = (part: Partial<SheetDraft>) => {
    const next = { ...draft, ...part };
    setChosen(next);
    keepDraft(next);
  };
  const refused = refusedField(error);
  return (
    <div className={style.sheet}>
      <SheetForm
        draft={draft}
        order={order}
        placed={isOld ? undefined : data?.layout}
        problemOf={(field) => (error && field === refused ? say(error) : undefined)}
        change={change}
      />
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
        onClick={load}
        {...(run.step === 'running' && notNow)}
      >
        {t('sheet.download')}
      </Button>
      <RunState run={run} cancel={cancel} words={(n, pages) => t('sheet.page', { n, pages })} />
    </>
  );
}
