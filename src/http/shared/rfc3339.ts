/**
 * RFC 3339, 5.6 `date-time` with any offset, and a bare date, which means 00:00 UTC. Lower-case `t` and `z` and
 * a space in place of `T` are allowed there; a `+` that a query string has turned into a space is taken back.
 * Fractions are cut to milliseconds. A leap second is the first moment of the next minute.
 */
const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+ -])(\d{2}):(\d{2})))?$/;

/** UTC ms; undefined for what is no time, such as 30 February. */
export function parseTime(text: string): number | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(toNumber);
  const [offsetHours = 0, offsetMinutes = 0] = match.slice(9, 11).map(toNumber);
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const dayMs = Date.UTC(2000, month - 1, day) + yearsMs(year, month, day);
  const date = new Date(dayMs);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  const ms = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  return dayMs + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}

/** Whether it would be a time if it said of which clocks. */
export function isWithoutOffset(text: string): boolean {
  return parseTime(`${text}Z`) !== undefined;
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999, so the year is put in apart. */
function yearsMs(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day));
  return new Date(date).setUTCFullYear(year, month - 1, day) - date.getTime();
}

function toNumber(text: string | undefined): number {
  return Number(text ?? 0);
}

/** With milliseconds: `2026-04-15T18:24:11.000Z`. */
export function renderTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Without milliseconds, cut: `2026-04-15T18:24:11Z`. */
export function renderSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
