import { z } from '@hono/zod-openapi';

/** An operation with these headers is carried out once for each key that is sent: see `once`. */
export const onceHeaders = z.object({
  'Idempotency-Key': z.string().optional().openapi({
    type: 'string',
    minLength: 1,
    maxLength: 255,
    description:
      'A text of your own, such as a UUID, that names this request. Sent again within 24 hours with the same key, it gets the first answer, with `Idempotent-Replayed: true`, and makes nothing. With another body it is `idempotency_key_reused`; while the first is under way, `idempotency_key_in_use`. Requests that failed are carried out again.',
  }),
});
