import type { Code } from '../codes/code.ts';
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

/**
 * What a spreadsheet may take for a formula: its first visible character is = + - or @ (or a wide or small form of
 * them), or it begins with a tab or an end of line (OWASP, "CSV Injection"). Text that begins with an apostrophe is
 * marked as well, so that whoever takes one leading apostrophe away gets back what was stored.
 */
const risky =
  /^(?:[\t\r\n']|["\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])/u;

/** Always quoted, whatever it holds; empty where nothing is known. */
export function cell(text: string | null): string {
  if (text === null) return '';
  const harmless = risky.test(text) ? `'${text}` : text;
  return `"${harmless.includes('"') ? harmless.replaceAll('"', '""') : harmless}"`;
}
