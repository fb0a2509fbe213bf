import type { Core } from '../core.ts';
import { classesOf } from '../scans/hit.ts';
import type { Access } from '../workspaces/access.ts';
import type { CodeFilter } from './filter.ts';
import { type CountedCode, countScans } from './list.ts';
import type { CodePlace, CodeSort, Direction } from './order.ts';

export interface CodeListQuery {
  readonly filter: Omit<CodeFilter, 'nowMs'>;
  readonly sort: CodeSort;
  readonly direction: Direction;
  /** `next` of the page before. */
  readonly after?: CodePlace | undefined;
  /** From 1. */
  readonly limit: number;
}

export interface KeysetPage {
  readonly codes: readonly CountedCode[];
  readonly total: number;
  /** Undefined at the end of the list. */
  readonly next: CodePlace | undefined;
}

/**
 * A page of codes with their scans. A place is a value and not a number of rows: what is made or deleted meanwhile
 * shifts nothing, and the last page costs no more than the first.
 */
export async function pageCodes(core: Core, access: Access, query: CodeListQuery): Promise<KeysetPage> {
  const { sort, direction, after, limit } = query;
  const filter = { ...query.filter, nowMs: core.clock.now() };
  if (sort === 'scans') return pageByScans(core, access, filter, query);
  const { codes } = core.store;
  const order = { by: sort, direction };
  const found = await codes.listInOrder(access.workspace.id, filter, order, after, limit + 1);
  const shown = found.slice(0, limit);
  const next = found.length > limit ? shown.at(-1)?.place : undefined;
  const rows = shown.map(({ code }) => code);
  return {
    codes: await countScans(core, rows, 'scans'),
    total: await codes.count(access.workspace.id, filter),
    next,
  };
}

interface Ranked {
  readonly num: number;
  readonly scans: number;
}

/** Scans are another store's matter, which is never joined: all numbers are read, ranked here, and a page of them shown. */
async function pageByScans(
  core: Core,
  access: Access,
  filter: CodeFilter,
  { direction, after, limit }: CodeListQuery,
): Promise<KeysetPage> {
  const { codes, scans } = core.store;
  const nums = await codes.listNumsOf(access.workspace.id, filter);
  const totals = await scans.totals(nums, classesOf('scans'));
  const sign = direction === 'asc' ? 1 : -1;
  const compare = (one: Ranked, other: Ranked) => sign * (one.scans - other.scans || one.num - other.num);
  const end = after && { scans: Number(after.value), num: Number(after.tie) };
  const behind = nums
    .map((num) => ({ num, scans: totals.get(num) ?? 0 }))
    .filter((one) => end === undefined || compare(one, end) > 0)
    .sort(compare);
  const shown = behind.slice(0, limit);
  const last = behind.length > limit ? shown.at(-1) : undefined;
  const found = await codes.findByNums(
    access.workspace.id,
    shown.map(({ num }) => num),
  );
  const byNum = new Map(found.map((code) => [code.num, code]));
  return {
    codes: shown.flatMap(({ num, scans: scanCount }) => {
      const code = byNum.get(num);
      return code === undefined ? [] : [{ code, scanCount }];
    }),
    total: nums.length,
    next: last && { value: last.scans, tie: last.num },
  };
}
