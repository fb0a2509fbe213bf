import type { Core } from '../core.ts';
import { classesOf } from '../scans/hit.ts';
import type { CodeFilter } from './filter.ts';
import { type Direction, nameKeyOf } from './order.ts';

export interface Ranked {
  readonly num: number;
  readonly scans: number;
}

/** By scans, equals by their `num`. */
export function compareRanks(direction: Direction): (one: Ranked, other: Ranked) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (one, other) => sign * (one.scans - other.scans || one.num - other.num);
}

/** Scans are another store's matter, which is never joined: all numbers are read, and ranked here. */
export async function rankByScans(
  { store }: Pick<Core, 'store'>,
  workspaceId: string,
  filter: CodeFilter,
  direction: Direction,
): Promise<readonly Ranked[]> {
  const nums = await store.codes.listNumsOf(workspaceId, filter);
  const totals = await store.scans.totals(nums, classesOf('scans'));
  return nums.map((num) => ({ num, scans: totals.get(num) ?? 0 })).sort(compareRanks(direction));
}

/** Numbers by their slugs, with numbers in those by their value: `table-9` is before `table-10`. */
export async function rankBySlug(
  { store }: Pick<Core, 'store'>,
  workspaceId: string,
  filter: CodeFilter,
  direction: Direction,
): Promise<readonly number[]> {
  const named = await store.codes.listSlugsOf(workspaceId, filter);
  const keyed = named.map(({ num, slug }) => ({ num, key: nameKeyOf(slug) }));
  return keyed.sort((one, other) => compareKeys(one, other, direction)).map(({ num }) => num);
}

interface Keyed {
  readonly num: number;
  readonly key: number | string;
}

/** By no language, as the database orders names. */
export function compareKeys(one: Keyed, other: Keyed, direction: Direction): number {
  const sign = direction === 'asc' ? 1 : -1;
  if (one.key === other.key) return sign * (one.num - other.num);
  return one.key < other.key ? -sign : sign;
}
