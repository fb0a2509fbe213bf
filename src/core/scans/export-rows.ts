import type { Code } from '../codes/code.ts';
import { cell } from '../csv.ts';
import { type HitFacts, unpackFlags } from './hit.ts';
import { timeOfScanId } from './id.ts';
import type { ScanRow } from './scan.ts';

/** The lines of an export: CSV (RFC 4180) and newline-delimited JSON, with the same fields in the same order. */
export type ShownCode = Pick<Code, 'id' | 'slug' | 'name'>;

const fields = [
  'id',
  'ts',
  'code_id',
  'slug',
  'name',
  'country',
  'region',
  'city',
  'device',
  'os',
  'browser',
  'referrer',
] as const;

/** In addition where every stored hit is shown. */
const facts = ['kind', 'outcome', 'repeat', 'reason', 'network'] as const satisfies (keyof HitFacts)[];

export function titlesAsCsv(all: boolean): string {
  return `${(all ? [...fields, ...facts] : fields).join(',')}\r\n`;
}

export function renderRowsAsCsv(code: ShownCode, rows: readonly ScanRow[], all: boolean): string {
  const ofCode = `${code.id},${cell(code.slug)},${cell(code.name)}`;
  let text = '';
  for (const row of rows) {
    text += `${row.id},${timeOf(row)},${ofCode},${cell(row.country)},${cell(row.region)},${cell(row.city)},`;
    text += `${cell(row.device)},${cell(row.os)},${cell(row.browser)},${cell(row.referrer)}`;
    text += all ? `,${factsAsCsv(row.flags)}\r\n` : '\r\n';
  }
  return text;
}

/** Words from closed lists alone. */
function factsAsCsv(flags: number): string {
  const { kind, outcome, repeat, reason, network } = unpackFlags(flags);
  return `${kind},${outcome},${repeat},${reason},${network}`;
}

export function renderRowsAsJsonLines(code: ShownCode, rows: readonly ScanRow[], all: boolean): string {
  let text = '';
  for (const row of rows) {
    const { country, region, city, device, os, browser, referrer } = row;
    const scan = { id: row.id, ts: timeOf(row), code_id: code.id, slug: code.slug, name: code.name };
    const line = { ...scan, country, region, city, device, os, browser, referrer };
    text += `${JSON.stringify(all ? { ...line, ...unpackFlags(row.flags) } : line)}\n`;
  }
  return text;
}

function timeOf(row: ScanRow): string {
  return new Date(timeOfScanId(row.id)).toISOString();
}
