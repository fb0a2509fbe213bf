import type { Pool, PoolClient } from 'pg';
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
import { monthOfPackId, packIdsOf } from '../queries/scan-days.ts';
import { copyOut } from './copy-out.ts';
import { intArray } from './int-array.ts';
import { clientConfig, openPool, withClient } from './pool.ts';

const poolSize = 4;
/** As many as a page may hold; a code has a pack a month at most. */
const packsPerPage = 2_000;
const codesPerPageMin = 50;

export function openPostgresStatReads(url: string): StatReads {
  // Whoever uses a lost connection is told by the failing call.
  const pool = openPool(clientConfig(url), poolSize, () => {});
  return { read: (work) => readSnapshot(pool, work), close: () => pool.end() };
}

/** @param work is given the connection as well, whose transaction the snapshot is */
export function readSnapshot<T>(
  pool: Pool,
  work: (snapshot: StatSnapshot, client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    // The first query fixes the moment.
    await client.query('begin isolation level repeatable read read only; select 1');
    try {
      return await work(new PostgresSnapshot(client), client);
    } finally {
      await client.query('rollback').catch(() => {});
    }
  });
}

class PostgresSnapshot implements StatSnapshot {
  readonly #client: PoolClient;
  /** A connection answers one query at a time; whoever reads may ask for several at once. */
  readonly #inTurn = createTurns();

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async state(): Promise<SealState> {
    const [row] = await this.#query<[number, number, number, number]>(
      'select sealed_day, closed_day, target_day, after_code from sealing where id = 1',
    );
    if (row === undefined) throw new Error('the table sealing has lost its row');
    const [sealedDay, closedDay, targetDay, afterCode] = row;
    return { sealedDay, closedDay, targetDay, afterCode };
  }

  async lateHits(codes?: readonly number[]): Promise<readonly LateHit[]> {
    const [condition, values] =
      codes === undefined ? ['', []] : ['where code_num = any($1::int[])', [intArray(codes)]];
    const text = `select code_num, id from late_hits ${condition} order by code_num, id`;
    const rows = await this.#query<[number, number]>(text, values);
    return rows.map(([code, id]) => ({ code, id }));
  }

  async monthVersions(fromMonth: number, toMonth: number): Promise<ReadonlyMap<number, number>> {
    const text = 'select month, version from pack_months where month between $1 and $2';
    const rows = await this.#query<[number, number]>(text, [fromMonth, toMonth]);
    return new Map(rows);
  }

  async *packs(
    codes: readonly number[],
    fromMonth: number,
    toMonth: number,
    parts: readonly PackPart[],
  ): AsyncGenerator<readonly Pack[]> {
    const asked = packParts.filter((part) => parts.includes(part));
    const ordered = inOrder(codes);
    const step = Math.max(codesPerPageMin, Math.floor(packsPerPage / Math.max(1, toMonth - fromMonth + 1)));
    for (let start = 0; start < ordered.length; start += step) {
      const query = packQuery(ordered.slice(start, start + step), fromMonth, toMonth, asked);
      const rows = await this.#inTurn(() => copyOut(this.#client, query));
      const page: Pack[] = [];
      while (rows.next()) {
        const [code, id, erasedDays] = [rows.integer(), rows.bigint(), rows.integer()];
        const read = (part: PackPart) => (asked.includes(part) ? rows.bytes() : empty);
        // In the order of the columns.
        const [marginals, hours, detail] = [read('marginals'), read('hours'), read('detail')];
        page.push({ code, month: monthOfPackId(id), erasedDays, marginals, hours, detail });
      }
      if (page.length > 0) yield page;
    }
  }

  async *rows(codes: readonly number[], fromId: number, toId: number): AsyncGenerator<HitRows> {
    let left = inOrder(codes);
    let nextId = fromId;
    while (left.length > 0) {
      const query = hitQuery(left, nextId, fromId, toId);
      const rows = await this.#inTurn(() => copyOut(this.#client, query));
      const chunk = toColumns(rows).take();
      if (chunk.id.length > 0) yield chunk;
      if (chunk.id.length < hitsPerChunk) return;
      const lastCode = chunk.code[chunk.code.length - 1] ?? 0;
      nextId = (chunk.id[chunk.id.length - 1] ?? 0) + 1;
      left = left.slice(left.indexOf(lastCode));
    }
  }

  async places(ids: readonly number[]) {
    const rows = await this.#named('geo_dict', ['country', 'region', 'city'], ids);
    return rows.map(([id, country = '', region = '', city = '']) => ({ id, country, region, city }));
  }

  async agents(ids: readonly number[]) {
    const rows = await this.#named('ua_dict', ['device', 'os', 'browser'], ids);
    return rows.map(([id, device = '', os = '', browser = '']) => ({ id, device, os, browser }));
  }

  async referrers(ids: readonly number[]) {
    const rows = await this.#named('ref_dict', ['host'], ids);
    return rows.map(([id, host = '']) => ({ id, host }));
  }

  #named(table: string, columns: readonly string[], ids: readonly number[]) {
    const text = `select id, ${columns.join(', ')} from ${table} where id = any($1::int[])`;
    return this.#query<[number, ...string[]]>(text, [intArray(ids)]);
  }

  async #query<Row extends unknown[]>(text: string, values: unknown[] = []): Promise<Row[]> {
    const result = await this.#inTurn(() => this.#client.query<Row>({ text, values, rowMode: 'array' }));
    return result.rows;
  }
}

const empty = new Uint8Array(0);

/** One range of the key for each code, in the order of the codes. */
function packQuery(codes: readonly number[], fromMonth: number, toMonth: number, parts: readonly PackPart[]) {
  const [first, last] = packIdsOf(0, fromMonth, toMonth);
  const [codeStep] = packIdsOf(1);
  const columns = ['id', 'erased_days', ...parts];
  return `select codes.num, ${columns.map((column) => `own.${column}`).join(', ')} from ${numbered(codes)}
    cross join lateral (
      select ${columns.join(', ')} from packs
      where id between codes.num::bigint * ${codeStep} + ${first} and codes.num::bigint * ${codeStep} + ${last}
      order by id
    ) own order by codes.place`;
}

/**
 * One range of the key for each code, in the order of the codes, which ends with the chunk: the database stops
 * reading there. The first code goes on where the chunk before has ended.
 */
function hitQuery(codes: readonly number[], nextId: number, fromId: number, toId: number): string {
  return `select own.* from ${numbered(codes)}
    cross join lateral (
      select code_num, id, geo, ua, ref, visitor, flags from scans
      where code_num = codes.num and id >= ${fromId} and id < ${toId}
        and id >= (case codes.place when 1 then ${nextId} else ${fromId} end)
      order by id
    ) own order by codes.place limit ${hitsPerChunk}`;
}

function numbered(codes: readonly number[]): string {
  return `unnest('${intArray(codes)}'::int[]) with ordinality as codes (num, place)`;
}

function toColumns(rows: Awaited<ReturnType<typeof copyOut>>): HitColumns {
  const columns = new HitColumns();
  while (rows.next()) {
    const [code, id, geo, ua, ref] = [
      rows.integer(),
      rows.bigint(),
      rows.integer(),
      rows.integer(),
      rows.integer(),
    ];
    columns.add(code, id, geo, ua, ref, rows.bigint(), rows.smallint());
  }
  return columns;
}
