import { type Code, type CodeStatus, codeStatuses } from '../../codes/code.ts';
import type { Core } from '../../core.ts';
import { listUnproved } from '../../designs/unproved.ts';
import { classesOf } from '../../scans/hit.ts';
import type { Access } from '../../workspaces/access.ts';
import { requirePermission } from '../../workspaces/roles.ts';
import type { SeriesPoint } from '../question.ts';
import {
  type CountsByCode,
  countsByCode,
  findGained,
  findSilent,
  type MovedCode,
  type SilentCode,
} from './codes.ts';
import {
  askerOf,
  askYesterdaySoFar,
  countsOf,
  type DayCounts,
  dayMetrics,
  type OverviewDays,
  overviewDays,
} from './days.ts';

/** One glance at a workspace: see docs/statistics.md. Codes in the trash count in what was scanned, as everywhere, and are not named. */
export interface Overview {
  readonly zone: string;
  /** Since midnight, and of yesterday up to the same time of day. */
  readonly today: DayCounts;
  readonly yesterdaySoFar: DayCounts;
  /** The last 7 whole days, and the 7 before. */
  readonly week: DayCounts;
  readonly weekBefore: DayCounts;
  /** Scans a day, of the last 30 days and today: 31. */
  readonly days: readonly SeriesPoint[];
  readonly gained: readonly MovedCode[];
  readonly silent: readonly SilentCode[];
  readonly silentTotal: number;
  readonly unproved: readonly Code[];
  readonly unprovedTotal: number;
  readonly codes: Readonly<Record<CodeStatus | 'total', number>>;
  /** By users and keys since yesterday's midnight, of the newest 10,000. */
  readonly changes: number;
}

/** Of each list of codes. */
const overviewCodesMax = 5;
const daysShown = 30;
const changesMax = 10_000;

/** @throws {AppError} validation_error for what is no zone; too_broad while statistics are being brought up to date */
export async function askOverview(core: Core, access: Access, zone: string | undefined): Promise<Overview> {
  requirePermission(access, 'codes:read');
  const days = overviewDays(zone, core.clock.now());
  const since = days.startOf(1);
  const [numbers, codes, changes] = await Promise.all([
    askNumbers(core, access, days),
    countCodes(core, access, days.nowMs),
    core.store.changes.countSince(access.workspace.id, since, changesMax),
  ]);
  return { zone: days.zone, ...numbers, codes, changes };
}

async function askNumbers(core: Core, access: Access, days: OverviewDays) {
  const { id } = access.workspace;
  const { codes } = core.store;
  const [nums, active] = await Promise.all([
    codes.listNums(id, {}),
    codes.listNumsOf(id, { status: 'active', nowMs: days.nowMs }),
  ]);
  const ask = askerOf(core.statistics, nums, days.zone);
  const { startOf, nowMs: untilMs } = days;
  const weekRange = { sinceMs: startOf(7), untilMs: startOf(0) };
  const beforeRange = { sinceMs: startOf(14), untilMs: startOf(7) };
  const [today, yesterdaySoFar, month, week, weekBefore] = await Promise.all([
    ask({ sinceMs: startOf(0), untilMs }, { metrics: dayMetrics, by: ['code'] }),
    askYesterdaySoFar(ask, days),
    // Whole days, which packs tell: today's are known already.
    ask({ sinceMs: startOf(daysShown), untilMs: startOf(0) }, { interval: 'day' }),
    ask(weekRange, { metrics: dayMetrics, by: ['code'] }),
    ask(beforeRange, { metrics: dayMetrics, by: ['code'] }),
  ]);
  const fourWeeks = await ask({ sinceMs: startOf(35), untilMs: startOf(7) }, { by: ['code'] });
  const byCode: CountsByCode = {
    ...{ today: countsByCode(today), week: countsByCode(week) },
    ...{ weekBefore: countsByCode(weekBefore), fourWeeks: countsByCode(fourWeeks) },
  };
  return {
    ...{ today: countsOf(today), yesterdaySoFar, week: countsOf(week), weekBefore: countsOf(weekBefore) },
    days: [...(month.series ?? []), { startMs: startOf(0), counts: today.totals }],
    gained: await findGained(core, access, byCode, overviewCodesMax),
    ...(await findSilent(core, access, byCode, active, overviewCodesMax)),
    ...(await findUnproved(core, access, untilMs)),
  };
}

async function findUnproved(core: Core, access: Access, nowMs: number) {
  const nums = await listUnproved(core, access, { status: 'active', nowMs });
  const totals = await core.store.scans.totals(nums, classesOf('scans'));
  const scansOf = (num: number) => totals.get(num) ?? 0;
  const first = nums.toSorted((a, b) => scansOf(b) - scansOf(a) || a - b).slice(0, overviewCodesMax);
  const found = await core.store.codes.findByNums(access.workspace.id, first);
  const unproved = first.flatMap((num) => found.find((code) => code.num === num) ?? []);
  return { unproved, unprovedTotal: nums.length };
}

async function countCodes(core: Core, { workspace }: Access, nowMs: number): Promise<Overview['codes']> {
  const { codes } = core.store;
  const counts = await Promise.all([
    codes.count(workspace.id, { nowMs }),
    ...codeStatuses.map((status) => codes.count(workspace.id, { status, nowMs })),
  ]);
  const [total = 0, active = 0, paused = 0, expired = 0] = counts;
  return { total, active, paused, expired };
}
