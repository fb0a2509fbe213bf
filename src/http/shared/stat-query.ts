import { z } from '@hono/zod-openapi';
import { deviceKinds } from '../../core/scans/device.ts';
import { kinds, networks, reasons } from '../../core/scans/hit.ts';
import { dimensions, intervals, metrics } from '../../core/stats/question.ts';
import { isStorable } from './json-body.ts';
import { emptyIsAbsent, momentParameter, searchText, timeForm, wholeNumber } from './query-fields.ts';

/** What questions for statistics are parsed by. Unknown parameters are ignored, as everywhere. */

function moment(description: string) {
  return momentParameter.optional().openapi({ ...timeForm, description });
}

/** Several names of a closed list: with commas between them, or one parameter for each. */
function listOf<T extends string>(names: readonly T[], description: string) {
  return z
    .array(z.string())
    .transform((texts, context) => {
      const wanted = texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
      const known = names.filter((name) => wanted.includes(name));
      if (wanted.every((text) => (names as readonly string[]).includes(text)))
        return known.sort((a, b) => wanted.indexOf(a) - wanted.indexOf(b));
      context.addIssue({
        code: 'custom',
        message: `must be of ${names.join(', ')}, with commas between them`,
      });
      return z.NEVER;
    })
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string', enum: [...names] },
      description,
      param: { style: 'form', explode: false },
    });
}

/** Of the values of a filter, in the words of JSON Schema; they are checked in core. */
type ItemSchema = {
  type: 'string' | 'integer';
  enum?: string[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
};

function filter(description: string, items: ItemSchema) {
  return z
    .array(z.string().max(255, 'use at most 255 characters').refine(isStorable, 'no such text is stored'))
    .transform((texts) => texts.filter((text) => text !== ''))
    .optional()
    .openapi({ type: 'array', items, description, param: { style: 'form', explode: true } });
}

const text: ItemSchema = { type: 'string' };
const wordOf = (words: readonly string[]): ItemSchema => ({ type: 'string', enum: [...words] });
const orNone = 'Repeatable: one of them must be the hit’s. `(none)`: not known.';

export const statFilters = {
  country: filter(`ISO 3166-1 alpha-2. ${orNone}`, { type: 'string', pattern: '^([A-Za-z]{2}|\\(none\\))$' }),
  region: filter(`Name in English. ${orNone}`, text),
  city: filter(`Name in English. ${orNone}`, text),
  device: filter('Repeatable.', wordOf(deviceKinds)),
  os: filter('Such as `iOS`; `Unknown` where nothing is known. Repeatable.', text),
  browser: filter('Such as `Safari`; `Unknown` where nothing is known. Repeatable.', text),
  referrer: filter('A host. Repeatable. `(none)`: no referrer.', text),
  hour: filter('Hour of the day in `tz`, 0-23. Repeatable.', { type: 'integer', minimum: 0, maximum: 23 }),
  weekday: filter('1 Monday to 7 Sunday (ISO 8601) in `tz`. Repeatable.', {
    type: 'integer',
    minimum: 1,
    maximum: 7,
  }),
  week_hour: filter(
    'Hour of the week in `tz`: 0 the first of Monday to 167 the last of Sunday. Repeatable.',
    { type: 'integer', minimum: 0, maximum: 167 },
  ),
  code: filter('Id of a code of this workspace. Repeatable.', { type: 'string', format: 'uuid' }),
  kind: filter('Who asked. Repeatable.', wordOf(kinds)),
  reason: filter('Why a hit is no scan; `none` for a scan. Repeatable.', wordOf(reasons)),
  network: filter(
    'What network the hit came from, where the operator has lists of them. Repeatable.',
    wordOf(networks),
  ),
} as const;

export const statQuery = z.object({
  since: moment(
    'Inclusive. RFC 3339, or a date for its first moment in `tz`. Default: 30 days before the day of `until`.',
  ),
  until: moment('Exclusive. As `since`. Default: now.'),
  // A `+` that the query string has turned into a space is taken back: `Etc/GMT+5`.
  tz: emptyIsAbsent(
    z
      .string()
      .max(100)
      .transform((name) => name.replaceAll(' ', '+')),
  ).openapi({
    type: 'string',
    default: 'UTC',
    example: 'Europe/Berlin',
    description: 'Time zone of dates, intervals, hours and weekdays: an IANA name.',
  }),
  interval: emptyIsAbsent(z.enum(intervals)).openapi({
    type: 'string',
    enum: [...intervals],
    description: 'Asks for a series. Weeks begin on Monday. At most 2,500 points.',
  }),
  metrics: listOf(
    metrics,
    'What is counted. Rows are ordered by the first. Default: `scans,visitors`; with `split`, or a `by` other than `hour`, `weekday`, `week_hour` and `code`, `scans` alone.',
  ),
  by: listOf(dimensions, 'What to break the totals down by, each on its own.'),
  split: emptyIsAbsent(z.enum(dimensions)).openapi({
    type: 'string',
    enum: [...dimensions],
    description: 'Breaks each row of the one dimension in `by` down again.',
  }),
  limit: wholeNumber(1, 1000, 10).openapi({
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 10,
    description: 'Rows of each breakdown; with `split`, within each row as well. Out of range it is clamped.',
  }),
  cursor: emptyIsAbsent(z.string().max(2000)).openapi({
    type: 'string',
    description:
      '`next_cursor` of the page before, with the same one dimension in `by`, the same `metrics` and the same `until`. Of another dimension or order it is refused.',
  }),
  compare: emptyIsAbsent(z.enum(['previous'])).openapi({
    type: 'string',
    enum: ['previous'],
    description:
      'Adds the totals and the series of the time before: both ends are moved back by the same number of days of the calendar in `tz`, as many as the range has, counted up (10 to 12 o’clock: the day before, 10 to 12 o’clock). Where both ends begin a month: by as many months.',
  }),
  ...statFilters,
});

/** Which codes of the workspace are meant; `code` is a filter above. */
export const setFields = {
  tag: searchText.optional().openapi({ type: 'string', maxLength: 255, description: 'Codes with this tag.' }),
  folder: searchText
    .optional()
    .openapi({ type: 'string', maxLength: 255, description: 'Codes in this folder, by its id.' }),
};

export const setQuery = statQuery.extend({
  ...setFields,
});

/** Parameters that are read as lists, by their names. */
export const listParameters = ['metrics', 'by', ...dimensions] as const;

/** Of a list, not of one of its values. */
export function parameterName(field: string): string {
  return field.split('.')[0] ?? '';
}
