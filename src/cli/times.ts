import { latestMs } from '../core/expiry.ts';
import { dayMs, dayOfTime } from '../core/stats/month.ts';
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
    throw new UsageError(`${option} ${text}: ${momentProblem(text)}`);
  return time;
}

function momentProblem(text: string): string {
  return dateForm.test(`${text}Z`) && isRealDay(text, true)
    ? 'it has no offset: write Z behind it for UTC, or one such as +02:00.'
    : 'use a date such as 2026-05-01, or 2026-05-01T18:30:00Z.';
}

/** @returns the UTC day in days since 1970-01-01 */
export function parseDay(option: string, text: string): number {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isRealDay(text, true)) return dayOfTime(Date.parse(text));
  throw new UsageError(`${option} ${text}: use a day such as 2026-03-01.`);
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
    days === undefined ? (isDate ? Date.parse(text) : Number.NaN) : nowMs + Number(count) * days * dayMs;
  if (Number.isNaN(time) || !isRealDay(text, isDate)) {
    throw new UsageError(`--expires ${text}: use a date such as 2027-12-31, or a span such as 90d or 1y.`);
  }
  if (time > latestMs) throw new UsageError(`--expires ${text}: use a time before the year 10000.`);
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
