import type { z } from '@hono/zod-openapi';
import { askStatistics } from '../../core/stats/ask/ask.ts';
import { renderStatisticsJson } from '../shared/stat-json.ts';
import { parseCodeQuestion, parseSetQuestion } from '../shared/stat-question.ts';
import type { Operation } from './operations.ts';
import type { statSchema } from './stat-schemas.ts';

type Wire = z.infer<typeof statSchema>;

export const getSetStatistics: Operation = async (core, c) => {
  const { input, ...set } = parseSetQuestion(c);
  const answer: Wire = renderStatisticsJson(await askStatistics(core, c.var.access, set, input));
  return c.json(answer);
};

export const getCodeStatistics: Operation = async (core, c) => {
  const set = { codeId: c.req.param('id') ?? '' };
  const input = parseCodeQuestion(c);
  const answer: Wire = renderStatisticsJson(await askStatistics(core, c.var.access, set, input));
  return c.json(answer);
};
