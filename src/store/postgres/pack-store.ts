import type { Pool, PoolClient } from 'pg';
import {
  type LateHit,
  LeaseLost,
  nodeOfHolder,
  type Pack,
  type PackStore,
  type PackWrite,
} from '../../core/stats/port.ts';
import { monthOfPackId, packIdOf } from '../queries/scan-days.ts';
import { intArray } from './int-array.ts';
import { lockStatement } from './locks.ts';
import { clientConfig, openPool, withClient } from './pool.ts';
import { readSnapshot } from './stat-reads.ts';

/** A snapshot, and a write beside it. */
const poolSize = 3;
/** Agents noted in one transaction, so that each is short. */
const agentsPerTransaction = 5_000;

/**
 * Packs lost in a crash are made again: how far they are whole is written with them, and the log of the server keeps
 * the order of commits. So nobody waits for their commits.
 */
export function openPostgresPackStore(url: string): PackStore {
  const pool = openPool(clientConfig(url, '-c synchronous_commit=off'), poolSize, () => {});
  const claimed = (holder: string, work: (client: PoolClient) => Promise<void>, lock?: string) =>
    inClaim(pool, holder, work, lock);
  return {
    read: (work) => readSnapshot(pool, work),
    claim: (holder, nowMs, leaseMs) => withClient(pool, (client) => claim(client, holder, nowMs, leaseMs)),
    renew: (holder, nowMs, leaseMs) =>
      claimed(holder, async (client) => {
        await client.query('update sealing set leased_until = $1 where id = 1', [nowMs + leaseMs]);
      }),
    release: (holder) =>
      withClient(pool, async (client) => {
        const text = 'update sealing set holder = null, leased_until = 0 where id = 1 and holder = $1';
        await client.query(text, [holder]);
      }),
    // Alone among the sinks: batches on their way are stored, and seen, before; later ones read the new day.
    closeDays: (holder, day) =>
      claimed(
        holder,
        async (client) => {
          const text = 'update sealing set closed_day = greatest(closed_day, $1) where id = 1';
          await client.query(text, [day]);
        },
        lockStatement('sinks'),
      ),
    setSealed: (holder, day) =>
      claimed(holder, async (client) => {
        const text = `update sealing set sealed_day = greatest(sealed_day, $1), target_day = 0, after_code = 0
          where id = 1`;
        await client.query(text, [day]);
      }),
    codesAfter: (code, limit) => withClient(pool, (client) => codesAfter(client, code, limit)),
    write: (holder, write) => claimed(holder, (client) => writeAll(client, write)),
    noteAgents: (agents, day) => withClient(pool, (client) => noteAgents(client, agents, day)),
    close: () => pool.end(),
  };
}

/** @param lock taken before the row of the claim, in the order of all locks */
function inClaim(
  pool: Pool,
  holder: string,
  work: (client: PoolClient) => Promise<void>,
  lock = 'select 1',
): Promise<void> {
  return withClient(pool, async (client) => {
    await client.query(`begin; ${lock}`);
    try {
      const { rows } = await client.query<{ holder: string | null }>(
        'select holder from sealing where id = 1 for update',
      );
      if (rows[0]?.holder !== holder) throw new LeaseLost();
      await work(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  });
}

async function claim(client: PoolClient, holder: string, nowMs: number, leaseMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update sealing set holder = $1, leased_until = $2
      where id = 1 and (holder is null or leased_until <= $3 or starts_with(holder, $4))`,
    [holder, nowMs + leaseMs, nowMs, nodeOfHolder(holder)],
  );
  return rowCount === 1;
}

async function codesAfter(client: PoolClient, code: number, limit: number): Promise<number[]> {
  const { rows } = await client.query<[number]>({
    text: 'select distinct code_num from code_totals where code_num > $1 order by code_num limit $2',
    values: [code, limit],
    rowMode: 'array',
  });
  return rows.map(([num]) => num);
}

async function writeAll(client: PoolClient, write: PackWrite): Promise<void> {
  const { packs, removed, settled, folded, progress } = write;
  const written = packs.length === 0 ? [] : await writePacks(client, packs);
  const gone = removed.length === 0 ? [] : await removePacks(client, removed);
  await raiseVersions(client, new Set([...written, ...gone]));
  await eraseHits(client, 'late_hits', [...settled, ...folded]);
  await eraseHits(client, 'scans', folded);
  if (progress === undefined) return;
  const text = 'update sealing set target_day = $1, after_code = $2 where id = 1';
  await client.query(text, [progress.targetDay, progress.afterCode]);
}

/** Gives the months of those that were written. */
async function writePacks(client: PoolClient, packs: readonly Pack[]): Promise<number[]> {
  const { rows } = await client.query<[number]>({
    name: 'write-packs',
    text: `insert into packs (id, erased_days, marginals, hours, detail)
      select pack.id, pack.erased_days, pack.marginals, pack.hours, pack.detail
      from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[])
        as pack (code, id, erased_days, marginals, hours, detail)
      where exists (select 1 from codes where codes.num = pack.code and codes.deleted_at is null)
      on conflict (id) do update set erased_days = packs.erased_days | excluded.erased_days,
        marginals = excluded.marginals, hours = excluded.hours, detail = excluded.detail
      returning id`,
    values: [
      intArray(packs.map((pack) => pack.code)),
      intArray(packs.map((pack) => packIdOf(pack.code, pack.month))),
      intArray(packs.map((pack) => pack.erasedDays)),
      packs.map((pack) => pack.marginals),
      packs.map((pack) => pack.hours),
      packs.map((pack) => pack.detail),
    ],
    rowMode: 'array',
  });
  return rows.map(([id]) => monthOfPackId(id));
}

/** Gives the months of those that were there. */
async function removePacks(client: PoolClient, removed: PackWrite['removed']): Promise<number[]> {
  const { rows } = await client.query<[number]>({
    name: 'remove-packs',
    text: 'delete from packs where id = any($1::bigint[]) returning id',
    values: [intArray(removed.map(({ code, month }) => packIdOf(code, month)))],
    rowMode: 'array',
  });
  return rows.map(([id]) => monthOfPackId(id));
}

async function raiseVersions(client: PoolClient, months: ReadonlySet<number>): Promise<void> {
  if (months.size === 0) return;
  await client.query({
    name: 'raise-versions',
    text: `insert into pack_months (month, version) select month, 1 from unnest($1::int[]) as month
      on conflict (month) do update set version = pack_months.version + 1`,
    values: [intArray(months)],
  });
}

async function eraseHits(client: PoolClient, table: 'late_hits' | 'scans', hits: readonly LateHit[]) {
  if (hits.length === 0) return;
  await client.query({
    name: `erase-${table}`,
    text: `delete from ${table} using unnest($1::int[], $2::bigint[]) as hit (code, id)
      where ${table}.code_num = hit.code and ${table}.id = hit.id`,
    values: [intArray(hits.map((hit) => hit.code)), intArray(hits.map((hit) => hit.id))],
  });
}

async function noteAgents(client: PoolClient, agents: readonly number[], day: number): Promise<void> {
  const ordered = agents.toSorted((a, b) => a - b);
  for (let start = 0; start < ordered.length; start += agentsPerTransaction) {
    // Locked by id, as all do who write several: two of them cannot lock each other out.
    await client.query({
      name: 'note-agents',
      text: `update ua_dict set last_day = $2 where id in (
        select id from ua_dict where id = any($1::int[]) and last_day < $2 order by id for update
      )`,
      values: [intArray(ordered.slice(start, start + agentsPerTransaction)), day],
    });
  }
}
