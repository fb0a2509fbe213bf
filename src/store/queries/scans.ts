import { type Kysely, type SqlBool, sql } from 'kysely';
import { scanClass } from '../../core/scans/hit.ts';
import type { ScanRow } from '../../core/scans/scan.ts';
import type { ScanRange, ScanReads, ScanWrites, TailScan } from '../../core/store.ts';
import type { ScanTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import type { Dictionaries } from './dictionaries.ts';

/** All that `classOfFlags` can give; a range that shows all of them needs no condition. */
const classCount = 32;

export function scanReads(db: Kysely<Tables>, dictionaries: Dictionaries): ScanReads {
  return {
    async list(codeNum, range, order, offset, limit) {
      const page = inRange(db, codeNum, range)
        .select(['id', 'geo', 'ua', 'ref', 'flags'])
        .orderBy('id', order === 'newest' ? 'desc' : 'asc')
        .limit(limit)
        .offset(offset);
      return await toScans(db, dictionaries, await page.execute());
    },
    async count(codeNum, range) {
      const query = inRange(db, codeNum, range).select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await query.executeTakeFirstOrThrow()).rows;
    },
    async totals(codeNums, classes) {
      if (classes.length === 0) return new Map();
      const rows = await inChunks(codeNums, (chunk) => sumTotals(db, chunk, classes));
      return new Map(rows.map((row) => [row.code_num, row.hits]));
    },
    tail: (codeNums, fromId) => inChunks(codeNums, (chunk) => listTail(db, chunk, fromId)),
    async erasures() {
      const rows = await db.selectFrom('erasures').selectAll().orderBy('at').orderBy('code_num').execute();
      return rows.map((row) => ({ codeNum: row.code_num, at: row.at }));
    },
  };
}

export function scanWrites(db: Kysely<Tables>): ScanWrites {
  return {
    async requestErasure(codeNum, atMs) {
      await db
        .insertInto('erasures')
        .values({ code_num: codeNum, at: atMs })
        .onConflict((conflict) => conflict.column('code_num').doNothing())
        .execute();
    },
    async eraseSome(codeNum, limit) {
      const erased = await eraseOldest(db, codeNum, Number.MAX_SAFE_INTEGER, limit);
      const left = await db
        .selectFrom('scans')
        .select('id')
        .where('code_num', '=', codeNum)
        .limit(1)
        .execute();
      if (left.length === 0) await db.deleteFrom('code_totals').where('code_num', '=', codeNum).execute();
      return erased;
    },
    async finishErasure(codeNum) {
      await db.deleteFrom('erasures').where('code_num', '=', codeNum).execute();
    },
    pruneSome: (codeNum, beforeId, limit) => eraseOldest(db, codeNum, beforeId, limit),
  };
}

function inRange(db: Kysely<Tables>, codeNum: number, range: ScanRange) {
  const rows = db
    .selectFrom('scans')
    .where('code_num', '=', codeNum)
    .where('id', '>=', range.fromId)
    .where('id', '<', range.toId);
  return range.classes.length === classCount ? rows : rows.where(ofClasses(range.classes));
}

function ofClasses(classes: readonly number[]) {
  if (classes.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`(flags & 31) in (${sql.join(classes)})`;
}

type EncodedRow = Pick<ScanTable, 'id' | 'geo' | 'ua' | 'ref' | 'flags'>;

async function toScans(
  db: Kysely<Tables>,
  { places, agents, referrers }: Dictionaries,
  rows: readonly EncodedRow[],
): Promise<ScanRow[]> {
  const placeRows = await places.find(
    db,
    rows.map((row) => row.geo),
  );
  const agentRows = await agents.find(
    db,
    rows.map((row) => row.ua),
  );
  const referrerRows = await referrers.find(
    db,
    rows.map((row) => row.ref),
  );
  return rows.map((row) => {
    const place = placeRows.get(row.geo);
    const agent = agentRows.get(row.ua);
    return {
      id: row.id,
      country: place?.country || null,
      region: place?.region || null,
      city: place?.city || null,
      device: agent?.device ?? 'unknown',
      os: agent?.os ?? 'Unknown',
      browser: agent?.browser ?? 'Unknown',
      referrer: referrerRows.get(row.ref)?.host || null,
      flags: row.flags,
    };
  });
}

function sumTotals(db: Kysely<Tables>, codeNums: readonly number[], classes: readonly number[]) {
  return db
    .selectFrom('code_totals')
    .select(['code_num', sql<number>`cast(sum(hits) as bigint)`.as('hits')])
    .where('code_num', 'in', codeNums)
    .where('class', 'in', classes)
    .groupBy('code_num')
    .execute();
}

function listTail(db: Kysely<Tables>, codeNums: readonly number[], fromId: number): Promise<TailScan[]> {
  return db
    .selectFrom('scans')
    .select(['code_num as code', 'id', 'visitor'])
    .where('code_num', 'in', codeNums)
    .where('id', '>=', fromId)
    .where(ofClasses([scanClass]))
    .orderBy('id')
    .execute();
}

/** One range of the primary key: from the code's first row to the last of the first `limit`. */
async function eraseOldest(db: Kysely<Tables>, codeNum: number, beforeId: number, limit: number) {
  if (limit < 1) return 0;
  const rows = () =>
    db.selectFrom('scans').select('id').where('code_num', '=', codeNum).where('id', '<', beforeId);
  const last = await rows()
    .orderBy('id')
    .offset(limit - 1)
    .limit(1)
    .executeTakeFirst();
  const result = await db
    .deleteFrom('scans')
    .where('code_num', '=', codeNum)
    .where('id', '<', last === undefined ? beforeId : last.id + 1)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
