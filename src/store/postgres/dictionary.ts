import type { ClientBase } from 'pg';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { type DictionaryKind, lastIdOf } from '../sink/dictionary-rows.ts';
import { lockStatement } from './locks.ts';

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
    const missing = new Map<string, readonly string[]>();
    for (const hit of hits) {
      const key = this.#kind.keyOf(hit);
      if (!this.#ids.has(key)) missing.set(key, this.#kind.valuesOf(hit));
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

  async #learn(client: ClientBase, missing: Map<string, readonly string[]>): Promise<void> {
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
  async #find(client: ClientBase, missing: Map<string, readonly string[]>): Promise<void> {
    const { table, columns, keyColumns } = this.#kind;
    const keys = columns.slice(0, keyColumns);
    const { rows } = await client.query<[number, ...string[]]>({
      text: `select id, ${keys.join(', ')} from ${table}
        where (${keys.join(', ')}) in (select * from unnest(${textArrays(keyColumns)}))`,
      values: columnsOf([...missing.values()], keyColumns),
      rowMode: 'array',
    });
    const found = new Map(rows.map(([id, ...values]) => [values.join('\n'), id]));
    for (const [key, values] of missing) {
      const id = found.get(values.slice(0, keyColumns).join('\n'));
      if (id === undefined) continue;
      this.#ids.set(key, id);
      missing.delete(key);
    }
  }

  /** Gives out the next numbers, as many as the cap allows. */
  async #add(client: ClientBase, missing: ReadonlyMap<string, readonly string[]>) {
    const { table, columns } = this.#kind;
    const greatest = await client.query<{ id: number }>(`select max(id) as id from ${table}`);
    const nextId = (greatest.rows[0]?.id ?? 0) + 1;
    const places = Math.max(0, this.#lastId - nextId + 1);
    const ids = new Map<string, { readonly id: number; readonly values: readonly string[] }>();
    for (const values of missing.values()) {
      const key = values.join('\n');
      if (ids.size < places && !ids.has(key)) ids.set(key, { id: nextId + ids.size, values });
    }
    this.#full = ids.size === places;
    const rows = [...ids.values()];
    await client.query(
      `insert into ${table} (${columns.join(', ')}, id) select * from unnest(${textArrays(columns.length)},
        $${columns.length + 1}::int[])`,
      [
        ...columnsOf(
          rows.map((row) => row.values),
          columns.length,
        ),
        rows.map((row) => row.id),
      ],
    );
    return [...missing].flatMap(([key, values]): [string, number][] => {
      const added = ids.get(values.join('\n'));
      return added === undefined ? [] : [[key, added.id]];
    });
  }
}

function textArrays(count: number): string {
  return Array.from({ length: count }, (_, index) => `$${index + 1}::text[]`).join(', ');
}

function columnsOf(rows: readonly (readonly string[])[], count: number): string[][] {
  return Array.from({ length: count }, (_, column) => rows.map((values) => values[column] ?? ''));
}
