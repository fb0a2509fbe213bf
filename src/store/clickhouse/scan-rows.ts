import type { Kysely } from 'kysely';
import type { IdRange } from '../queries/scan-days.ts';
import type { FlagChange, ScanRows } from '../queries/scan-rows.ts';
import type { Tables } from '../schema.ts';
import { eraseReflags, noteReflags, readReflags } from './reflags.ts';
import { commandIdsMax, type ScanTable } from './scan-table.ts';

/**
 * The single hits as the rules of the store ask for them. What is changed here is not taken back when the transaction
 * `db` is. So what is to be known of a change is committed before it is made, by `root`: days whose hits are erased are
 * marked, and flags that change are noted. The same call then goes on where one broke off.
 */
export function clickHouseRows(table: ScanTable, db: Kysely<Tables>, root: Kysely<Tables>): ScanRows {
  return {
    list: (...page) => table.list(...page),
    count: (codeNum, range) => table.count(codeNum, range),
    tail: (codeNums, fromId) => table.tail(codeNums, fromId),
    flagsIn: async (codeNum, range, limit) =>
      asCounted(await table.flagsIn(codeNum, range, limit), await readReflags(db, codeNum)),
    flagsOf: async (codeNum, ids) =>
      asCounted(await table.flagsOf(codeNum, ids), await readReflags(db, codeNum)),
    setFlags: (codeNum, changes) => setFlags(table, { db, root }, codeNum, changes),
    hasAny: async (codeNum) => (await table.ids(codeNum, everyId, 1)).length > 0,
    async eraseOldest(codeNum, range, limit, late, note) {
      if (limit < 1) return [];
      const kept = late === 'stay' ? await listLate(db, codeNum, range) : [];
      const isKept = new Set(kept);
      const found = await table.ids(codeNum, range, limit + kept.length);
      const erased = found.filter((id) => !isKept.has(id)).slice(0, limit);
      const last = erased.at(-1);
      if (last === undefined) return [];
      if (note) await root.transaction().execute((trx) => note(trx, erased));
      await eraseBetween(table, codeNum, { ...range, toId: last + 1 }, kept);
      return erased;
    },
  };
}

/** With the flags that the totals hold, where a call broke off that was changing them: it is then made again. */
function asCounted<Hit extends { readonly id: number; readonly flags: number }>(
  hits: readonly Hit[],
  reflags: ReadonlyMap<number, FlagChange>,
): Hit[] {
  return hits.map((hit) => ({ ...hit, flags: reflags.get(hit.id)?.from ?? hit.flags }));
}

async function setFlags(
  table: ScanTable,
  { db, root }: { readonly db: Kysely<Tables>; readonly root: Kysely<Tables> },
  codeNum: number,
  changes: readonly FlagChange[],
): Promise<FlagChange[]> {
  if (changes.length > 0) await noteReflags(root, codeNum, changes);
  const noted = [...(await readReflags(db, codeNum)).values()];
  if (noted.length === 0) return [];
  for (const [flags, changed] of Map.groupBy(noted, (change) => change.to)) {
    const ids = changed.map((change) => change.id);
    await table.setFlags(codeNum, ids, flags);
  }
  await eraseReflags(db, codeNum);
  return noted;
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
