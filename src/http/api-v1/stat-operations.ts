import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { askStatistics } from '../../core/stats/ask/ask.ts';
import type { QuestionInput } from '../../core/stats/ask/parse.ts';
import type { CodeSet } from '../../core/stats/ask/set.ts';
import { parseBreakdownCursor } from './cursor.ts';
import type { ApiV1Env } from './env.ts';
import type { Operation } from './operations.ts';
import { renderStatistics } from './stat-render.ts';
import { listParameters, parameterName, setQuery, statQuery } from './stat-requests.ts';

export const getSetStatistics: Operation = async (core, c) => {
  const query = parseBySchema(setQuery, parametersOf(c), parameterName);
  return answer(core, c, query, { tag: query.tag, folderId: query.folder });
};

export const getCodeStatistics: Operation = async (core, c) => {
  const query = parseBySchema(statQuery, parametersOf(c), parameterName);
  return answer(core, c, query, { codeId: c.req.param('id') ?? '' });
};

async function answer(
  core: Core,
  c: Context<ApiV1Env>,
  query: z.infer<typeof statQuery>,
  set: CodeSet,
): Promise<Response> {
  return c.json(renderStatistics(await askStatistics(core, c.var.access, set, inputOf(query))));
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

function parametersOf(c: Context<ApiV1Env>): Record<string, unknown> {
  const lists = c.req.queries();
  const sent = listParameters.filter((name) => lists[name] !== undefined);
  return { ...c.req.query(), ...Object.fromEntries(sent.map((name) => [name, lists[name]])) };
}
