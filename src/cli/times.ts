import { UsageError } from './failure.ts';

const daysPerUnit: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/**
 * A date (00:00 UTC of that day), a date with time and offset, or a span from now such as `90d`, `12w`, `1y`.
 * @returns UTC ms, always in the future
 */
export function parseExpiry(text: string, nowMs: number): number {
  const [, count, unit] = /^(\d{1,5})([dwmy])$/i.exec(text) ?? [];
  const days = daysPerUnit[unit?.toLowerCase() ?? ''];
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text);
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
