import type Database from 'better-sqlite3';
import { classMask, scanClass } from '../../core/scans/hit.ts';
import { firstIdOfDay } from '../../core/stats/month.ts';
import type { BatchResult, HitBatch, ScanSink, TailScan } from '../../core/store.ts';
import { BatchTotals, nothingInserted } from '../sink/batch-totals.ts';
import { agentKind, type DictionaryCaps, geoKind, referrerKind } from '../sink/dictionary-rows.ts';
import { beginImmediate, busyMsDefault, type Connection, openConnection, rollback } from './connection.ts';
import { Dictionary } from './dictionary.ts';
import { toStoreError } from './failure.ts';

/** Opens the sink in the calling thread, which its commits then block. */
export async function openSqliteSink(
  file: string,
  durability: 'safe' | 'fast',
  caps: DictionaryCaps,
): Promise<ScanSink> {
  const synchronous = durability === 'safe' ? 'full' : 'normal';
  const db = await attempt(() =>
    openConnection({ file, synchronous, readOnly: false, busyMs: busyMsDefault }),
  );
  const sink = new SqliteSink(db, caps);
  return {
    storeBatch: (batch) => attempt(() => sink.storeBatch(batch)),
    tail: (codeNums, fromId) => attempt(() => sink.tail(codeNums, fromId)),
    close: () => attempt(() => void db.close()),
  };
}

async function attempt<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}

class SqliteSink {
  readonly #db: Connection;
  readonly #statements: Statements;
  readonly #geo: Dictionary;
  readonly #agents: Dictionary;
  readonly #referrers: Dictionary;

  constructor(db: Connection, caps: DictionaryCaps) {
    this.#db = db;
    this.#statements = prepareStatements(db);
    this.#geo = new Dictionary(db, geoKind, Number.MAX_SAFE_INTEGER);
    this.#agents = new Dictionary(db, agentKind, caps.agents);
    this.#referrers = new Dictionary(db, referrerKind, caps.referrers);
  }

  storeBatch(batch: HitBatch): BatchResult {
    let committed = false;
    beginImmediate(this.#db, busyMsDefault);
    try {
      const result = this.#store(batch);
      this.#db.exec('COMMIT');
      committed = true;
      return result;
    } finally {
      if (!committed) rollback(this.#db);
      for (const dictionary of [this.#geo, this.#agents, this.#referrers]) dictionary.settle(committed);
    }
  }

  tail(codeNums: readonly number[], fromId: number): TailScan[] {
    const rows = codeNums.flatMap((code) => this.#statements.tail.all(code, fromId) as TailScan[]);
    return rows.sort((a, b) => a.id - b.id);
  }

  #store(batch: HitBatch): BatchResult {
    const { lastBatch, setBatch } = this.#statements;
    if (lastBatch.get(batch.spool) === batch.id) return nothingInserted;
    const totals = new BatchTotals();
    const orphaned = this.#insertHits(batch, totals);
    this.#addTotals(totals);
    setBatch.run(batch.spool, batch.id, Date.now());
    return totals.result(orphaned);
  }

  /** Gives the number of hits whose code is gone. */
  #insertHits(batch: HitBatch, totals: BatchTotals): number {
    const { insertScan, codeExists, closedDay, noteLate } = this.#statements;
    const openFromId = firstIdOfDay(closedDay.get() as number);
    const codes = new Map<number, boolean>();
    let orphaned = 0;
    // In the order of the primary key, so that rows of one page are written one after the other.
    for (const hit of batch.hits.toSorted((a, b) => a.code - b.code || a.id - b.id)) {
      let exists = codes.get(hit.code);
      if (exists === undefined) {
        exists = codeExists.get(hit.code) !== undefined;
        codes.set(hit.code, exists);
      }
      if (!exists) {
        orphaned += 1;
        continue;
      }
      const geo = this.#geo.idOf(hit);
      const ua = this.#agents.idOf(hit);
      const ref = this.#referrers.idOf(hit);
      const { changes } = insertScan.run(hit.code, hit.id, geo, ua, ref, hit.visitor, hit.flags);
      if (changes === 0) continue;
      totals.add(hit.code, hit.workspace, hit.id, hit.flags);
      if (hit.id < openFromId) noteLate.run(hit.code, hit.id);
    }
    return orphaned;
  }

  #addTotals(totals: BatchTotals): void {
    const { addTotal, addMonth } = this.#statements;
    for (const total of totals.codes()) addTotal.run(total.code, total.class, total.hits);
    for (const month of totals.months()) addMonth.run(month.workspace, month.month, month.scans);
  }
}

type Statements = Readonly<
  Record<
    | 'lastBatch'
    | 'setBatch'
    | 'codeExists'
    | 'closedDay'
    | 'insertScan'
    | 'noteLate'
    | 'addTotal'
    | 'addMonth'
    | 'tail',
    Database.Statement<unknown[]>
  >
>;

/** Not `insert or ignore`, which would let a broken row pass in silence: only a row that is there is passed over. */
function prepareStatements(db: Connection): Statements {
  return {
    lastBatch: db.prepare<unknown[]>('select batch from drains where spool = ?').pluck(),
    setBatch: db.prepare(`insert into drains (spool, batch, at) values (?, ?, ?)
      on conflict (spool) do update set batch = excluded.batch, at = excluded.at`),
    codeExists: db.prepare<unknown[]>('select 1 from codes where num = ? and deleted_at is null').pluck(),
    closedDay: db.prepare<unknown[]>('select closed_day from sealing where id = 1').pluck(),
    noteLate: db.prepare('insert into late_hits (code_num, id) values (?, ?) on conflict do nothing'),
    insertScan: db.prepare(`insert into scans (code_num, id, geo, ua, ref, visitor, flags)
      values (?, ?, ?, ?, ?, ?, ?) on conflict (code_num, id) do nothing`),
    addTotal: db.prepare(`insert into code_totals (code_num, class, hits) values (?, ?, ?)
      on conflict (code_num, class) do update set hits = hits + excluded.hits`),
    addMonth: db.prepare(`insert into workspace_months (workspace_num, month, scans) values (?, ?, ?)
      on conflict (workspace_num, month) do update set scans = scans + excluded.scans`),
    tail: db.prepare(`select code_num as code, id, visitor from scans
      where code_num = ? and id >= ? and (flags & ${classMask}) = ${scanClass}`),
  };
}
