import { classCount, classMask, scanClass } from '../../core/scans/hit.ts';
import type { HitRows, LateHit } from '../../core/stats/port.ts';
import type { FlaggedHit, ScanRange, TailScan } from '../../core/store.ts';
import { inChunks } from '../queries/chunks.ts';
import { hitsPerChunk } from '../queries/hit-columns.ts';
import type { IdRange } from '../queries/scan-days.ts';
import type { ScanTable as ScanTableRow } from '../schema.ts';
import type { Bindings, ClickHouseRunner } from './runner.ts';
import { scansTable as table } from './schema.ts';
import { readColumns, readRows } from './tab-separated.ts';

/**
 * The table of scans, and nothing but it: what is asked of another engine when scans alone move there. Callers pass
 * code numbers and ids; names, totals, packs and batches stay where they are.
 */
export interface ScanTable {
  /** Stored when it resolves. The same token twice is one insertion; rows that are there are not seen twice in any case. */
  insert(rows: readonly ScanTableRow[], batch: number, token: string | null): Promise<void>;
  /** Those of the hits that are stored. */
  stored(hits: readonly LateHit[]): Promise<readonly LateHit[]>;
  list(
    code: number,
    range: ScanRange,
    order: 'newest' | 'oldest',
    offset: number,
    limit: number,
  ): Promise<readonly Omit<ScanTableRow, 'code_num' | 'visitor'>[]>;
  count(code: number, range: ScanRange): Promise<number>;
  tail(codes: readonly number[], fromId: number): Promise<readonly TailScan[]>;
  /** By code and id; `toId` exclusive. Of the batches that were counted alone, where these are named. */
  rows(
    codes: readonly number[],
    fromId: number,
    toId: number,
    counted?: CountedBatches,
  ): AsyncIterable<HitRows>;
  /** By id. */
  flagsIn(code: number, range: IdRange, limit: number): Promise<readonly FlaggedHit[]>;
  /** In any order; ids without a row are left out. */
  flagsOf(code: number, ids: readonly number[]): Promise<readonly Pick<ScanTableRow, 'id' | 'flags'>[]>;
  /** Ids that are gone are passed over. */
  setFlags(code: number, ids: readonly number[], flags: number): Promise<void>;
  /** The first ids of a code in a range. */
  ids(code: number, range: IdRange, limit: number): Promise<readonly number[]>;
  /** A code's rows in a range, but for those of `kept`, 150 at most. */
  erase(code: number, range: IdRange, kept: readonly number[]): Promise<void>;
  eraseHits(hits: readonly LateHit[]): Promise<void>;
}

/** Numbers of batches: all up to one, but for some. */
export interface CountedBatches {
  readonly last: number;
  readonly except: readonly number[];
}

const columns = ['code_num', 'id', 'geo', 'ua', 'ref', 'visitor', 'flags'] as const;
/** Rows in an answer: some 10 MB. */
const pageRows = 200_000;
const pageCodes = 5_000;
/** Ids of 16 digits in 4 kB. */
export const commandIdsMax = 150;

/** FINAL wherever a row could have two versions that differ, or be counted twice. */
export function openScanTable(runner: ClickHouseRunner): ScanTable {
  return {
    async insert(rows, batch, token) {
      if (rows.length === 0) return;
      const values = rows.map((row) => [...columns.map((column) => row[column]), batch]);
      await runner.insert(table, [...columns, 'batch'], values, token);
    },
    stored: (hits) => inChunks(hits, (chunk) => findStored(runner, chunk)),
    list: (...page) => listPage(runner, ...page),
    count: (code, range) => countRange(runner, code, range),
    tail: (codes, fromId) => inChunks(codes, (chunk) => listTail(runner, chunk, fromId)),
    rows: (codes, fromId, toId, counted = everyBatch) => readHits(runner, codes, { fromId, toId }, counted),
    async flagsIn(code, range, limit) {
      const sql = `SELECT id, ua, visitor, flags FROM ${table} FINAL WHERE ${inRange} ORDER BY id LIMIT {limit:UInt32}`;
      const rows = readRows(await runner.query(sql, { code, ...bindRange(range), limit }), 4);
      return rows.map(([id = 0, ua = 0, visitor = 0, flags = 0]) => ({ id, ua, visitor, flags }));
    },
    flagsOf: (code, ids) => inChunks(ids, (chunk) => listFlags(runner, code, chunk)),
    setFlags: (code, ids, flags) => setFlags(runner, code, ids, flags),
    async ids(code, range, limit) {
      const sql = `SELECT id FROM ${table} FINAL WHERE ${inRange} ORDER BY id LIMIT {limit:UInt32}`;
      const [ids] = readColumns(await runner.query(sql, { code, ...bindRange(range), limit }), 1);
      return Array.from(ids ?? []);
    },
    async erase(code, range, kept) {
      const sql = `DELETE FROM ${table} WHERE ${inRange} AND NOT has({kept:Array(UInt64)}, id)`;
      await runner.command(sql, { code, ...bindRange(range), kept });
    },
    async eraseHits(hits) {
      const sql = `DELETE FROM ${table} WHERE code_num = {code:UInt32} AND id IN {ids:Array(UInt64)}`;
      for (const [code, ids] of idsByCode(hits)) {
        for (let start = 0; start < ids.length; start += commandIdsMax)
          await runner.command(sql, { code, ids: ids.slice(start, start + commandIdsMax) });
      }
    },
  };
}

const inRange = 'code_num = {code:UInt32} AND id >= {fromId:UInt64} AND id < {toId:UInt64}';

function bindRange({ fromId, toId }: IdRange): Bindings {
  return { fromId, toId };
}

function ofClasses(range: ScanRange): string {
  // A range that shows all of them needs no condition.
  if (range.classes.length === classCount) return '1';
  return `has({classes:Array(UInt8)}, bitAnd(flags, ${classMask}))`;
}

/**
 * A page reads no more of the code than it has to: a window of rows at the end where it begins, which is widened
 * where too few of them are of the classes.
 */
async function listPage(
  runner: ClickHouseRunner,
  code: number,
  range: ScanRange,
  order: 'newest' | 'oldest',
  offset: number,
  limit: number,
) {
  for (let rows = 2 * (offset + limit) + 100; ; rows *= 16) {
    const edge = await findEdge(runner, code, range, order, rows);
    const window =
      order === 'newest'
        ? { ...range, fromId: edge ?? range.fromId }
        : { ...range, toId: edge ?? range.toId };
    const page = await listWindow(runner, code, window, order, offset, limit);
    if (edge === undefined || page.length === limit) return page;
  }
}

/** The id so many rows away from the end of the range, in the order of the key: ClickHouse stops reading there. */
async function findEdge(
  runner: ClickHouseRunner,
  code: number,
  range: ScanRange,
  order: 'newest' | 'oldest',
  rows: number,
): Promise<number | undefined> {
  const direction = order === 'newest' ? 'DESC' : 'ASC';
  const sql = `SELECT id FROM ${table} WHERE ${inRange}
    ORDER BY code_num ${direction}, id ${direction} LIMIT 1 OFFSET {rows:UInt32}`;
  return readRows(await runner.query(sql, { code, ...bindRange(range), rows }), 1)[0]?.[0];
}

/** The newest version of each row, and then the classes, which another version may have had. */
async function listWindow(
  runner: ClickHouseRunner,
  code: number,
  range: ScanRange,
  order: 'newest' | 'oldest',
  offset: number,
  limit: number,
) {
  const direction = order === 'newest' ? 'DESC' : 'ASC';
  const sql = `SELECT id, geo, ua, ref, flags FROM ${table} FINAL WHERE ${inRange} AND ${ofClasses(range)}
    ORDER BY id ${direction} LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;
  const bindings = { code, ...bindRange(range), classes: range.classes, offset, limit };
  const rows = readRows(await runner.query(sql, bindings), 5);
  return rows.map(([id = 0, geo = 0, ua = 0, ref = 0, flags = 0]) => ({ id, geo, ua, ref, flags }));
}

async function countRange(runner: ClickHouseRunner, code: number, range: ScanRange): Promise<number> {
  const sql = `SELECT count() FROM ${table} FINAL WHERE ${inRange} AND ${ofClasses(range)}`;
  const rows = readRows(await runner.query(sql, { code, ...bindRange(range), classes: range.classes }), 1);
  return rows[0]?.[0] ?? 0;
}

async function listTail(
  runner: ClickHouseRunner,
  codes: readonly number[],
  fromId: number,
): Promise<TailScan[]> {
  const sql = `SELECT code_num, id, visitor FROM ${table} FINAL
    WHERE code_num IN {codes:Array(UInt32)} AND id >= {fromId:UInt64} AND bitAnd(flags, ${classMask}) = ${scanClass}
    ORDER BY id`;
  const rows = readRows(await runner.query(sql, { codes, fromId }), 3);
  return rows.map(([code = 0, id = 0, visitor = 0]) => ({ code, id, visitor }));
}

const everyBatch: CountedBatches = { last: Number.MAX_SAFE_INTEGER, except: [] };

type HitColumns = Readonly<Record<keyof HitRows, Float64Array>>;

function* inChunksOfHits({ code, id, geo, ua, ref, visitor, flags }: HitColumns): Generator<HitRows> {
  for (let start = 0; start < id.length; start += hitsPerChunk) {
    const cut = (column: Float64Array) => column.subarray(start, start + hitsPerChunk);
    yield {
      code: cut(code),
      id: cut(id),
      geo: cut(geo),
      ua: cut(ua),
      ref: cut(ref),
      visitor: cut(visitor),
      flags: cut(flags),
    };
  }
}

/** Page by page along the key, since a whole answer is in memory at once. */
async function* readHits(
  runner: ClickHouseRunner,
  codes: readonly number[],
  range: IdRange,
  counted: CountedBatches,
): AsyncGenerator<HitRows> {
  const sql = `SELECT ${columns.join(', ')} FROM ${table} FINAL
    WHERE code_num IN {codes:Array(UInt32)} AND id >= {fromId:UInt64} AND id < {toId:UInt64}
      AND (code_num > {lastCode:UInt32} OR id > {lastId:UInt64})
      AND batch <= {last:UInt64} AND NOT has({except:Array(UInt64)}, batch)
    ORDER BY code_num, id LIMIT ${pageRows}`;
  let left = codes.toSorted((a, b) => a - b);
  let last = { lastCode: 0, lastId: 0 };
  while (left.length > 0 && range.fromId < range.toId) {
    const asked = left.slice(0, pageCodes);
    const text = await runner.query(sql, {
      codes: asked,
      ...bindRange(range),
      last: counted.last,
      except: counted.except,
      ...last,
    });
    const [code, id, geo, ua, ref, visitor, flags] = readColumns(text, columns.length);
    if (!(code && id && geo && ua && ref && visitor && flags)) return;
    yield* inChunksOfHits({ code, id, geo, ua, ref, visitor, flags });
    const lastCode = code.at(-1) ?? 0;
    const isWhole = code.length < pageRows;
    left = isWhole ? left.slice(pageCodes) : left.filter((next) => next >= lastCode);
    last = isWhole ? { lastCode: 0, lastId: 0 } : { lastCode, lastId: id.at(-1) ?? 0 };
  }
}

/** Codes and ids are two conditions, which the key can be searched by; the pairs among them are picked here. */
async function findStored(runner: ClickHouseRunner, hits: readonly LateHit[]): Promise<LateHit[]> {
  const sql = `SELECT DISTINCT code_num, id FROM ${table}
    WHERE code_num IN {codes:Array(UInt32)} AND id IN {ids:Array(UInt64)}`;
  const codeOf = new Map(hits.map((hit) => [`${hit.code} ${hit.id}`, hit]));
  const codes = [...new Set(hits.map((hit) => hit.code))];
  const rows = readRows(await runner.query(sql, { codes, ids: hits.map((hit) => hit.id) }), 2);
  return rows.flatMap(([code, id]) => codeOf.get(`${code} ${id}`) ?? []);
}

async function listFlags(runner: ClickHouseRunner, code: number, ids: readonly number[]) {
  const sql = `SELECT id, flags FROM ${table} FINAL WHERE code_num = {code:UInt32} AND id IN {ids:Array(UInt64)}`;
  const rows = readRows(await runner.query(sql, { code, ids }), 2);
  return rows.map(([id = 0, flags = 0]) => ({ id, flags }));
}

/** The rows with other flags and the next version, behind which the old ones vanish. */
async function setFlags(runner: ClickHouseRunner, code: number, ids: readonly number[], flags: number) {
  const kept = columns.filter((column) => column !== 'flags');
  const sql = `SELECT ${kept.join(', ')}, batch, version FROM ${table} FINAL
    WHERE code_num = {code:UInt32} AND id IN {ids:Array(UInt64)}`;
  const rows = await inChunks(ids, async (chunk) =>
    readRows(await runner.query(sql, { code, ids: chunk }), kept.length + 2),
  );
  if (rows.length === 0) return;
  const next = rows.map((row) => [...row.slice(0, -1), (row.at(-1) ?? 0) + 1, flags]);
  await runner.insert(table, ['code_num', ...kept.slice(1), 'batch', 'version', 'flags'], next, null);
}

function idsByCode(hits: readonly LateHit[]): ReadonlyMap<number, number[]> {
  const byCode = Map.groupBy(hits, ({ code }) => code);
  return new Map(Array.from(byCode, ([code, ofCode]) => [code, ofCode.map(({ id }) => id)]));
}
