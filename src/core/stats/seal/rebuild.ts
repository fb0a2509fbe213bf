import { dayOfId, daysInMonth, firstDayOfMonth, firstIdOfDay, monthOfDay } from '../month.ts';
import { hitsOfContents, keepDays, mergeContents, PackBuilder } from '../pack/builder.ts';
import type { PackContents } from '../pack/pack.ts';
import { type LateHit, type Pack, packParts, type SealState, type StatSnapshot } from '../port.ts';
import { countMonths } from './months.ts';
import { bytesOf, contentsOf, countErasedDays, equalPacks, isErased, packOf } from './packs.ts';
import type { MonthChange, SealRun } from './run.ts';

export interface RebuildRound {
  readonly changes: readonly MonthChange[];
  /** Packs that there are in the months done. */
  readonly packs: number;
  /** Of them and of removed ones, those that were not what the rows say. */
  readonly changed: number;
  /** Days of the months done that stay as they are, since their single hits are erased. */
  readonly erasedDays: number;
  /** The month to go on with, or null when all of the code is done. */
  readonly nextMonth: number | null;
}

/** What is known of a code before its rows are read. */
interface CodeStart {
  readonly code: number;
  readonly state: SealState;
  readonly old: ReadonlyMap<number, Pack>;
  /** Of sealed days that are counted from rows. */
  readonly late: ReadonlyMap<number, readonly LateHit[]>;
}

/** Makes the packs of a code from its rows, from a month on, until what was read or made has become large. */
export async function rebuildRound(
  run: SealRun,
  snapshot: StatSnapshot,
  code: number,
  fromMonth: number,
): Promise<RebuildRound> {
  const state = await snapshot.state();
  const lastMonth = monthOfDay(state.sealedDay - 1);
  const { old, nextMonth: unread } = await readOld(
    snapshot,
    code,
    [fromMonth, lastMonth],
    run.limits.roundBytes,
  );
  const start = { code, state, old, late: await lateOfRows(snapshot, code, state, old) };
  const made = new Map<number, Pack | null>();
  let nextMonth = unread;
  let bytes = 0;
  const endDay = Math.min(state.sealedDay, unread === null ? state.sealedDay : firstDayOfMonth(unread));
  const rows = snapshot.rows([code], firstIdOfDay(firstDayOfMonth(fromMonth)), firstIdOfDay(endDay));
  const accepts = (day: number) => !isErased(old.get(monthOfDay(day)), day);
  for await (const { month, contents } of countMonths(rows, accepts, null)) {
    run.hits += hitsOfContents(contents);
    const pack = rebuilt(start, month, contents);
    made.set(month, pack);
    bytes += bytesOf(pack);
    if (bytes <= run.limits.roundBytes) continue;
    nextMonth = month + 1;
    break;
  }
  for (const month of [...old.keys(), ...start.late.keys()]) {
    const isLeft = !made.has(month) && month >= fromMonth && (nextMonth === null || month < nextMonth);
    if (isLeft) made.set(month, rebuilt(start, month, new PackBuilder(month).contents()));
  }
  return { ...changesOf(start, made), nextMonth };
}

async function readOld(
  snapshot: StatSnapshot,
  code: number,
  [fromMonth, lastMonth]: readonly [number, number],
  bytesMax: number,
): Promise<{ readonly old: Map<number, Pack>; readonly nextMonth: number | null }> {
  const old = new Map<number, Pack>();
  let bytes = 0;
  if (lastMonth < fromMonth) return { old, nextMonth: null };
  for await (const page of snapshot.packs([code], fromMonth, lastMonth, packParts)) {
    for (const pack of page) {
      old.set(pack.month, pack);
      bytes += bytesOf(pack);
      if (bytes > bytesMax && pack.month < lastMonth) return { old, nextMonth: pack.month + 1 };
    }
  }
  return { old, nextMonth: null };
}

async function lateOfRows(
  snapshot: StatSnapshot,
  code: number,
  state: SealState,
  old: ReadonlyMap<number, Pack>,
): Promise<ReadonlyMap<number, readonly LateHit[]>> {
  const late = (await snapshot.lateHits([code])).filter(({ id }) => {
    const day = dayOfId(id);
    return day < state.sealedDay && !isErased(old.get(monthOfDay(day)), day);
  });
  return Map.groupBy(late, ({ id }) => monthOfDay(dayOfId(id)));
}

/** Days with erased hits stay as they are in the pack, and so do those of a run that has not ended. */
function rebuilt(start: CodeStart, month: number, counted: PackContents): Pack | null {
  const { code, state } = start;
  const old = start.old.get(month);
  const firstDay = firstDayOfMonth(month);
  const goesOn = state.targetDay > state.sealedDay && firstDay + daysInMonth(month) > state.sealedDay;
  if (!old || (old.erasedDays === 0 && !goesOn)) return packOf(code, counted, 0);
  const kept = keepDays(contentsOf(old), (dayOfMonth) => {
    const day = firstDay + dayOfMonth;
    return isErased(old, day) || day >= state.sealedDay;
  });
  return packOf(code, mergeContents(kept, counted), old.erasedDays);
}

function changesOf(
  start: CodeStart,
  made: ReadonlyMap<number, Pack | null>,
): Omit<RebuildRound, 'nextMonth'> {
  const changes: MonthChange[] = [];
  let packs = 0;
  let changed = 0;
  let erasedDays = 0;
  for (const [month, pack] of [...made].sort(([a], [b]) => a - b)) {
    const settled = start.late.get(month) ?? [];
    const isEqual = equalPacks(start.old.get(month) ?? null, pack);
    erasedDays += countErasedDays(start.old.get(month));
    packs += pack ? 1 : 0;
    changed += isEqual ? 0 : 1;
    if (isEqual && settled.length === 0) continue;
    changes.push({ code: start.code, month, pack: isEqual ? undefined : pack, settled, folded: [] });
  }
  return { changes, packs, changed, erasedDays };
}
