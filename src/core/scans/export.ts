import type { Code } from '../codes/code.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Access } from '../workspaces/access.ts';
import { renderRowsAsCsv, renderRowsAsJsonLines, type ShownCode, titlesAsCsv } from './export-rows.ts';
import { classesOf } from './hit.ts';
import { type ScanQuery, streamScans } from './list.ts';

export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportQuery extends Pick<ScanQuery, 'sinceMs' | 'untilMs'> {
  readonly format: ExportFormat;
  /** `all` shows every stored hit, each with its facts, as the log does. */
  readonly filter: 'scans' | 'all';
}

/** The next piece of an export, whole lines. */
export interface ExportPart {
  readonly text: string;
  readonly rows: number;
}

/** @throws AppError validation_error for a range that ends before it begins */
export function checkExport({ sinceMs, untilMs }: ExportQuery): void {
  if (sinceMs !== undefined && untilMs !== undefined && untilMs < sinceMs)
    throw invalid('until', 'must not be before since');
}

/**
 * The scans of these codes (`num`), one code after the other, each oldest first. Memory does not grow with the log:
 * a page of rows is held at a time. Whoever stops before the end has not got a whole export.
 */
export async function* exportScans(
  core: Core,
  access: Access,
  codes: readonly number[],
  query: ExportQuery,
): AsyncGenerator<ExportPart> {
  const all = query.filter === 'all';
  const render = query.format === 'csv' ? renderRowsAsCsv : renderRowsAsJsonLines;
  let head = query.format === 'csv' ? titlesAsCsv(all) : '';
  for await (const code of codesWithHits(core, access, codes, query)) {
    const shown: ShownCode = { id: code.id, slug: code.slug, name: code.name };
    for await (const rows of streamScans(core, code, query)) {
      yield { text: head + render(shown, rows, all), rows: rows.length };
      head = '';
    }
  }
  if (head !== '') yield { text: head, rows: 0 };
}

/** Rows that an export without a range of time will have, were nothing to arrive or go meanwhile. */
export async function countExport(core: Core, codes: readonly number[], query: ExportQuery): Promise<number> {
  const totals = await core.store.scans.totals(codes, classesOf(query.filter));
  return [...totals.values()].reduce((sum, hits) => sum + hits, 0);
}

const codesAChunk = 200;

/** Totals are changed with the hits, in one transaction: a code without them has no hits to look for. */
async function* codesWithHits(
  core: Core,
  access: Access,
  nums: readonly number[],
  query: ExportQuery,
): AsyncGenerator<Code> {
  const classes = classesOf(query.filter);
  for (let from = 0; from < nums.length; from += codesAChunk) {
    const totals = await core.store.scans.totals(nums.slice(from, from + codesAChunk), classes);
    const scanned = [...totals].filter(([, hits]) => hits > 0).map(([num]) => num);
    if (scanned.length === 0) continue;
    const codes = await core.store.codes.findByNums(access.workspace.id, scanned);
    yield* [...codes].sort((a, b) => a.num - b.num);
  }
}
