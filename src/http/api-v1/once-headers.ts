import { z } from '@hono/zod-openapi';

function headersOf(again: string) {
  return z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .openapi({
        type: 'string',
        minLength: 1,
        maxLength: 255,
        description: `A text of your own, such as a UUID, that names this request. Sent again within 24 hours with the same key, it ${again}, and makes nothing. With another body it is \`idempotency_key_reused\`; while the first is under way, \`idempotency_key_in_use\`. Requests that failed are carried out again.`,
      }),
  });
}

/** An operation with these headers is carried out once for each key that is sent: see `once`. */
export const onceHeaders = headersOf('gets the first answer, with `Idempotent-Replayed: true`');

/** The same, where the answer holds what is shown this once. */
export const shownOnceHeaders = headersOf(
  'is `idempotency_key_done`, since the link in the first answer is shown in that alone',
);
