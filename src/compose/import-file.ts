import type { ContentType } from '../core/content/types.ts';
import type { Core } from '../core/core.ts';
import { importCodes } from '../core/imports/import-codes.ts';
import type { ImportOutcome } from '../core/imports/import-file.ts';
import type { Access } from '../core/workspaces/access.ts';
import { importTools, renderImported } from '../http/dashboard/import-events.ts';
import { readCsv } from '../http/dashboard/read-csv.ts';

export interface FileToImport {
  readonly bytes: Uint8Array;
  /** Of rows that say none. */
  readonly type: ContentType;
  readonly onProgress: (done: number) => void;
}

/** As the dashboard imports: every row or none. `csv` has slug and short link of each, where all went well. */
export async function importFile(
  core: Core,
  access: Access,
  { bytes, type, onProgress }: FileToImport,
): Promise<ImportOutcome & { readonly csv: string }> {
  const input = { file: await readCsv(decodeText(bytes)), type };
  const signal = new AbortController().signal;
  const outcome = await importCodes(core, access, input, { ...importTools, signal, onProgress });
  return { ...outcome, csv: outcome.ok ? renderImported(core, outcome.codes) : '' };
}

/** What is no UTF-8 was saved by a spreadsheet of a western Windows. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
