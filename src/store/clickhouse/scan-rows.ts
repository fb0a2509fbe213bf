import type { Kysely } from 'kysely';
import type { IdRange } from '../queries/scan-days.ts';
import type { ScanRows } from '../queries/scan-rows.ts';
import type { Tables } from '../schema.ts';
import { commandIdsMax, type ScanTable } from './scan-table.ts';

/**
 * The single hits as the rules of the store ask for them. What is changed here is not taken back when the transaction
 * of `db` is: callers come again with the same, which then finds it done.
 */
export function clickHouseRows(table: ScanTable, db: Kysely<Tables>): ScanRows {
  return {
    list: (...page) => table.list(...page),
    count: (codeNum, range) => table.count(codeNum, range),
    tail: (codeNums, fromId) => table.tail(codeNums, fromId),
    flagsIn: (codeNum, range, limit) => table.flagsIn(codeNum, range, limit),
    flagsOf: (codeNum, ids) => table.flagsOf(codeNum, ids),
    setFlags: (codeNum, ids, flags) => table.setFlags(codeNum, ids, flags),
    hasAny: async (codeNum) => (await table.ids(codeNum, everyId, 1)).length > 0,
    async eraseOldest(codeNum, range, limit, late) {
      if (limit < 1) return [];
      const kept = late === 'stay' ? await listLate(db, codeNum, range) : [];
      const isKept = new Set(kept);
      const found = await table.ids(codeNum, range, limit + kept.length);
      const erased = found.filter((id) => !isKept.has(id)).slice(0, limit);
      const last = erased.at(-1);
      if (last !== undefined) await eraseBetween(table, codeNum, { ...range, toId: last + 1 }, kept);
      return erased;
    },
  };
}

const everyId: IdRange = { fromId: 0, toId: Number.MAX_SAFE_INTEGER };

async function listLate(db: Kysely<Tables>, codeNum: number, range: IdRange): Promise<number[]> {
  const rows = db
    .selectFrom('late_hits')
    .select('id')
    .where('code_num', '=', codeNum)
    .where('id', '>=', range.fromId)
    .where('id', '<', range.toId)
    .orderBy('id');
  return (await rows.execute()).map((row) => row.id);
}

/** In as many ranges as it takes to name the kept ones. */
async function eraseBetween(table: ScanTable, codeNum: number, range: IdRange, kept: readonly number[]) {
  let { fromId } = range;
  for (let start = 0; fromId < range.toId; start += commandIdsMax) {
    const named = kept.slice(start, start + commandIdsMax);
    const next = kept[start + commandIdsMax];
    const toId = Math.min(range.toId, next ?? range.toId);
    await table.erase(codeNum, { fromId, toId }, named);
    fromId = toId;
  }
}
