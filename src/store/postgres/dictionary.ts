import type { ClientBase } from 'pg';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { dayOfScanId } from '../queries/scan-days.ts';
import { type DictionaryKind, lastIdOf } from '../sink/dictionary-rows.ts';
import { lockStatement } from './locks.ts';

interface NewValue {
  readonly values: readonly string[];
  /** Of a hit that it came with. */
  readonly day: number;
}

/** Numbers of one dictionary, remembered in memory. The table is the truth: other nodes add to it. */
export class Dictionary {
  readonly #kind: DictionaryKind;
  readonly #lastId: number;
  readonly #ids = new Map<string, number>();
  #loaded = false;
  #full = false;

  constructor(kind: DictionaryKind, cap: number) {
    this.#kind = kind;
    this.#lastId = lastIdOf(kind, cap);
  }

  /**
   * The number of every hit, in their order. New values are stored in a transaction of their own, before that of
   * the batch: if the batch fails, they stay, unused, and what is remembered is true in any case.
   */
  async idsOf(client: ClientBase, hits: readonly EnrichedHit[]): Promise<number[]> {
    if (!this.#loaded) await this.#load(client);
    const missing = new Map<string, NewValue>();
    for (const hit of hits) {
      const key = this.#kind.keyOf(hit);
      if (this.#ids.has(key)) continue;
      missing.set(key, { values: this.#kind.valuesOf(hit), day: dayOfScanId(hit.id) });
    }
    if (missing.size > 0) await this.#learn(client, missing);
    return hits.map((hit) => this.#ids.get(this.#kind.keyOf(hit)) ?? this.#kind.otherId);
  }

  async #load(client: ClientBase): Promise<void> {
    const { table, columns, keyColumns } = this.#kind;
    const keys = columns.slice(0, keyColumns);
    const { rows } = await client.query<[number, ...string[]]>({
      text: `select id, ${keys.join(', ')} from ${table}`,
      rowMode: 'array',
    });
    for (const [id, ...values] of rows) this.#ids.set(values.join('\n'), id);
    this.#loaded = true;
  }

  async #learn(client: ClientBase, missing: Map<string, NewValue>): Promise<void> {
    await this.#find(client, missing);
    if (missing.size === 0 || this.#full) return;
    await client.query('begin');
    try {
      await client.query(lockStatement('dictionaries'));
      // Another node may have stored them a moment ago.
      await this.#find(client, missing);
      const added = await this.#add(client, missing);
      await client.query('commit');
      for (const [key, id] of added) this.#ids.set(key, id);
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }

  /** Remembers those that the table has, and takes them out of `missing`. */
  async #find(client: ClientBase, missing: Map<string, NewValue>): Promise<void> {
    const { table, columns, keyColumns } = this.#kind;
    const keys = columns.slice(0, keyColumns);
    const { rows } = await client.query<[number, ...string[]]>({
      text: `select id, ${keys.join(', ')} from ${table}
        where (${keys.join(', ')}) in (select * from unnest(${textArrays(keyColumns)}))`,
      values: columnsOf(
        Array.from(missing.values(), (value) => value.values),
        keyColumns,
      ),
      rowMode: 'array',
    });
    const found = new Map(rows.map(([id, ...values]) => [values.join('\n'), id]));
    for (const [key, { values }] of missing) {
      const id = found.get(values.slice(0, keyColumns).join('\n'));
      if (id === undefined) continue;
      this.#ids.set(key, id);
      missing.delete(key);
    }
  }

  /** Gives out the next numbers, as many as the cap allows. */
  async #add(client: ClientBase, missing: ReadonlyMap<string, NewValue>) {
    const { table } = this.#kind;
    const greatest = await client.query<{ id: number }>(`select max(id) as id from ${table}`);
    const nextId = (greatest.rows[0]?.id ?? 0) + 1;
    const places = Math.max(0, this.#lastId - nextId + 1);
    const ids = new Map<string, NewValue & { readonly id: number }>();
    for (const value of missing.values()) {
      const key = value.values.join('\n');
      if (ids.size < places && !ids.has(key)) ids.set(key, { id: nextId + ids.size, ...value });
    }
    this.#full = ids.size === places;
    await this.#insert(client, [...ids.values()]);
    return [...missing].flatMap(([key, { values }]): [string, number][] => {
      const added = ids.get(values.join('\n'));
      return added === undefined ? [] : [[key, added.id]];
    });
  }

  async #insert(client: ClientBase, rows: readonly (NewValue & { readonly id: number })[]): Promise<void> {
    const { table, columns, dated } = this.#kind;
    const numbers = [rows.map((row) => row.id), ...(dated ? [rows.map((row) => row.day)] : [])];
    const texts = columnsOf(
      rows.map((row) => row.values),
      columns.length,
    );
    const arrays = [
      textArrays(columns.length),
      ...numbers.map((_, index) => `$${columns.length + 1 + index}::int[]`),
    ];
    await client.query(
      `insert into ${table} (${columns.join(', ')}, id${dated ? ', last_day' : ''})
        select * from unnest(${arrays.join(', ')})`,
      [...texts, ...numbers],
    );
  }
}

function textArrays(count: number): string {
  return Array.from({ length: count }, (_, index) => `$${index + 1}::text[]`).join(', ');
}

function columnsOf(rows: readonly (readonly string[])[], count: number): string[][] {
  return Array.from({ length: count }, (_, column) => rows.map((values) => values[column] ?? ''));
}
