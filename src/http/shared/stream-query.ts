import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBySchema } from '../../core/content/problems.ts';
import type { FeedWishInput } from '../../core/scans/feed-wish.ts';
import type { HttpEnv } from './env.ts';
import { emptyIsAbsent } from './query-fields.ts';
import { scanFields } from './scan-query.ts';
import { parameterName, setFields, statFilters, statQuery } from './stat-query.ts';
import { parametersOf } from './stat-question.ts';

const { code: _byId, ...hitFilters } = statFilters;

/** Which hits a stream is about: the words and rules of statistics. */
export const streamQuery = z.object({
  code: emptyIsAbsent(z.string()).openapi({
    type: 'string',
    format: 'uuid',
    description: 'The scans of one code; absent: of every code of the workspace.',
  }),
  ...setFields,
  include: scanFields.include,
  tz: statQuery.shape.tz,
  ...hitFilters,
});

/** @throws AppError validation_error that names the parameter */
export function parseStreamQuery<E extends HttpEnv>(c: Context<E>): FeedWishInput {
  const sent = parametersOf(c, Object.keys(hitFilters));
  const { code, tag, folder, tz, include, ...filters } = parseBySchema(streamQuery, sent, parameterName);
  return { code, tag, folder, tz, filters, all: include === 'all' };
}
