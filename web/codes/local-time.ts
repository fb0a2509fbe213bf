/** As `<input type="datetime-local">` writes it: the reader's own clock, to the minute. */
export function localTimeOf(ms: number): string {
  const minutesAhead = -new Date(ms).getTimezoneOffset();
  return new Date(ms + minutesAhead * 60_000).toISOString().slice(0, 16);
}

/** Null for what is no time yet. */
export function msOfLocalTime(text: string): number | null {
  const ms = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(ms) ? null : ms;
}
