import type Database from 'better-sqlite3';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { dayOfId } from '../../core/stats/month.ts';
import { type DictionaryKind, lastIdOf } from '../sink/dictionary-rows.ts';
import type { Connection } from './connection.ts';

interface Known {
  readonly id: number;
  /** The last day of a hit that the row tells of; without end where it tells none. */
  readonly day: number;
}

/**
 * Numbers of one dictionary, remembered in memory. The table is the truth: another process may add to it, and values
 * that were not seen for long are forgotten there. So a value is looked up again when a hit of a later day has it.
 */
export class Dictionary {
  readonly #kind: DictionaryKind;
  readonly #lastId: number;
  readonly #find: Database.Statement<unknown[]>;
  readonly #greatest: Database.Statement<unknown[]>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #see: Database.Statement<unknown[]> | undefined;
  readonly #known = new Map<string, Known>();
  /** Keys learnt in the running transaction. */
  #fresh: string[] = [];

  constructor(db: Connection, kind: DictionaryKind, cap: number) {
    const { table, columns, keyColumns, dated } = kind;
    const keys = columns.slice(0, keyColumns);
    const day = dated ? 'last_day' : '0';
    this.#kind = kind;
    this.#lastId = lastIdOf(kind, cap);
    this.#find = db
      .prepare(`select id, ${day} from ${table} where ${keys.map((key) => `${key} = ?`).join(' and ')}`)
      .raw();
    this.#greatest = db.prepare(`select max(id) from ${table}`).pluck();
    const written = ['id', ...columns, ...(dated ? ['last_day'] : [])];
    this.#insert = db.prepare(
      `insert into ${table} (${written.join(', ')}) values (${written.map(() => '?').join(', ')})`,
    );
    if (dated) this.#see = db.prepare(`update ${table} set last_day = ? where id = ?`);
    const rows = db
      .prepare(`select id, ${day}, ${keys.join(', ')} from ${table}`)
      .raw()
      .all() as [number, number, ...string[]][];
    for (const [id, lastDay, ...values] of rows) this.#remember(values.join('\n'), id, lastDay);
  }

  /** Only in a transaction, since it may write. */
  idOf(hit: EnrichedHit): number {
    const key = this.#kind.keyOf(hit);
    const day = dayOfId(hit.id);
    const known = this.#known.get(key);
    return known !== undefined && known.day >= day ? known.id : this.#learn(key, hit, day);
  }

  /** After a roll-back the rows of the transaction are gone: what was learnt of them must not be used. */
  settle(committed: boolean): void {
    if (!committed) for (const key of this.#fresh) this.#known.delete(key);
    this.#fresh = [];
  }

  #learn(key: string, hit: EnrichedHit, day: number): number {
    const values = this.#kind.valuesOf(hit);
    const id = this.#seen(values, day) ?? this.#add(values, day);
    this.#known.delete(key);
    // `other` is not remembered: the strings behind it are without number.
    if (id === undefined) return this.#kind.otherId;
    this.#remember(key, id, day);
    this.#fresh.push(key);
    return id;
  }

  /** Undefined when the table does not have it. */
  #seen(values: readonly string[], day: number): number | undefined {
    const row = this.#find.get(...values.slice(0, this.#kind.keyColumns)) as [number, number] | undefined;
    if (row === undefined) return undefined;
    const [id, lastDay] = row;
    if (lastDay < day) this.#see?.run(day, id);
    return id;
  }

  #add(values: readonly string[], day: number): number | undefined {
    const id = (this.#greatest.get() as number) + 1;
    if (id > this.#lastId) return undefined;
    this.#insert.run(id, ...values, ...(this.#kind.dated ? [day] : []));
    return id;
  }

  #remember(key: string, id: number, day: number): void {
    this.#known.set(key, { id, day: this.#kind.dated ? day : Number.POSITIVE_INFINITY });
  }
}
