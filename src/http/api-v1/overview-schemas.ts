import { z } from '@hono/zod-openapi';
import { setQuery } from '../shared/stat-query.ts';

/** What the overview of a workspace looks like. Times carry the offset of the zone asked for. */
const time = z.string().openapi({ format: 'date-time', example: '2026-03-29T00:00:00+01:00' });

const dayCounts = (description: string) =>
  z.object({ scans: z.int(), visitors: z.int() }).openapi({ description });

const named = { id: z.uuid(), slug: z.string(), name: z.string() };

const gainedSchema = z.object({
  ...named,
  scans: z.int().openapi({ description: 'In the last 7 whole days.' }),
  before: z.int().openapi({ description: 'In the 7 before.' }),
});

const silentSchema = z.object({
  ...named,
  before: z.int().openapi({ description: 'Scans in the 28 days before the last 7.' }),
  last_scan_at: time.nullable().openapi({ description: 'null where that scan is erased.' }),
});

export const overviewQuery = setQuery.pick({ tz: true });

export const overviewSchema = z
  .object({
    tz: z.string(),
    today: dayCounts('Since midnight.'),
    yesterday_so_far: dayCounts('Yesterday up to the same time of day.'),
    week: dayCounts('The last 7 whole days.'),
    week_before: dayCounts('The 7 days before those.'),
    days: z
      .array(z.object({ start: time, scans: z.int() }))
      .openapi({ description: 'The last 30 days and today.' }),
    gained: z.array(gainedSchema).openapi({
      description: 'Codes with the most more scans in the last 7 whole days than in the 7 before; at most 5.',
    }),
    silent: z.array(silentSchema).openapi({
      description:
        'Active codes that were scanned on average once a day or more in the 28 days before the last 7, and not at all since; at most 5 of `silent_total`.',
    }),
    silent_total: z.int(),
    unproved: z.array(z.object(named)).openapi({
      description:
        'Active codes without a proof of their present design, the most scanned first; at most 5 of `unproved_total`.',
    }),
    unproved_total: z.int(),
    codes: z
      .object({ total: z.int(), active: z.int(), paused: z.int(), expired: z.int() })
      .openapi({ description: 'Those in the trash aside.' }),
    changes: z.int().openapi({
      description: 'By people and API keys since yesterday’s midnight, of the newest 10,000.',
    }),
  })
  .openapi('Overview');
