import type { z } from '@hono/zod-openapi';
import type { Code } from '../../core/codes/code.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { askOverview, type Overview } from '../../core/stats/overview/overview.ts';
import { renderZoned } from '../shared/zoned-time.ts';
import type { Operation } from './operations.ts';
import { overviewQuery, type overviewSchema } from './overview-schemas.ts';

export const getOverview: Operation = async (core, c) => {
  const { tz } = parseBySchema(overviewQuery, c.req.query());
  return c.json(renderOverview(await askOverview(core, c.var.access, tz)));
};

function renderOverview({ zone: tz, ...overview }: Overview): z.infer<typeof overviewSchema> {
  const { today, yesterdaySoFar, week, weekBefore, days, gained, silent, unproved } = overview;
  const { silentTotal, unprovedTotal, codes, changes } = overview;
  return {
    ...{ tz, today, yesterday_so_far: yesterdaySoFar, week, week_before: weekBefore },
    days: days.map(({ startMs, counts: [scans = 0] }) => ({ start: renderZoned(startMs, tz), scans })),
    gained: gained.map(({ code, scans, before }) => ({ ...nameOf(code), scans, before })),
    silent: silent.map(({ code, before, lastScanAt }) => ({
      ...{ ...nameOf(code), before },
      last_scan_at: lastScanAt === null ? null : renderZoned(lastScanAt, tz),
    })),
    silent_total: silentTotal,
    unproved: unproved.map(nameOf),
    unproved_total: unprovedTotal,
    ...{ codes, changes },
  };
}

function nameOf({ id, slug, name }: Code) {
  return { id, slug, name };
}
