/** A day before the server's last one, in whatever zone. */
export const latestLocalTime = '9999-12-30T23:59';

/** As `<input type="datetime-local">` writes it: the reader's own clock, to the minute; '' for what has no date. */
export function localTimeOf(ms: number): string {
  const minutesAhead = -new Date(ms).getTimezoneOffset();
  const local = new Date(ms + minutesAhead * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().slice(0, 16);
}

/** Null for what is no time yet. */
export function msOfLocalTime(text: string): number | null {
  const ms = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(ms) ? null : ms;
}
