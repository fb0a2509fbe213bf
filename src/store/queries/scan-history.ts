import { type Kysely, sql } from 'kysely';
import { classOfFlags, scanClass } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import { dayOfId, firstDayOfMonth, firstIdOfDay } from '../../core/stats/month.ts';
import type { FlaggedHit } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';
import { type IdRange, joinRanges, rangesWithout } from './scan-days.ts';
import type { FlagChange, NoteErased, ScanRows } from './scan-rows.ts';
import {
  erasedDaysOf,
  eraseLateHits,
  erasePacks,
  holdPacks,
  lateDaysOf,
  markErased,
  noteChanged,
  packMarksOf,
} from './sealing.ts';

/** What happens to hits after they were stored: each keeps packs, totals and late hits true. */
interface Tools {
  readonly db: Kysely<Tables>;
  readonly rows: ScanRows;
  readonly locks: EngineLocks;
}

export async function flagsAfter(
  { db, rows }: Omit<Tools, 'locks'>,
  codeNum: number,
  afterId: number,
  limit: number,
): Promise<FlaggedHit[]> {
  const hits: FlaggedHit[] = [];
  const behind = { fromId: afterId + 1, toId: Number.MAX_SAFE_INTEGER };
  for (const range of rangesWithout(behind, await erasedDaysOf(db, codeNum))) {
    if (hits.length >= limit) break;
    for (const hit of await rows.flagsIn(codeNum, range, limit - hits.length)) hits.push(hit);
  }
  return hits;
}

export async function eraseSome(tools: Tools, codeNum: number, limit: number): Promise<number> {
  const { db, rows, locks } = tools;
  const { closedDay } = await holdPacks(db, locks);
  await finishReflag(tools, codeNum, closedDay);
  const all = { fromId: 0, toId: Number.MAX_SAFE_INTEGER };
  const erased = await rows.eraseOldest(codeNum, all, limit, 'go');
  if (await rows.hasAny(codeNum)) {
    const lastId = erased.reduce((last, id) => Math.max(last, id), -1);
    await eraseLateHits(db, codeNum, lastId + 1);
    return erased.length;
  }
  await eraseLateHits(db, codeNum, Number.MAX_SAFE_INTEGER);
  await erasePacks(db, codeNum);
  await db.deleteFrom('code_totals').where('code_num', '=', codeNum).execute();
  return erased.length;
}

/**
 * A batch may store a late hit of such a day meanwhile: it stays, since it is noted, and is folded into the pack of
 * the marked day later.
 */
export async function pruneSome(
  tools: Tools,
  codeNum: number,
  days: { readonly fromDay: number; readonly toDay: number },
  limit: number,
): Promise<number> {
  const { db, rows, locks } = tools;
  const { closedDay, sealedDay } = await holdPacks(db, locks);
  await finishReflag(tools, codeNum, closedDay);
  const mark: NoteErased = (trx, ids) => markErased(trx, codeNum, new Set(ids.map(dayOfId)));
  const range = {
    fromId: firstIdOfDay(days.fromDay),
    toId: firstIdOfDay(Math.min(days.toDay, sealedDay)),
  };
  const erased: number[] = [];
  for (const part of await prunableRanges(db, codeNum, range)) {
    if (erased.length >= limit) break;
    for (const id of await rows.eraseOldest(codeNum, part, limit - erased.length, 'stay', mark))
      erased.push(id);
  }
  return erased.length;
}

/** Days that are in a pack, without those that are to be sealed anew, for which every single hit is needed. */
async function prunableRanges(db: Kysely<Tables>, codeNum: number, range: IdRange): Promise<IdRange[]> {
  const late = await lateDaysOf(db, codeNum, range);
  const marks = await packMarksOf(db, codeNum);
  return joinRanges(
    marks.flatMap(({ month, erasedDays }) => {
      const ofMonth = {
        fromId: Math.max(range.fromId, firstIdOfDay(firstDayOfMonth(month))),
        toId: Math.min(range.toId, firstIdOfDay(firstDayOfMonth(month + 1))),
      };
      return rangesWithout(
        ofMonth,
        late.filter((day) => !erasedDays.includes(day)),
      );
    }),
  );
}

export async function reflag(
  { db, rows, locks }: Tools,
  codeNum: number,
  workspaceNum: number,
  hits: readonly { readonly id: number; readonly flags: number }[],
): Promise<void> {
  const { closedDay } = await holdPacks(db, locks);
  const erased = new Set(await erasedDaysOf(db, codeNum));
  const wanted = new Map(hits.map((hit) => [hit.id, hit.flags]));
  const changes: FlagChange[] = [];
  for (const { id, flags } of await rows.flagsOf(codeNum, [...wanted.keys()])) {
    const to = wanted.get(id) ?? flags;
    if (to !== flags && !erased.has(dayOfId(id))) changes.push({ id, from: flags, to });
  }
  await countChanges(db, codeNum, workspaceNum, await rows.setFlags(codeNum, changes), closedDay);
}

/** Before hits go for good: what a reflag that broke off has changed is counted. */
async function finishReflag({ db, rows }: Tools, codeNum: number, closedDay: number): Promise<void> {
  const changes = await rows.setFlags(codeNum, []);
  if (changes.length === 0) return;
  const code = db.selectFrom('codes').select('workspace_num').where('num', '=', codeNum);
  const { workspace_num } = await code.executeTakeFirstOrThrow();
  await countChanges(db, codeNum, workspace_num, changes, closedDay);
}

/** Totals follow, and closed days are sealed anew. */
async function countChanges(
  db: Kysely<Tables>,
  codeNum: number,
  workspaceNum: number,
  changes: readonly FlagChange[],
  closedDay: number,
): Promise<void> {
  await moveTotals(db, codeNum, changes);
  await moveMonths(db, workspaceNum, changes);
  const closed = changes.map((change) => change.id).filter((id) => dayOfId(id) < closedDay);
  await noteChanged(db, codeNum, closed);
}

async function moveTotals(db: Kysely<Tables>, codeNum: number, changes: readonly FlagChange[]) {
  const moved = new Map<number, number>();
  for (const { from, to } of changes) {
    add(moved, classOfFlags(from), -1);
    add(moved, classOfFlags(to), 1);
  }
  for (const [hitClass, hits] of inOrder(moved)) {
    await db
      .insertInto('code_totals')
      .values({ code_num: codeNum, class: hitClass, hits })
      .onConflict((conflict) =>
        conflict.columns(['code_num', 'class']).doUpdateSet({
          hits: sql`code_totals.hits + excluded.hits`,
        }),
      )
      .execute();
  }
  await db.deleteFrom('code_totals').where('code_num', '=', codeNum).where('hits', '=', 0).execute();
}

async function moveMonths(db: Kysely<Tables>, workspaceNum: number, changes: readonly FlagChange[]) {
  const moved = new Map<string, number>();
  for (const { id, from, to } of changes) {
    const scans = Number(classOfFlags(to) === scanClass) - Number(classOfFlags(from) === scanClass);
    add(moved, new Date(timeOfScanId(id)).toISOString().slice(0, 7), scans);
  }
  for (const [month, scans] of inOrder(moved)) {
    await db
      .insertInto('workspace_months')
      .values({ workspace_num: workspaceNum, month, scans })
      .onConflict((conflict) =>
        conflict.columns(['workspace_num', 'month']).doUpdateSet({
          scans: sql`workspace_months.scans + excluded.scans`,
        }),
      )
      .execute();
  }
}

function add<Key>(sums: Map<Key, number>, key: Key, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** In the order in which batches write them, so that neither waits for the other; without those that stay the same. */
function inOrder<Key>(sums: ReadonlyMap<Key, number>): (readonly [Key, number])[] {
  return [...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}
