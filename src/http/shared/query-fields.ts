import { z } from '@hono/zod-openapi';
import { isStorable } from './json-body.ts';
import { isWithoutOffset, parseTime } from './rfc3339.ts';

/** Where a database would have to count over more rows than anyone has. */
export const pageMax = 10_000_000;

/** A whole number of a query: absent or empty is the default, out of range is clamped, anything else refused. */
export function wholeNumber(min: number, max: number, fallback: number) {
  return z
    .string()
    .regex(/^([+-]?\d+)?$/, 'must be a whole number')
    .optional()
    .transform((text) => (text ? Math.min(Math.max(Number(text), min), max) : fallback));
}

function timeOr<T>(read: (ms: number, text: string) => T) {
  return z.string().transform((text, context) => {
    if (text === '') return undefined;
    const ms = parseTime(text);
    if (ms !== undefined) return read(ms, text);
    context.addIssue({ code: 'custom', message: timeProblem(text) });
    return z.NEVER;
  });
}

function timeProblem(text: string): string {
  return isWithoutOffset(text)
    ? 'has no offset: write Z behind it for UTC, or one such as +02:00'
    : 'must be a time such as 2026-05-01T18:30:00Z or a date';
}

/** A time of a query in UTC ms; empty is absent. */
export const timeParameter = timeOr((ms) => ms);

/** The same, but that a bare date stays one: which moment it is depends on the zone asked for. */
export const momentParameter = timeOr((ms, text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? { day: text } : { ms },
);

/** Text to look for; empty is absent. */
export const searchText = z
  .string()
  .max(255, 'use at most 255 characters')
  .refine(isStorable, 'holds a character that no text has')
  .transform((text) => text || undefined);

/** An empty parameter is as one that was not sent. */
export function emptyIsAbsent<T>(schema: z.ZodType<T>) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** Of a time in a query. It is no `date-time`, since a date alone is one as well. */
export const timeForm = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\d([Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d))?$',
  example: '2026-05-01T18:30:00Z',
} as const;
