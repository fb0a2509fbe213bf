import { dayOfId, firstDayOfMonth, firstIdOfDay, monthOfDay } from '../month.ts';
import { hitsOfContents, keepDays, PackBuilder } from '../pack/builder.ts';
import { decodePack } from '../pack/decoder.ts';
import { BrokenPack, type PackContents } from '../pack/pack.ts';
import { encodePack } from '../pack/writer.ts';
import { type Pack, packParts, type StatSnapshot } from '../port.ts';
import { countMonths } from './months.ts';
import { countErasedDays, equalBytes, findPack, isErased } from './packs.ts';

export interface WrongPack {
  readonly code: number;
  /** Months since January 2025. */
  readonly month: number;
  readonly what: string;
}

async function packMonths(snapshot: StatSnapshot, code: number): Promise<readonly number[]> {
  const months: number[] = [];
  const { sealedDay } = await snapshot.state();
  if (sealedDay === 0) return months;
  for await (const page of snapshot.packs([code], 0, monthOfDay(sealedDay - 1), []))
    for (const { month } of page) months.push(month);
  return months;
}

export interface PackCheck {
  /** What is wrong, or null. */
  readonly what: string | null;
  /** Days that nobody can count again, since their single hits are erased. */
  readonly erasedDays: number;
}

/**
 * Counts a pack again from its rows. Days that cannot be compared are left out on both sides: those with erased hits,
 * with late hits, and not sealed.
 */
export async function checkPack(snapshot: StatSnapshot, code: number, month: number): Promise<PackCheck> {
  const pack = await findPack(snapshot, code, month);
  return { what: await findWrong(snapshot, code, month, pack), erasedDays: countErasedDays(pack) };
}

async function findWrong(
  snapshot: StatSnapshot,
  code: number,
  month: number,
  pack: Pack | undefined,
): Promise<string | null> {
  const accepts = await comparableDays(snapshot, code, pack);
  const counted = await countMonth(snapshot, code, month, accepts);
  if (!pack) return hitsOfContents(counted) > 0 ? 'it is missing' : null;
  try {
    const firstDay = firstDayOfMonth(month);
    return compare(
      keepDays(decodePack(pack), (day) => accepts(firstDay + day)),
      counted,
    );
  } catch (error) {
    if (error instanceof BrokenPack) return error.message;
    throw error;
  }
}

/** Of the sealed days. */
export interface CodeMonths {
  /** Months with a pack. */
  readonly packed: readonly number[];
  /** Months without one that have rows to be in one. */
  readonly missing: readonly number[];
}

export async function codeMonths(snapshot: StatSnapshot, code: number): Promise<CodeMonths> {
  const packed = await packMonths(snapshot, code);
  return { packed, missing: await missingMonths(snapshot, code, packed) };
}

async function missingMonths(
  snapshot: StatSnapshot,
  code: number,
  months: readonly number[],
): Promise<readonly number[]> {
  const { sealedDay } = await snapshot.state();
  const accepts = await comparableDays(snapshot, code, undefined);
  const missing: number[] = [];
  let from = 0;
  for (const month of [...months, Number.POSITIVE_INFINITY]) {
    const endDay = month === Number.POSITIVE_INFINITY ? sealedDay : firstDayOfMonth(month);
    const rows = snapshot.rows([code], firstIdOfDay(firstDayOfMonth(from)), firstIdOfDay(endDay));
    for await (const counted of countMonths(rows, accepts, null)) missing.push(counted.month);
    from = month + 1;
  }
  return missing;
}

async function comparableDays(
  snapshot: StatSnapshot,
  code: number,
  pack: Pack | undefined,
): Promise<(day: number) => boolean> {
  const { sealedDay } = await snapshot.state();
  const lateDays = new Set((await snapshot.lateHits([code])).map(({ id }) => dayOfId(id)));
  return (day) => day < sealedDay && !lateDays.has(day) && !isErased(pack, day);
}

async function countMonth(
  snapshot: StatSnapshot,
  code: number,
  month: number,
  accepts: (day: number) => boolean,
): Promise<PackContents> {
  const [fromId, toId] = [firstDayOfMonth(month), firstDayOfMonth(month + 1)].map(firstIdOfDay);
  const rows = snapshot.rows([code], fromId ?? 0, toId ?? 0);
  for await (const { contents } of countMonths(rows, accepts, null)) return contents;
  return new PackBuilder(month).contents();
}

function compare(stands: PackContents, counted: PackContents): string | null {
  const hits = [hitsOfContents(stands), hitsOfContents(counted)];
  if (hits[0] !== hits[1]) return `it has ${hits[0]} hits of days that have ${hits[1]}`;
  const [a, b] = [encodePack(stands), encodePack(counted)];
  const part = packParts.find((each) => !equalBytes(a[each], b[each]));
  if (part === 'marginals') return 'its places, agents or referrers are others than those of the hits';
  if (part === 'hours') return 'its times or visitors are others than those of the hits';
  return part ? 'the times of its places, agents or referrers are others than those of the hits' : null;
}
