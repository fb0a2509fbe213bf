import type { z } from '@hono/zod-openapi';
import { errorSchema } from './schemas.ts';

/** The parts of the OpenAPI document that say what comes back. */
const integer = { schema: { type: 'integer' } } as const;
const text = { schema: { type: 'string' } } as const;

const limitHeaders = {
  'X-RateLimit-Plan': { ...text, description: 'free, pro or business.' },
  'X-RateLimit-Limit': { ...integer, description: 'Requests a minute.' },
  'X-RateLimit-Remaining': { ...integer, description: 'Requests left in this minute.' },
  'X-RateLimit-Reset': { ...integer, description: 'Unix seconds at which the minute ends.' },
};

const headers = {
  'Content-Disposition': { ...text, description: 'A name for the file.' },
  ETag: { ...text, description: 'Of the bytes.' },
  'Idempotent-Replayed': { ...text, description: '`true` where this is the answer to an earlier request.' },
  Location: { ...text, description: 'Link of the new object.' },
  'Quietzone-Files': { ...integer, description: 'How many files there will be.' },
  'Retry-After': { ...integer, description: 'Seconds to wait.' },
  'WWW-Authenticate': text,
};

export function answer(
  description: string,
  schema: z.ZodType,
  extra: readonly (keyof typeof headers)[] = [],
) {
  return { description, headers: headersWith(extra), content: { 'application/json': { schema } } };
}

/** A text that goes on until everything is said; broken off, its connection is. */
export function fileAnswer(description: string, mediaType: string) {
  const content = { [mediaType]: { schema: { type: 'string' as const } } };
  return { description, headers: headersWith(['Content-Disposition']), content };
}

/** A file of bytes, in one of several types. */
export function bytesAnswer(
  description: string,
  mediaTypes: readonly string[],
  extra: readonly (keyof typeof headers)[] = [],
) {
  const schema = { type: 'string', format: 'binary' } as const;
  const content = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
  return { description, headers: headersWith(['Content-Disposition', ...extra]), content };
}

export const eventForm = { 'text/event-stream': { schema: { type: 'string' as const } } };

/** Server-sent events: they go on until one side ends them. */
export function eventAnswer(description: string) {
  return { description, headers: limitHeaders, content: eventForm };
}

function headersWith(extra: readonly (keyof typeof headers)[]) {
  return { ...limitHeaders, ...Object.fromEntries(extra.map((name) => [name, headers[name]])) };
}

const errorAnswers = {
  304: { description: 'Nothing has changed since', headers: headersWith(['ETag']) },
  400: answer('`validation_error` or `invalid_json`', errorSchema),
  401: answer('`unauthorized`: the key is missing, unknown, revoked or expired', errorSchema, [
    'WWW-Authenticate',
  ]),
  403: answer('`plan_limit_reached`, `workspace_locked` or `forbidden`', errorSchema),
  404: answer('`not_found`', errorSchema),
  409: answer(
    '`slug_taken`, `already_exists`, `in_use`, `idempotency_key_in_use` or `idempotency_key_done`',
    errorSchema,
  ),
  413: answer('`payload_too_large`', errorSchema),
  422: answer('`proof_failed`: the design cannot be read well enough; `idempotency_key_reused`', errorSchema),
  429: answer('`rate_limited`', errorSchema, ['Retry-After']),
  500: answer('`internal_error`', errorSchema),
  503: answer('`unavailable`: the database does not answer, or too many pictures wait', errorSchema, [
    'Retry-After',
  ]),
};

/** The errors named, and those that every operation has. */
export function answers(...statuses: readonly (keyof typeof errorAnswers)[]) {
  const all = [...statuses, 401, 429, 500, 503] as const;
  return Object.fromEntries(all.map((status) => [status, errorAnswers[status]]));
}
