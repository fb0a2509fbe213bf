import { z } from 'zod';

/**
 * A date (`2026-05-01`), a local time (`2026-05-01T18:30`), or a time with its offset (`…Z`, `…+02:00`):
 * the profile of ISO 8601 that ECMAScript reads, seconds and milliseconds optional.
 */
const timePattern =
  /^(\d{4}-\d{2}-\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/;

export const dateOrTime = z
  .string()
  .trim()
  .refine(isDateOrTime, {
    error: 'must be a date such as 2026-05-01 or a time such as 2026-05-01T18:30:00+02:00',
  })
  .describe('A date, a local time, or a time with its offset (ISO 8601)');

/** The clock on a wall, `HH:MM` from 00:00 to 23:59. */
export const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:30');

export const timeZone = z
  .string()
  .refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Vienna' })
  .describe('An IANA time zone such as Europe/Vienna');

export function isDateOnly(time: string): boolean {
  return !time.includes('T');
}

/**
 * Whether `end` is not before `start`; undefined where they cannot be compared, because one of them has an
 * offset and the other has none. A date as the end means that whole day.
 */
export function isInOrder(start: string, end: string): boolean | undefined {
  if (isDateOnly(start) || isDateOnly(end)) return start.slice(0, 10) <= end.slice(0, 10);
  if (hasOffset(start) !== hasOffset(end)) return undefined;
  return millisecondsOf(start) <= millisecondsOf(end);
}

function millisecondsOf(time: string): number {
  return Date.parse(hasOffset(time) ? time : `${time}Z`);
}

function hasOffset(time: string): boolean {
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(time) && !isDateOnly(time);
}

function isDateOrTime(text: string): boolean {
  const day = timePattern.exec(text)?.[1];
  if (day === undefined) return false;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

/** Offsets such as +01:00, which `Intl` takes for a zone as well, are none: they know no summer time. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
