import { z } from '@hono/zod-openapi';
import { metricDefinitions } from '../../core/stats/definitions.ts';
import { dimensions, intervals, type Metric, metrics } from '../../core/stats/question.ts';

/** What answers to questions for statistics look like. Times carry the offset of the zone asked for. */
const time = z.string().openapi({ format: 'date-time', example: '2026-03-29T00:00:00+05:30' });

const countFields = Object.fromEntries(
  metrics.map((metric) => [metric, z.int().optional().openapi({ description: metricDefinitions[metric] })]),
) as Record<Metric, z.ZodOptional<z.ZodInt>>;

const countsSchema = z
  .object(countFields)
  .openapi('StatCounts', { description: 'The metrics asked for.', example: { scans: 42, visitors: 40 } });

const pointSchema = z.object({ start: time, ...countFields }).openapi('StatPoint', {
  description: 'One interval. Those without a hit are there with zeros.',
  example: { start: '2026-03-29T00:00:00+01:00', scans: 42, visitors: 40 },
});

const periodFields = {
  since: time,
  until: time,
  totals: countsSchema,
  series: z
    .array(pointSchema)
    .nullable()
    .openapi({ description: 'null without `interval`. The first and the last point are cut to the range.' }),
};

const rowFields = {
  value: z.union([z.string(), z.int()]).nullable().openapi({
    description:
      'As filters take it: a name, an id of a code, an hour, weekday or hour of the week; null: not known.',
  }),
  country: z.string().nullable().optional().openapi({ description: 'Of regions and cities.' }),
  region: z.string().nullable().optional().openapi({ description: 'Of cities.' }),
  code: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).optional().openapi({
    description: 'Of codes.',
  }),
  ...countFields,
};

const splitRowSchema = z.object(rowFields).openapi('StatSplitRow');

const rowSchema = z
  .object({
    ...rowFields,
    total: z.int().optional().openapi({
      description: 'With `split`: different values within this row. `data` holds `limit` of them.',
    }),
    data: z.array(splitRowSchema).optional().openapi({
      description:
        'With `split`. To see all: filter by `value`, and ask `by` what is split here; that has pages.',
    }),
  })
  .openapi('StatRow', { example: { value: 'DE', scans: 42, visitors: 40 } });

const breakdownSchema = z
  .object({
    by: z.enum(dimensions),
    total: z.int().openapi({ description: 'Different values.' }),
    next_cursor: z.string().nullable().openapi({
      description:
        'Send it as `cursor`, with this one dimension in `by` and the same `metrics`, for the next page; null at the end.',
    }),
    data: z.array(rowSchema).openapi({ description: 'By the first metric, the greatest first.' }),
  })
  .openapi('StatBreakdown');

export const statSchema = z
  .object({
    ...periodFields,
    tz: z.string(),
    interval: z.enum(intervals).nullable(),
    metrics: z.array(z.enum(metrics)),
    previous: z.object(periodFields).nullable().openapi({
      description: 'With `compare=previous`: the time before, with as many points by day.',
    }),
    breakdowns: z.array(breakdownSchema),
    sealed_until: time.openapi({
      description: 'UTC. Days before it are sealed: only hits that arrive late change them any more.',
    }),
    definitions: z
      .partialRecord(z.enum(metrics), z.string())
      .openapi({ description: 'What each metric asked for means.' }),
  })
  .openapi('Statistics');
