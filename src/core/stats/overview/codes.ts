import type { Code } from '../../codes/code.ts';
import type { Core } from '../../core.ts';
import { classesOf } from '../../scans/hit.ts';
import { timeOfScanId } from '../../scans/id.ts';
import type { Access } from '../../workspaces/access.ts';
import type { StatAnswer } from '../question.ts';

/** Scans by `num`, of the whole days that their names say; without those that have none. */
export interface CountsByCode {
  readonly today: ReadonlyMap<number, number>;
  readonly week: ReadonlyMap<number, number>;
  readonly weekBefore: ReadonlyMap<number, number>;
  /** The 28 days before the last 7. */
  readonly fourWeeks: ReadonlyMap<number, number>;
}

export interface MovedCode {
  readonly code: Code;
  readonly scans: number;
  readonly before: number;
}

export interface SilentCode {
  readonly code: Code;
  /** In the 28 days before the last 7. */
  readonly before: number;
  /** UTC ms; null where the single scan is erased. */
  readonly lastScanAt: number | null;
}

/** Whether a code was scanned often enough to be missed: on average once a day. */
const silentScansMin = 28;

export function countsByCode({ breakdowns }: StatAnswer): ReadonlyMap<number, number> {
  const rows = breakdowns[0]?.rows ?? [];
  return new Map(rows.map(({ value, counts: [scans = 0] }) => [Number(value), scans]));
}

/** Codes with the most more scans in the last 7 whole days than in the 7 before. */
export async function findGained(
  core: Core,
  access: Access,
  { week, weekBefore }: CountsByCode,
  limit: number,
): Promise<readonly MovedCode[]> {
  const moved = [...week].map(([num, scans]) => ({ num, scans, before: weekBefore.get(num) ?? 0 }));
  const gained = moved
    .filter(({ scans, before }) => scans > before)
    .sort((a, b) => b.scans - b.before - (a.scans - a.before) || a.num - b.num);
  const found: MovedCode[] = [];
  // Trashed ones are passed over, which are few.
  for (let at = 0; at < gained.length && found.length < limit; at += codesAtOnce) {
    const some = gained.slice(at, at + codesAtOnce);
    const codes = await namedCodes(
      core,
      access,
      some.map(({ num }) => num),
    );
    for (const { num, scans, before } of some) {
      const code = codes.get(num);
      if (code?.trashedAt === null) found.push({ code, scans, before });
    }
  }
  return found.slice(0, limit);
}

const codesAtOnce = 50;

/**
 * Active codes that were scanned once a day or more on average in the 28 days before the last 7, and not at all since.
 * @param active `num` of the active codes
 */
export async function findSilent(
  core: Core,
  access: Access,
  { today, week, fourWeeks }: CountsByCode,
  active: readonly number[],
  limit: number,
): Promise<{ readonly silent: readonly SilentCode[]; readonly silentTotal: number }> {
  const isActive = new Set(active);
  const all = [...fourWeeks]
    .filter(([num, before]) => before >= silentScansMin && isActive.has(num))
    .filter(([num]) => !week.has(num) && !today.has(num))
    .sort(([a, more], [b, less]) => less - more || a - b);
  const first = all.slice(0, limit);
  const codes = await namedCodes(
    core,
    access,
    first.map(([num]) => num),
  );
  const silent: SilentCode[] = [];
  for (const [num, before] of first) {
    const code = codes.get(num);
    if (code) silent.push({ code, before, lastScanAt: await lastScanAt(core, num) });
  }
  return { silent, silentTotal: all.length };
}

async function namedCodes(
  core: Core,
  { workspace }: Access,
  nums: readonly number[],
): Promise<ReadonlyMap<number, Code>> {
  const codes = await core.store.codes.findByNums(workspace.id, nums);
  return new Map(codes.map((code) => [code.num, code]));
}

async function lastScanAt(core: Core, num: number): Promise<number | null> {
  const range = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: classesOf('scans') };
  const [newest] = await core.store.scans.list(num, range, 'newest', 0, 1);
  return newest === undefined ? null : timeOfScanId(newest.id);
}
