import { type Kysely, sql } from 'kysely';
import type { ScanRow } from '../../core/scans/scan.ts';
import type { ScanReads, ScanWrites } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import { agentReads, agentWrites } from './agents.ts';
import { inChunks } from './chunks.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { EngineLocks } from './engine-locks.ts';
import { eraseSome, flagsAfter, pruneSome, reflag } from './scan-history.ts';
import { type EncodedRow, type ScanRows, scanRows } from './scan-rows.ts';

export function scanReads(
  db: Kysely<Tables>,
  dictionaries: Dictionaries,
  rows: ScanRows = scanRows(db),
): ScanReads {
  return {
    ...agentReads(db),
    async list(codeNum, range, order, offset, limit) {
      return await toScans(db, dictionaries, await rows.list(codeNum, range, order, offset, limit));
    },
    count: (codeNum, range) => rows.count(codeNum, range),
    async totals(codeNums, classes) {
      if (classes.length === 0) return new Map();
      const sums = await inChunks(codeNums, (chunk) => sumTotals(db, chunk, classes));
      return new Map(sums.map((row) => [row.code_num, row.hits]));
    },
    tail: (codeNums, fromId) => rows.tail(codeNums, fromId),
    flagsAfter: (codeNum, afterId, limit) => flagsAfter({ db, rows }, codeNum, afterId, limit),
    async sealing() {
      const state = db.selectFrom('sealing').select('sealed_day').where('id', '=', 1);
      const late = await db.selectFrom('late_hits').select('id').limit(1).execute();
      return { sealedDay: (await state.executeTakeFirstOrThrow()).sealed_day, hasLate: late.length > 0 };
    },
    async erasures() {
      const found = await db.selectFrom('erasures').selectAll().orderBy('at').orderBy('code_num').execute();
      return found.map((row) => ({ codeNum: row.code_num, at: row.at }));
    },
  };
}

export function scanWrites(
  db: Kysely<Tables>,
  locks: EngineLocks,
  rows: ScanRows = scanRows(db),
): ScanWrites {
  const tools = { db, rows, locks };
  return {
    ...agentWrites(db, locks),
    eraseSome: (codeNum, limit) => eraseSome(tools, codeNum, limit),
    async finishErasure(codeNum) {
      await db.deleteFrom('erasures').where('code_num', '=', codeNum).execute();
    },
    pruneSome: (codeNum, fromDay, toDay, limit) => pruneSome(tools, codeNum, { fromDay, toDay }, limit),
    reflag: (codeNum, workspaceNum, hits) => reflag(tools, codeNum, workspaceNum, hits),
  };
}

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

/** More than that are asked for as one stretch of numbers, where at most every second of them is somebody else's. */
const listedMax = 500;

/** A list of thousands takes longer to be read by the engine than its rows: twice the rows of a stretch cost less. */
async function sumTotals(db: Kysely<Tables>, codeNums: readonly number[], classes: readonly number[]) {
  const sums = db
    .selectFrom('code_totals')
    .select(['code_num', sql<number>`cast(sum(hits) as bigint)`.as('hits')])
    .where('class', 'in', classes)
    .groupBy('code_num');
  const [first, last] = [Math.min(...codeNums), Math.max(...codeNums)];
  if (codeNums.length <= listedMax || last - first >= 2 * codeNums.length)
    return sums.where('code_num', 'in', codeNums).execute();
  const wanted = new Set(codeNums);
  const rows = await sums.where('code_num', '>=', first).where('code_num', '<=', last).execute();
  return rows.filter((row) => wanted.has(row.code_num));
}
