import type { Core } from '../core.ts';
import { readPage } from '../page.ts';
import type { Access } from '../workspaces/access.ts';
import type { CodeFilter } from './filter.ts';
import { type CountedCode, countScans } from './list.ts';
import type { CodePlace, CodeSort, Direction } from './order.ts';
import { compareRanks, rankByScans } from './rank.ts';

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
  const { rows, last } = await readPage(limit, (count) =>
    codes.listInOrder(access.workspace.id, filter, order, after, count),
  );
  const shown = rows.map(({ code }) => code);
  return {
    codes: await countScans(core, shown, 'scans'),
    total: await codes.count(access.workspace.id, filter),
    next: last?.place,
  };
}

async function pageByScans(
  core: Core,
  access: Access,
  filter: CodeFilter,
  { direction, after, limit }: CodeListQuery,
): Promise<KeysetPage> {
  const ranked = await rankByScans(core, access.workspace.id, filter, direction);
  const compare = compareRanks(direction);
  const end = after && { scans: Number(after.value), num: Number(after.tie) };
  const behind = end === undefined ? ranked : ranked.filter((one) => compare(one, end) > 0);
  const { rows, last } = await readPage(limit, (count) => behind.slice(0, count));
  const found = await core.store.codes.findByNums(
    access.workspace.id,
    rows.map(({ num }) => num),
  );
  const byNum = new Map(found.map((code) => [code.num, code]));
  return {
    codes: rows.flatMap(({ num, scans: scanCount }) => {
      const code = byNum.get(num);
      return code === undefined ? [] : [{ code, scanCount }];
    }),
    total: ranked.length,
    next: last && { value: last.scans, tie: last.num },
  };
}
