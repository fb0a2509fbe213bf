import type { ClientBase } from 'pg';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { dayOfId } from '../../core/stats/month.ts';
import { type DictionaryKind, lastIdOf } from '../sink/dictionary-rows.ts';
import { lockStatement } from './locks.ts';

interface Value {
  readonly values: readonly string[];
  /** The last one of the hits that it came with. */
  readonly day: number;
}

interface Known {
  readonly id: number;
  /** The last day of a hit that the row tells of; without end where it tells none. */
  readonly day: number;
}

/**
 * Numbers of one dictionary, remembered in memory. The table is the truth: other nodes add to it, and values that were
 * not seen for long are forgotten there. So a value is looked up again when a hit of a later day has it.
 */
export class Dictionary {
  readonly #kind: DictionaryKind;
  readonly #lastId: number;
  readonly #known = new Map<string, Known>();
  #loaded = false;
  #full = false;

  constructor(kind: DictionaryKind, cap: number) {
    this.#kind = kind;
    this.#lastId = lastIdOf(kind, cap);
  }

  /**
   * The number of every hit, in their order. What is new of values is stored in a transaction of its own, before that
   * of the batch: if the batch fails, it stays, unused, and what is remembered is true in any case.
   */
  async idsOf(client: ClientBase, hits: readonly EnrichedHit[]): Promise<number[]> {
    if (!this.#loaded) await this.#load(client);
    const wanted = new Map<string, Value>();
    for (const hit of hits) {
      const key = this.#kind.keyOf(hit);
      const day = dayOfId(hit.id);
      if ((this.#known.get(key)?.day ?? -1) >= day || (wanted.get(key)?.day ?? -1) >= day) continue;
      wanted.set(key, { values: this.#kind.valuesOf(hit), day });
    }
    if (wanted.size > 0) await this.#learn(client, wanted);
    return hits.map((hit) => this.#known.get(this.#kind.keyOf(hit))?.id ?? this.#kind.otherId);
  }

  async #load(client: ClientBase): Promise<void> {
    const { table, columns, keyColumns } = this.#kind;
    const keys = columns.slice(0, keyColumns);
    const { rows } = await client.query<[number, number, ...string[]]>({
      text: `select id, ${this.#dayColumn()}, ${keys.join(', ')} from ${table}`,
      rowMode: 'array',
    });
    for (const [id, day, ...values] of rows) this.#known.set(values.join('\n'), this.#knownAs(id, day));
    this.#loaded = true;
  }

  async #learn(client: ClientBase, wanted: ReadonlyMap<string, Value>): Promise<void> {
    const found = await this.#find(client, wanted);
    const isOver = ([key, { day }]: [string, Value]) =>
      (found.get(key)?.day ?? (this.#full ? day : -1)) >= day;
    // Another node may have stored them a moment ago.
    if ([...wanted].every(isOver)) return this.#remember(wanted, found);
    await client.query('begin');
    try {
      // Held by whoever forgets as well: what is found here is not forgotten before its day is raised.
      await client.query(lockStatement('dictionaries'));
      const there = await this.#find(client, wanted);
      const seen = await this.#raiseDays(client, wanted, there);
      const added = this.#full
        ? []
        : await this.#add(client, new Map([...wanted].filter(([key]) => !there.has(key))));
      await client.query('commit');
      this.#remember(wanted, new Map([...seen, ...added]));
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }

  /** What the table does not have is forgotten here, too. */
  #remember(wanted: ReadonlyMap<string, Value>, found: ReadonlyMap<string, Known>): void {
    for (const key of wanted.keys()) {
      const known = found.get(key);
      if (known === undefined) this.#known.delete(key);
      else this.#known.set(key, known);
    }
  }

  /** Those that the table has. */
  async #find(client: ClientBase, wanted: ReadonlyMap<string, Value>): Promise<Map<string, Known>> {
    const { table, columns, keyColumns } = this.#kind;
    const keys = columns.slice(0, keyColumns);
    const { rows } = await client.query<[number, number, ...string[]]>({
      text: `select id, ${this.#dayColumn()}, ${keys.join(', ')} from ${table}
        where (${keys.join(', ')}) in (select * from unnest(${textArrays(keyColumns)}))`,
      values: columnsOf(
        Array.from(wanted.values(), (value) => value.values),
        keyColumns,
      ),
      rowMode: 'array',
    });
    const found = new Map(rows.map(([id, day, ...values]) => [values.join('\n'), this.#knownAs(id, day)]));
    return new Map(
      [...wanted].flatMap(([key, { values }]): [string, Known][] => {
        const known = found.get(values.slice(0, keyColumns).join('\n'));
        return known === undefined ? [] : [[key, known]];
      }),
    );
  }

  /** Gives all that were found, with the days that their rows tell of now. */
  async #raiseDays(
    client: ClientBase,
    wanted: ReadonlyMap<string, Value>,
    found: ReadonlyMap<string, Known>,
  ): Promise<[string, Known][]> {
    const days = new Map<number, number>();
    const seen = [...found].map(([key, known]): [string, Known] => {
      const day = wanted.get(key)?.day ?? 0;
      if (day <= known.day) return [key, known];
      days.set(known.id, Math.max(day, days.get(known.id) ?? 0));
      return [key, { id: known.id, day }];
    });
    if (days.size === 0) return seen;
    // Locked by id, as all do who write several: two of them cannot lock each other out.
    await client.query(
      `with held as materialized (
          select id from ${this.#kind.table} where id = any($1::int[]) order by id for update
        )
        update ${this.#kind.table} as known set last_day = greatest(known.last_day, seen.day)
        from held join unnest($1::int[], $2::int[]) as seen (id, day) on seen.id = held.id
        where known.id = held.id`,
      [[...days.keys()], [...days.values()]],
    );
    return seen;
  }

  /** Gives out the next numbers, as many as the cap allows. */
  async #add(client: ClientBase, missing: ReadonlyMap<string, Value>): Promise<[string, Known][]> {
    if (missing.size === 0) return [];
    const { table } = this.#kind;
    const greatest = await client.query<{ id: number }>(`select max(id) as id from ${table}`);
    const nextId = (greatest.rows[0]?.id ?? 0) + 1;
    const places = Math.max(0, this.#lastId - nextId + 1);
    const ids = new Map<string, Value & { readonly id: number }>();
    for (const value of missing.values()) {
      const key = value.values.join('\n');
      if (ids.size < places && !ids.has(key)) ids.set(key, { id: nextId + ids.size, ...value });
    }
    this.#full = ids.size === places;
    await this.#insert(client, [...ids.values()]);
    return [...missing].flatMap(([key, { values }]): [string, Known][] => {
      const added = ids.get(values.join('\n'));
      return added === undefined ? [] : [[key, this.#knownAs(added.id, added.day)]];
    });
  }

  #dayColumn(): string {
    return this.#kind.dated ? 'last_day' : '0';
  }

  #knownAs(id: number, day: number): Known {
    return { id, day: this.#kind.dated ? day : Number.POSITIVE_INFINITY };
  }

  async #insert(client: ClientBase, rows: readonly (Value & { readonly id: number })[]): Promise<void> {
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
