import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { WireImport, WireImportEvent, WireImportPreview } from '../../src/http/dashboard/wire-codes.ts';
import { AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { readLines } from './read-lines.ts';
import { forgetCodes } from './use-code-acts.ts';

/** What the server makes of the file, before anything is made. @param file which file it is: its text is too long for a key */
export function useImportPreview(given: WireImport, file: number) {
  const workspace = useWorkspace();
  const { csv: _, ...choices } = given;
  return useQuery<WireImportPreview, AskError>({
    queryKey: ['POST /w/:workspace/imports/preview', workspace, file, choices],
    queryFn: ({ signal }) =>
      ask('POST /w/:workspace/imports/preview', { params: { workspace }, body: given, signal }),
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

type Ended = Exclude<WireImportEvent, { kind: 'progress' }>;

export type ImportRun =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly done: number; readonly total: number }
  | { readonly step: 'ended'; readonly end: Ended };

/** Makes the codes of a file, and tells how far it is. */
export function useImportRun() {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const [run, setRun] = useState<ImportRun>({ step: 'idle' });
  const start = useCallback(
    async (body: WireImport, total: number) => {
      setRun({ step: 'running', done: 0, total });
      const end = await runImport(workspace, body, (done, of) =>
        setRun({ step: 'running', done, total: of }),
      );
      setRun({ step: 'ended', end });
      await forgetCodes(client);
    },
    [client, workspace],
  );
  const reset = useCallback(() => setRun({ step: 'idle' }), []);
  return { run, start, reset };
}

async function runImport(
  workspace: string,
  body: WireImport,
  tell: (done: number, total: number) => void,
): Promise<Ended> {
  try {
    const response = await ask('POST /w/:workspace/imports', { params: { workspace }, body });
    if (response.body) {
      for await (const event of readLines<WireImportEvent>(response.body)) {
        if (event.kind !== 'progress') return event;
        tell(event.done, event.total);
      }
    }
  } catch (error) {
    if (error instanceof AskError) return { kind: 'failed', error: error.problem, rows: [] };
  }
  return { kind: 'failed', error: { code: 'unavailable', error: '' }, rows: [] };
}
