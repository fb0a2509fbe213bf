import { shortUrlOf } from '../../core/codes/links.ts';
import type { Core } from '../../core/core.ts';
import { cell } from '../../core/csv.ts';
import { AppError } from '../../core/errors.ts';
import { importCodes } from '../../core/imports/import-codes.ts';
import type { CheckedLine, ImportInput, ImportOutcome } from '../../core/imports/import-file.ts';
import type { Access } from '../../core/workspaces/access.ts';
import type { Log } from '../shared/env.ts';
import { parseTime } from '../shared/rfc3339.ts';
import { renderAppError, renderProblem } from './errors.ts';
import { rest } from './rest.ts';
import type { WireImportEvent, WireImportRow } from './wire-codes.ts';
import { workLines } from './work-lines.ts';

export const importTools = { readTime: parseTime, rest };

interface Call {
  readonly access: Access;
  readonly input: ImportInput;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** An import as lines of JSON: how far it is, and what came of it. Its transaction waits for nobody who reads them. */
export function importEvents(core: Core, { access, input, signal, log }: Call): AsyncGenerator<string> {
  const total = input.file.rows.length;
  return workLines<number, ImportOutcome>({
    begin: (watch) => importCodes(core, access, input, { ...importTools, ...watch }),
    renderProgress: (done): WireImportEvent => ({ kind: 'progress', done, total }),
    renderEnd: (work) => endOf(core, work, log),
    signal,
  });
}

async function endOf(core: Core, work: Promise<ImportOutcome>, log: Log): Promise<WireImportEvent> {
  try {
    const outcome = await work;
    if (outcome.ok)
      return { kind: 'done', codes: outcome.codes.length, csv: renderImported(core, outcome.codes) };
    const error = `Nothing was imported: ${outcome.wrong === 1 ? '1 row is' : `${outcome.wrong} rows are`} wrong.`;
    return { kind: 'failed', error: { code: 'validation_error', error }, rows: outcome.rows.map(renderRow) };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal_error')
      return { kind: 'failed', error: renderAppError(error), rows: [] };
    log('error', { err: error, surface: 'dashboard' }, 'import failed');
    const message =
      'Nothing was imported: something went wrong on our side. The log of the server has the reason.';
    return { kind: 'failed', error: { code: 'internal_error', error: message }, rows: [] };
  }
}

export function renderRow(row: CheckedLine): WireImportRow {
  return { ...row, problems: row.problems.map(renderProblem) };
}

export function renderImported(
  { settings }: Core,
  codes: Extract<ImportOutcome, { ok: true }>['codes'],
): string {
  const rows = codes.map(({ line, code }) =>
    [String(line), cell(code.name), cell(code.slug), cell(shortUrlOf(settings, code.slug))].join(','),
  );
  return ['line,name,slug,short_url', ...rows, ''].join('\r\n');
}
