import { dayOfId, firstDayOfMonth, firstIdOfDay, monthOfDay } from '../month.ts';
import { hitsOfContents, keepDays, mergeContents, PackBuilder } from '../pack/builder.ts';
import type { PackContents } from '../pack/pack.ts';
import type { LateHit, StatSnapshot } from '../port.ts';
import { countMonths } from './months.ts';
import { bytesOf, contentsOf, findPack, isErased, packOf } from './packs.ts';
import type { MonthChange, SealRun } from './run.ts';

/** Late hits of one code and month. */
interface LateMonth {
  readonly code: number;
  readonly month: number;
  readonly hits: readonly LateHit[];
}

export interface LateRound {
  readonly changes: readonly MonthChange[];
  /** The month to go on with, or null when all of the code is done. */
  readonly nextMonth: number | null;
}

/** Codes with late hits of sealed days, ascending. */
export async function lateCodes(snapshot: StatSnapshot): Promise<readonly number[]> {
  const { sealedDay } = await snapshot.state();
  const late = (await snapshot.lateHits()).filter(({ id }) => dayOfId(id) < sealedDay);
  return [...new Set(late.map(({ code }) => code))];
}

/** Puts the late hits of a code's sealed days into its packs, from a month on, until what it made has become large. */
export async function lateRound(
  run: SealRun,
  snapshot: StatSnapshot,
  code: number,
  fromMonth: number,
): Promise<LateRound> {
  const { sealedDay } = await snapshot.state();
  const changes: MonthChange[] = [];
  let bytes = 0;
  for (const late of await lateMonths(snapshot, code, sealedDay)) {
    if (late.month < fromMonth) continue;
    if (bytes > run.limits.roundBytes) return { changes, nextMonth: late.month };
    const change = await repackMonth(run, snapshot, late);
    changes.push(change);
    bytes += bytesOf(change.pack);
  }
  return { changes, nextMonth: null };
}

async function lateMonths(snapshot: StatSnapshot, code: number, sealedDay: number): Promise<LateMonth[]> {
  const hits = (await snapshot.lateHits([code])).filter(({ id }) => dayOfId(id) < sealedDay);
  const months = Map.groupBy(hits, ({ id }) => monthOfDay(dayOfId(id)));
  return [...months].map(([month, ofMonth]) => ({ code, month, hits: ofMonth }));
}

/**
 * A day whose single hits are all there is counted anew. To one with erased hits the late ones are added; each visitor
 * among them counts as a new one, since the pack does not know who came.
 */
async function repackMonth(run: SealRun, snapshot: StatSnapshot, late: LateMonth): Promise<MonthChange> {
  const { code, month, hits } = late;
  const old = await findPack(snapshot, code, month);
  const firstDay = firstDayOfMonth(month);
  const hasErased = (day: number) => isErased(old, day);
  const days = new Set(hits.map(({ id }) => dayOfId(id)));
  const counted = await countDays(run, snapshot, late, days, hasErased);
  const kept =
    old && keepDays(contentsOf(old), (day) => !days.has(firstDay + day) || hasErased(firstDay + day));
  run.hits += hitsOfContents(counted);
  return {
    code,
    month,
    pack: packOf(code, kept ? mergeContents(kept, counted) : counted, old?.erasedDays ?? 0),
    settled: hits,
    folded: hits.filter(({ id }) => hasErased(dayOfId(id))),
  };
}

async function countDays(
  run: SealRun,
  snapshot: StatSnapshot,
  { code, month, hits }: LateMonth,
  days: ReadonlySet<number>,
  hasErased: (day: number) => boolean,
): Promise<PackContents> {
  const lateIds = new Set(hits.map(({ id }) => id));
  const accepts = (day: number) => (hasErased(day) ? lateIds : true);
  let counted = new PackBuilder(month).contents();
  for (const day of days) {
    const rows = snapshot.rows([code], firstIdOfDay(day), firstIdOfDay(day + 1));
    for await (const { contents } of countMonths(rows, accepts, run.agents))
      counted = mergeContents(counted, contents);
  }
  return counted;
}
