import type Database from 'better-sqlite3';
import {
  type HitRows,
  type LateHit,
  type Pack,
  type PackPart,
  packParts,
  type SealState,
  type StatReads,
  type StatSnapshot,
} from '../../core/stats/port.ts';
import { createTurns } from '../../runtime/turns.ts';
import { HitColumns, hitsPerChunk, inOrder } from '../queries/hit-columns.ts';
import { codeOfPackId, monthOfPackId, monthsPerCode, packIdsOf } from '../queries/scan-days.ts';
import { type Connection, rollback } from './connection.ts';
import { toStoreError } from './failure.ts';

const packsPerPage = 1_000;

type Statement = Database.Statement<unknown[]>;
type RawHit = [id: number, geo: number, ua: number, ref: number, visitor: number, flags: number];

/**
 * Snapshots of one connection, in the calling thread: one at a time, the next waits. A snapshot is one transaction
 * that only reads; it does not hold writers up.
 */
export class SqliteStatReads implements StatReads {
  readonly #db: Connection;
  readonly #snapshot: SqliteSnapshot;
  readonly #begin: Statement;
  readonly #inTurn = createTurns();

  constructor(db: Connection) {
    this.#db = db;
    this.#snapshot = new SqliteSnapshot(db);
    this.#begin = db.prepare('begin');
  }

  read<T>(work: (snapshot: StatSnapshot) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#inSnapshot(work));
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => this.#db.close());
  }

  async #inSnapshot<T>(work: (snapshot: StatSnapshot) => Promise<T>): Promise<T> {
    try {
      this.#begin.run();
      // The first read fixes the moment.
      await this.#snapshot.state();
      return await work(this.#snapshot);
    } catch (error) {
      throw toStoreError(error);
    } finally {
      rollback(this.#db);
    }
  }
}

class SqliteSnapshot implements StatSnapshot {
  readonly #db: Connection;
  readonly #statements: ReturnType<typeof prepareReads>;
  /** By the parts that they read. */
  readonly #packStatements = new Map<string, Statement>();

  constructor(db: Connection) {
    this.#db = db;
    this.#statements = prepareReads(db);
  }

  async state(): Promise<SealState> {
    return this.#statements.state.get() as SealState;
  }

  async lateHits(codes?: readonly number[]): Promise<readonly LateHit[]> {
    const { anyLate, allLate, lateOf } = this.#statements;
    if (codes === undefined) return allLate.all() as LateHit[];
    if (anyLate.get() === undefined) return [];
    return inOrder(codes).flatMap((code) => lateOf.all(code) as LateHit[]);
  }

  async monthVersions(fromMonth: number, toMonth: number): Promise<ReadonlyMap<number, number>> {
    return new Map(this.#statements.versions.all(fromMonth, toMonth) as [number, number][]);
  }

  async *packs(
    codes: readonly number[],
    fromMonth: number,
    toMonth: number,
    parts: readonly PackPart[],
  ): AsyncGenerator<readonly Pack[]> {
    const asked = packParts.filter((part) => parts.includes(part));
    const statement = this.#packStatement(asked);
    const toPack = packReader(asked);
    let page: Pack[] = [];
    for (const { first, last, codes: some } of stretchesOf(inOrder(codes))) {
      const [fromId] = packIdsOf(first, fromMonth, toMonth);
      const [, toId] = packIdsOf(last, fromMonth, toMonth);
      const rows = statement.all(fromId, toId, monthsPerCode - 1, fromMonth, toMonth) as unknown[][];
      for (const row of rows) if (some.has(codeOfPackId(row[0] as number))) page.push(toPack(row));
      if (page.length < packsPerPage) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  /** No statement is open while somebody works on a chunk: the connection could run no other. */
  async *rows(codes: readonly number[], fromId: number, toId: number): AsyncGenerator<HitRows> {
    let columns = new HitColumns();
    for (const code of inOrder(codes)) {
      let nextId = fromId;
      for (let limit = 0, read = 0; read === limit; ) {
        if (columns.isFull()) {
          yield columns.take();
          columns = new HitColumns();
        }
        limit = hitsPerChunk - columns.length;
        const rows = this.#statements.hits.all(code, nextId, toId, limit) as RawHit[];
        for (const [id, geo, ua, ref, visitor, flags] of rows) {
          columns.add(code, id, geo, ua, ref, visitor, flags);
        }
        read = rows.length;
        nextId = (rows.at(-1)?.[0] ?? nextId) + 1;
      }
    }
    if (columns.length > 0) yield columns.take();
  }

  async places(ids: readonly number[]) {
    return this.#named(this.#statements.place, ids, ([id, country, region, city]) => {
      return { id, country, region, city };
    });
  }

  async agents(ids: readonly number[]) {
    return this.#named(this.#statements.agent, ids, ([id, device, os, browser]) => {
      return { id, device, os, browser };
    });
  }

  async referrers(ids: readonly number[]) {
    return this.#named(this.#statements.referrer, ids, ([id, host]) => ({ id, host }));
  }

  #named<T>(
    statement: Statement,
    ids: readonly number[],
    toName: (row: [number, string, string, string]) => T,
  ): T[] {
    const rows = ids.map((id) => statement.get(id) as [number, string, string, string] | undefined);
    return rows.filter((row) => row !== undefined).map(toName);
  }

  #packStatement(parts: readonly PackPart[]): Statement {
    const columns = ['id', 'erased_days', ...parts].join(', ');
    let statement = this.#packStatements.get(columns);
    if (statement === undefined) {
      const text = `select ${columns} from packs where id between ? and ? and (id & ?) between ? and ? order by id`;
      statement = this.#db.prepare<unknown[]>(text).raw();
      this.#packStatements.set(columns, statement);
    }
    return statement;
  }
}

function prepareReads(db: Connection) {
  const late = 'select code_num as code, id from late_hits';
  const rows = (text: string): Statement => db.prepare<unknown[]>(text);
  return {
    state: rows(`select sealed_day as sealedDay, closed_day as closedDay, target_day as targetDay,
      after_code as afterCode from sealing where id = 1`),
    anyLate: rows('select 1 from late_hits limit 1'),
    allLate: rows(`${late} order by code_num, id`),
    lateOf: rows(`${late} where code_num = ? order by id`),
    versions: rows('select month, version from pack_months where month between ? and ?').raw(),
    hits: rows(`select id, geo, ua, ref, visitor, flags from scans
      where code_num = ? and id >= ? and id < ? order by id limit ?`).raw(),
    place: rows('select id, country, region, city from geo_dict where id = ?').raw(),
    agent: rows('select id, device, os, browser from ua_dict where id = ?').raw(),
    referrer: rows('select id, host from ref_dict where id = ?').raw(),
  };
}

const empty = new Uint8Array(0);

/** @param parts those that the rows hold, in the order of `packParts` */
function packReader(parts: readonly PackPart[]): (row: readonly unknown[]) => Pack {
  const [marginals, hours, detail] = packParts.map((part) => parts.indexOf(part) + 2);
  const bytes = (row: readonly unknown[], column = 0) => (column < 2 ? empty : (row[column] as Uint8Array));
  return (row) => ({
    code: codeOfPackId(row[0] as number),
    month: monthOfPackId(row[0] as number),
    erasedDays: row[1] as number,
    marginals: bytes(row, marginals),
    hours: bytes(row, hours),
    detail: bytes(row, detail),
  });
}

/** Codes that one statement reads the packs of, from the first to the last. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly codes: ReadonlySet<number>;
}

const stretchCodesMax = 64;
/** A pack that is passed over costs a fraction of a statement. */
const gapMax = 8;

/** Neighbours are read together: a statement for each code takes longer than the reading. */
function stretchesOf(codes: readonly number[]): Stretch[] {
  const stretches: { first: number; last: number; codes: Set<number> }[] = [];
  for (const code of codes) {
    const stretch = stretches.at(-1);
    if (stretch && code - stretch.last <= gapMax && stretch.codes.size < stretchCodesMax) {
      stretch.last = code;
      stretch.codes.add(code);
    } else stretches.push({ first: code, last: code, codes: new Set([code]) });
  }
  return stretches;
}
