import type { ClientBase } from 'pg';
import type { LateHit } from '../../core/stats/port.ts';
import type { HitBatch } from '../../core/store.ts';
import type { CountedBatches } from './scan-table.ts';

/**
 * What PostgreSQL knows of the batches whose rows are in ClickHouse. No transaction spans the two: a batch is noted
 * here before its first row is inserted there, with those of its hits that were stored before, by other batches. An
 * attempt that broke off in between is then told from hits that came twice: its rows are there, and not counted.
 */
export const batchesTable = 'clickhouse_batches';

/**
 * One row a spool, for its last batch. `num` is given out under the lock of the counter's row, which is held to the
 * commit: whoever sees a number sees all lower ones.
 */
export const createBatches = `
  create table if not exists ${batchesTable} (
    spool text primary key, batch text not null, num bigint not null, from_id bigint not null, known text not null
  );
  alter table ${batchesTable} add column if not exists at timestamptz not null default now();
  create table if not exists clickhouse_counter (id integer primary key, num bigint not null);
  insert into clickhouse_counter values (1, 0) on conflict do nothing`;

export interface NotedBatch {
  /** Whether an attempt was made before, of which nobody knows how far it came. */
  readonly isRetry: boolean;
  /** Its rows bear it; rises from batch to batch. */
  readonly num: number;
  /** Hits of it that other batches had stored before the first attempt. */
  readonly known: readonly LateHit[];
}

/** Durable when it resolves. Of two that note the same batch, the first one's word stands. */
export async function noteBatch(
  client: ClientBase,
  batch: HitBatch,
  findKnown: () => Promise<readonly LateHit[]>,
): Promise<NotedBatch> {
  const noted = await findNoted(client, batch);
  if (noted !== undefined) return noted;
  const known = await findKnown();
  const fromId = batch.hits.reduce((least, hit) => Math.min(least, hit.id), Number.MAX_SAFE_INTEGER);
  const { rows } = await client.query<{ num: number }>(
    `with next as (update clickhouse_counter set num = num + 1 where id = 1 returning num)
      insert into ${batchesTable} as noted (spool, batch, num, from_id, known)
      select $1, $2, next.num, $3, $4 from next
      on conflict (spool) do update
        set batch = excluded.batch, num = excluded.num, from_id = excluded.from_id, known = excluded.known, at = now()
      where noted.batch <> excluded.batch returning num`,
    [batch.spool, batch.id, fromId, JSON.stringify(known)],
  );
  if (rows[0] !== undefined) return { isRetry: false, num: rows[0].num, known };
  const first = await findNoted(client, batch);
  if (first === undefined) throw new Error('a batch was noted and is gone: two drains have the same spool');
  return first;
}

async function findNoted(client: ClientBase, batch: HitBatch): Promise<NotedBatch | undefined> {
  const { rows } = await client.query<{ num: number; known: string }>(
    `select num, known from ${batchesTable} where spool = $1 and batch = $2`,
    [batch.spool, batch.id],
  );
  const [row] = rows;
  return row && { isRetry: true, num: row.num, known: JSON.parse(row.known) };
}

/** In the transaction that counts the batch: false when another one has counted it, which is waited for. */
export async function holdBatch(client: ClientBase, batch: HitBatch): Promise<boolean> {
  await client.query(`select 1 from ${batchesTable} where spool = $1 for update`, [batch.spool]);
  const { rows } = await client.query<{ batch: string }>('select batch from drains where spool = $1', [
    batch.spool,
  ]);
  return rows[0]?.batch !== batch.id;
}

/** A server that is away for longer than this in the middle of a batch does not hold others back. */
export const awaitedDays = 7;

const uncounted = `${batchesTable} noted left join drains on drains.spool = noted.spool
  where drains.batch is distinct from noted.batch`;

interface Uncounted {
  readonly spool: string;
  /** Its server was away for so long that nobody waits for it any more. */
  readonly isOld: boolean;
}

/** Batches with hits before an id that may be in ClickHouse, of which nothing is counted or noted as late yet. */
export async function listUncounted(client: ClientBase, beforeId: number): Promise<readonly Uncounted[]> {
  const { rows } = await client.query<Uncounted>(
    `select noted.spool, noted.at < now() - interval '${awaitedDays} days' as "isOld"
      from ${uncounted} and noted.from_id < $1`,
    [beforeId],
  );
  return rows;
}

/** In a snapshot: the batches that are counted in it. */
export async function readCounted(client: ClientBase): Promise<CountedBatches> {
  const counter = await client.query<{ num: number }>('select num from clickhouse_counter where id = 1');
  const { rows } = await client.query<{ num: number }>(`select noted.num from ${uncounted}`);
  return { last: counter.rows[0]?.num ?? 0, except: rows.map((row) => row.num) };
}
