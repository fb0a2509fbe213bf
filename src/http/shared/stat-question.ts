import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBySchema } from '../../core/content/problems.ts';
import type { QuestionInput } from '../../core/stats/ask/parse.ts';
import { parseBreakdownCursor } from './breakdown-cursor.ts';
import type { HttpEnv } from './env.ts';
import { listParameters, parameterName, setQuery, statQuery } from './stat-query.ts';

export interface SetQuestion {
  readonly tag: string | undefined;
  readonly folderId: string | undefined;
  readonly input: QuestionInput;
}

/** A question about the workspace or a part of it, as the query has it. */
export function parseSetQuestion<E extends HttpEnv>(c: Context<E>): SetQuestion {
  const { tag, folder: folderId, ...query } = parseBySchema(setQuery, parametersOf(c), parameterName);
  return { tag, folderId, input: inputOf(query) };
}

/** A question about a code that the path names. */
export function parseCodeQuestion<E extends HttpEnv>(c: Context<E>): QuestionInput {
  return inputOf(parseBySchema(statQuery, parametersOf(c), parameterName));
}

function inputOf(query: z.infer<typeof statQuery>): QuestionInput {
  const { since, until, tz: zone, interval, metrics, by, split, limit, cursor, compare, ...rest } = query;
  return {
    ...{ since, until, zone, limit },
    interval: interval ?? null,
    metrics: metrics ?? [],
    by: by ?? [],
    split: split ?? null,
    filters: rest,
    after: cursor === undefined ? null : parseBreakdownCursor(cursor),
    compare: compare !== undefined,
  };
}

/** @param names those that are read as lists */
export function parametersOf<E extends HttpEnv>(
  c: Context<E>,
  names: readonly string[] = listParameters,
): Record<string, unknown> {
  const lists = c.req.queries();
  const sent = names.filter((name) => lists[name] !== undefined);
  return { ...c.req.query(), ...Object.fromEntries(sent.map((name) => [name, lists[name]])) };
}
