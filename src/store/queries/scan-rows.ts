import { type Kysely, type SqlBool, sql } from 'kysely';
import { classCount, classMask, scanClass } from '../../core/scans/hit.ts';
import type { FlaggedHit, ScanRange, TailScan } from '../../core/store.ts';
import type { ScanTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import type { IdRange } from './scan-days.ts';

export type EncodedRow = Pick<ScanTable, 'id' | 'geo' | 'ua' | 'ref' | 'flags'>;

export interface FlagChange {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** All that is asked of the single hits but for their insertion and for statistics: nothing else knows the table. */
export interface ScanRows {
  list(
    codeNum: number,
    range: ScanRange,
    order: 'newest' | 'oldest',
    offset: number,
    limit: number,
  ): Promise<readonly EncodedRow[]>;
  count(codeNum: number, range: ScanRange): Promise<number>;
  tail(codeNums: readonly number[], fromId: number): Promise<readonly TailScan[]>;
  /** By id. */
  flagsIn(codeNum: number, range: IdRange, limit: number): Promise<readonly FlaggedHit[]>;
  /** In any order; ids without a row are left out. */
  flagsOf(codeNum: number, ids: readonly number[]): Promise<readonly Pick<ScanTable, 'id' | 'flags'>[]>;
  /** Gives the changes to be counted in the same transaction: these, and those of a call that broke off before. */
  setFlags(codeNum: number, changes: readonly FlagChange[]): Promise<readonly FlagChange[]>;
  hasAny(codeNum: number): Promise<boolean>;
  /**
   * Erases up to `limit` rows, the oldest first, and gives their ids in any order.
   * @param late whether rows go that are noted as late, or stay and are not counted
   * @param note writes what is to be known of the ids, in a transaction that is over before they are gone for good
   */
  eraseOldest(
    codeNum: number,
    range: IdRange,
    limit: number,
    late: 'go' | 'stay',
    note?: NoteErased,
  ): Promise<readonly number[]>;
}

export type NoteErased = (db: Kysely<Tables>, ids: readonly number[]) => Promise<void>;

export function scanRows(db: Kysely<Tables>): ScanRows {
  return {
    list: (codeNum, range, order, offset, limit) =>
      ofClasses(inRange(db, codeNum, range), range.classes)
        .select(['id', 'geo', 'ua', 'ref', 'flags'])
        .orderBy('id', order === 'newest' ? 'desc' : 'asc')
        .limit(limit)
        .offset(offset)
        .execute(),
    async count(codeNum, range) {
      const query = ofClasses(inRange(db, codeNum, range), range.classes);
      return (await query.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()).rows;
    },
    tail: (codeNums, fromId) => inChunks(codeNums, (chunk) => listTail(db, chunk, fromId)),
    flagsIn: (codeNum, range, limit) =>
      inRange(db, codeNum, range)
        .select(['id', 'ua', 'visitor', 'flags'])
        .orderBy('id')
        .limit(limit)
        .execute(),
    flagsOf: (codeNum, ids) =>
      inChunks(ids, (chunk) => ofIds(db, codeNum, chunk).select(['id', 'flags']).execute()),
    async setFlags(codeNum, changes) {
      for (const [flags, changed] of Map.groupBy(changes, (change) => change.to)) {
        const ids = changed.map((change) => change.id);
        await setFlags(db, codeNum, ids, flags);
      }
      return changes;
    },
    async hasAny(codeNum) {
      const rows = db.selectFrom('scans').select('id').where('code_num', '=', codeNum).limit(1);
      return (await rows.execute()).length > 0;
    },
    async eraseOldest(codeNum, range, limit, late, note) {
      const erased = await eraseOldest(db, codeNum, range, limit, late);
      await note?.(db, erased);
      return erased;
    },
  };
}

function inRange(db: Kysely<Tables>, codeNum: number, { fromId, toId }: IdRange) {
  return db
    .selectFrom('scans')
    .where('code_num', '=', codeNum)
    .where('id', '>=', fromId)
    .where('id', '<', toId);
}

function ofIds(db: Kysely<Tables>, codeNum: number, ids: readonly number[]) {
  return db.selectFrom('scans').where('code_num', '=', codeNum).where('id', 'in', ids);
}

function ofClasses(rows: ReturnType<typeof inRange>, classes: readonly number[]) {
  // A range that shows all of them needs no condition.
  return classes.length === classCount ? rows : rows.where(isOfClasses(classes));
}

function isOfClasses(classes: readonly number[]) {
  if (classes.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`(flags & ${sql.lit(classMask)}) in (${sql.join(classes)})`;
}

function listTail(db: Kysely<Tables>, codeNums: readonly number[], fromId: number): Promise<TailScan[]> {
  return db
    .selectFrom('scans')
    .select(['code_num as code', 'id', 'visitor'])
    .where('code_num', 'in', codeNums)
    .where('id', '>=', fromId)
    .where(isOfClasses([scanClass]))
    .orderBy('id')
    .execute();
}

async function setFlags(db: Kysely<Tables>, codeNum: number, ids: readonly number[], flags: number) {
  await inChunks(ids, (chunk) =>
    db.updateTable('scans').set({ flags }).where('code_num', '=', codeNum).where('id', 'in', chunk).execute(),
  );
}

const isNotLate = sql<SqlBool>`not exists (
  select 1 from late_hits where late_hits.code_num = scans.code_num and late_hits.id = scans.id
)`;

/**
 * One range of the primary key: from the first row to the last of the first `limit`. Whether a row is late is asked in
 * the statement that erases: what a batch has stored since the one before is seen with its note, or not at all.
 */
async function eraseOldest(
  db: Kysely<Tables>,
  codeNum: number,
  range: IdRange,
  limit: number,
  late: 'go' | 'stay',
): Promise<number[]> {
  if (limit < 1) return [];
  const rows = inRange(db, codeNum, range).select('id').orderBy('id');
  const last = await (late === 'go' ? rows : rows.where(isNotLate))
    .offset(limit - 1)
    .limit(1)
    .executeTakeFirst();
  const erase = db
    .deleteFrom('scans')
    .where('code_num', '=', codeNum)
    .where('id', '>=', range.fromId)
    .where('id', '<', last === undefined ? range.toId : last.id + 1);
  const erased = await (late === 'go' ? erase : erase.where(isNotLate)).returning('id').execute();
  return erased.map((row) => row.id);
}
