import { UsageError } from './failure.ts';

const daysPerUnit: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

const dateForm = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * A date (00:00 UTC of that day), or a date with time and offset.
 * @param option as it is typed, such as `--since`
 * @returns UTC ms
 */
export function parseMoment(option: string, text: string): number {
  const time = dateForm.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !isRealDay(text, true))
    throw new UsageError(`${option} ${text}: use a date such as 2026-05-01, or 2026-05-01T18:30:00Z.`);
  return time;
}

/**
 * A date (00:00 UTC of that day), a date with time and offset, or a span from now such as `90d`, `12w`, `1y`.
 * @returns UTC ms, always in the future
 */
export function parseExpiry(text: string, nowMs: number): number {
  const [, count, unit] = /^(\d{1,5})([dwmy])$/i.exec(text) ?? [];
  const days = daysPerUnit[unit?.toLowerCase() ?? ''];
  const isDate = dateForm.test(text);
  const time =
    days === undefined ? (isDate ? Date.parse(text) : Number.NaN) : nowMs + Number(count) * days * 86_400_000;
  if (Number.isNaN(time) || !isRealDay(text, isDate)) {
    throw new UsageError(`--expires ${text}: use a date such as 2027-12-31, or a span such as 90d or 1y.`);
  }
  if (time <= nowMs) throw new UsageError(`--expires ${text} is over already.`);
  return time;
}

/** `Date.parse` takes 31 February for 3 March in some forms. */
function isRealDay(text: string, isDate: boolean): boolean {
  if (!isDate) return true;
  const day = text.slice(0, 10);
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
