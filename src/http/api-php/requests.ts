import { z } from '@hono/zod-openapi';
import { nameField } from '../../core/codes/fields.ts';
import { slugField } from '../../core/codes/slug.ts';
import { contentTypes } from '../../core/content/types.ts';
import { pageMax, timeParameter, wholeNumber } from '../shared/query-fields.ts';

/** Forms of this dialect send empty strings for what was left out. */
const labelField = z.preprocess((value) => (isBlank(value) ? undefined : value), nameField.optional());

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** PHP clients send booleans as 0 and 1 as well. */
const activeField = z.preprocess(
  (value) => (value === 1 || value === '1' ? true : value === 0 || value === '0' ? false : value),
  z.boolean().optional(),
);

/** Id of an uploaded logo; null or '' for none. A link is what lists show, sent back: no wish. */
const logoField = z.preprocess((value) => {
  if (typeof value === 'string' && /^https?:/.test(value)) return undefined;
  return value === '' ? null : value;
}, z.string().nullable().optional());

/** The fields of the types themselves are read by `contentOfQrTrackFields`; unknown ones are ignored. */
export const newCodeBody = z.looseObject({
  type: z.enum(contentTypes),
  label: labelField,
  title: labelField,
  slug: z.preprocess((value) => (isBlank(value) ? undefined : value), slugField.optional()),
  logo: logoField,
});

export const codeEditBody = z.looseObject({
  label: labelField,
  title: labelField,
  is_active: activeField,
  logo: logoField,
});

export const listQuery = z.object({
  limit: wholeNumber(1, 1000, 100),
  page: wholeNumber(1, pageMax, 1),
});

export const logQuery = z.object({
  since: timeParameter.optional(),
  until: timeParameter.optional(),
  limit: wholeNumber(1, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY),
});
