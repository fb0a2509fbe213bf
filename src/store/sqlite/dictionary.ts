import type Database from 'better-sqlite3';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { dayOfScanId } from '../queries/scan-days.ts';
import { type DictionaryKind, lastIdOf } from '../sink/dictionary-rows.ts';
import type { Connection } from './connection.ts';

/** Numbers of one dictionary, remembered in memory. The table is the truth: another process may add to it. */
export class Dictionary {
  readonly #kind: DictionaryKind;
  readonly #lastId: number;
  readonly #find: Database.Statement<unknown[]>;
  readonly #greatest: Database.Statement<unknown[]>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #ids = new Map<string, number>();
  /** Keys learnt in the running transaction. */
  #fresh: string[] = [];

  constructor(db: Connection, kind: DictionaryKind, cap: number) {
    const { table, columns, keyColumns } = kind;
    const keys = columns.slice(0, keyColumns);
    this.#kind = kind;
    this.#lastId = lastIdOf(kind, cap);
    this.#find = db
      .prepare(`select id from ${table} where ${keys.map((key) => `${key} = ?`).join(' and ')}`)
      .pluck();
    this.#greatest = db.prepare(`select max(id) from ${table}`).pluck();
    const written = ['id', ...columns, ...(kind.dated ? ['last_day'] : [])];
    this.#insert = db.prepare(
      `insert into ${table} (${written.join(', ')}) values (${written.map(() => '?').join(', ')})`,
    );
    const rows = db
      .prepare(`select id, ${keys.join(', ')} from ${table}`)
      .raw()
      .all() as [number, ...string[]][];
    for (const [id, ...values] of rows) this.#ids.set(values.join('\n'), id);
  }

  /** Only in a transaction, since it may insert. */
  idOf(hit: EnrichedHit): number {
    const key = this.#kind.keyOf(hit);
    return this.#ids.get(key) ?? this.#learn(key, hit);
  }

  /** After a roll-back the rows of the transaction are gone: their numbers must not be used. */
  settle(committed: boolean): void {
    if (!committed) for (const key of this.#fresh) this.#ids.delete(key);
    this.#fresh = [];
  }

  #learn(key: string, hit: EnrichedHit): number {
    const values = this.#kind.valuesOf(hit);
    const found = this.#find.get(...values.slice(0, this.#kind.keyColumns)) as number | undefined;
    const id = found ?? this.#add(values, hit);
    // `other` is not remembered: the strings behind it are without number.
    if (id === undefined) return this.#kind.otherId;
    this.#ids.set(key, id);
    this.#fresh.push(key);
    return id;
  }

  #add(values: readonly string[], hit: EnrichedHit): number | undefined {
    const id = (this.#greatest.get() as number) + 1;
    if (id > this.#lastId) return undefined;
    this.#insert.run(id, ...values, ...(this.#kind.dated ? [dayOfScanId(hit.id)] : []));
    return id;
  }
}
