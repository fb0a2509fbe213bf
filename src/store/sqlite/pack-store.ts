import type Database from 'better-sqlite3';
import {
  type LateHit,
  LeaseLost,
  nodeOfHolder,
  type Pack,
  type PackStore,
  type PackWrite,
} from '../../core/stats/port.ts';
import { packIdOf } from '../queries/scan-days.ts';
import { beginImmediate, busyMsDefault, type Connection, openConnection, rollback } from './connection.ts';
import { toStoreError } from './failure.ts';
import { SqliteStatReads } from './stat-reads.ts';

/** Agents noted in one transaction, so that each is short. */
const agentsPerTransaction = 1_000;

/** Opens a reading connection in the calling thread, which its reads then block. */
export function openSqliteStatReads(file: string): SqliteStatReads {
  return attempt(() => new SqliteStatReads(openConnection({ ...connectionOf(file), readOnly: true })));
}

/**
 * Two connections in the calling thread, so that packs can be written while a snapshot is read. Packs lost in a power
 * cut are made again: how far they are whole is written with them, and the log of the file keeps the order of commits.
 */
export function openSqlitePackStore(file: string): PackStore {
  const reads = openSqliteStatReads(file);
  const writes = new PackWrites(attempt(() => openConnection({ ...connectionOf(file), readOnly: false })));
  return {
    read(work) {
      writes.checkpoint();
      return reads.read(work);
    },
    claim: async (holder, nowMs, leaseMs) => writes.claim(holder, nowMs, leaseMs),
    renew: async (holder, nowMs, leaseMs) => writes.renew(holder, nowMs, leaseMs),
    release: async (holder) => writes.release(holder),
    closeDays: async (holder, day) => writes.closeDays(holder, day),
    setSealed: async (holder, day) => writes.setSealed(holder, day),
    codesAfter: async (code, limit) => writes.codesAfter(code, limit),
    write: async (holder, write) => writes.write(holder, write),
    noteAgents: async (agents, day) => writes.noteAgents(agents, day),
    async close() {
      await reads.close();
      writes.close();
    },
  };
}

/** As much of the log is moved into the file at once. */
const checkpointBytes = 8_388_608;

/** Statistics and sealing go through the file once: what they have read they do not need again. */
const cacheKib = 4_096;

function connectionOf(file: string) {
  return { file, synchronous: 'normal', busyMs: busyMsDefault, cacheKib } as const;
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}

class PackWrites {
  readonly #db: Connection;
  readonly #statements: ReturnType<typeof prepareWrites>;

  #bytesWritten = 0;

  constructor(db: Connection) {
    this.#db = db;
    this.#statements = attempt(() => prepareWrites(db));
    db.pragma('wal_autocheckpoint = 0');
  }

  /** Between snapshots, which would hold it up, and not in the commits, which should be short. */
  checkpoint(): void {
    if (this.#bytesWritten < checkpointBytes) return;
    this.#bytesWritten = 0;
    attempt(() => this.#db.pragma('wal_checkpoint(passive)'));
  }

  claim(holder: string, nowMs: number, leaseMs: number): boolean {
    const node = nodeOfHolder(holder);
    return this.#transact(
      () => this.#statements.claim.run(holder, nowMs + leaseMs, nowMs, node, node).changes === 1,
    );
  }

  renew(holder: string, nowMs: number, leaseMs: number): void {
    this.#claimed(holder, () => this.#statements.renew.run(nowMs + leaseMs));
  }

  release(holder: string): void {
    this.#transact(() => this.#statements.release.run(holder));
  }

  /** A batch of scans is stored wholly before or wholly after: SQLite has one writer at a time. */
  closeDays(holder: string, day: number): void {
    this.#claimed(holder, () => this.#statements.closeDays.run(day));
  }

  setSealed(holder: string, day: number): void {
    this.#claimed(holder, () => this.#statements.setSealed.run(day));
  }

  codesAfter(code: number, limit: number): number[] {
    return attempt(() => this.#statements.codesAfter.all(code, limit) as number[]);
  }

  write(holder: string, { packs, removed, settled, folded, progress }: PackWrite): void {
    this.#claimed(holder, () => {
      const months = new Set<number>();
      for (const pack of packs) if (this.#writePack(pack)) months.add(pack.month);
      for (const { code, month } of removed) {
        if (this.#statements.removePack.run(packIdOf(code, month)).changes === 1) months.add(month);
      }
      for (const month of months) this.#statements.raiseVersion.run(month);
      for (const late of settled) this.#settle(late);
      for (const late of folded) this.#fold(late);
      if (progress) this.#statements.setProgress.run(progress.targetDay, progress.afterCode);
    });
  }

  noteAgents(agents: readonly number[], day: number): void {
    for (let start = 0; start < agents.length; start += agentsPerTransaction) {
      const some = agents.slice(start, start + agentsPerTransaction);
      this.#transact(() => {
        for (const agent of some) this.#statements.noteAgent.run(day, agent, day);
      });
    }
  }

  close(): void {
    this.#db.close();
  }

  /** False for a code that was deleted. */
  #writePack({ code, month, erasedDays, marginals, hours, detail }: Pack): boolean {
    const { codeExists, writePack } = this.#statements;
    if (codeExists.get(code) === undefined) return false;
    writePack.run(packIdOf(code, month), erasedDays, marginals, hours, detail);
    this.#bytesWritten += marginals.length + hours.length + detail.length;
    return true;
  }

  #settle({ code, id }: LateHit): void {
    this.#statements.settle.run(code, id);
  }

  #fold(late: LateHit): void {
    this.#settle(late);
    this.#statements.eraseScan.run(late.code, late.id);
  }

  #claimed(holder: string, work: () => void): void {
    this.#transact(() => {
      if (this.#statements.holder.get() !== holder) throw new LeaseLost();
      work();
    });
  }

  #transact<T>(work: () => T): T {
    return attempt(() => {
      beginImmediate(this.#db, busyMsDefault);
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } finally {
        rollback(this.#db);
      }
    });
  }
}

function prepareWrites(db: Connection) {
  const prepare = (text: string): Database.Statement<unknown[]> => db.prepare<unknown[]>(text);
  return {
    holder: prepare('select holder from sealing where id = 1').pluck(),
    claim: prepare(`update sealing set holder = ?, leased_until = ?
      where id = 1 and (holder is null or leased_until <= ? or substr(holder, 1, length(?)) = ?)`),
    renew: prepare('update sealing set leased_until = ? where id = 1'),
    release: prepare('update sealing set holder = null, leased_until = 0 where id = 1 and holder = ?'),
    closeDays: prepare('update sealing set closed_day = max(closed_day, ?) where id = 1'),
    setSealed: prepare(`update sealing set sealed_day = max(sealed_day, ?), target_day = 0, after_code = 0
      where id = 1`),
    setProgress: prepare('update sealing set target_day = ?, after_code = ? where id = 1'),
    codesAfter: prepare(`select distinct code_num from code_totals
      where code_num > ? order by code_num limit ?`).pluck(),
    codeExists: prepare('select 1 from codes where num = ? and deleted_at is null').pluck(),
    writePack: prepare(`insert into packs (id, erased_days, marginals, hours, detail) values (?, ?, ?, ?, ?)
      on conflict (id) do update set erased_days = erased_days | excluded.erased_days,
        marginals = excluded.marginals, hours = excluded.hours, detail = excluded.detail`),
    removePack: prepare('delete from packs where id = ?'),
    raiseVersion: prepare(`insert into pack_months (month, version) values (?, 1)
      on conflict (month) do update set version = version + 1`),
    settle: prepare('delete from late_hits where code_num = ? and id = ?'),
    eraseScan: prepare('delete from scans where code_num = ? and id = ?'),
    noteAgent: prepare('update ua_dict set last_day = ? where id = ? and last_day < ?'),
  };
}
