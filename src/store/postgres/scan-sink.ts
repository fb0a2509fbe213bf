import type { Pool, PoolClient } from 'pg';
import { classOfFlags, scanClass } from '../../core/scans/hit.ts';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import type { BatchResult, HitBatch, ScanSink, TailScan } from '../../core/store.ts';
import { BatchTotals, nothingInserted } from '../sink/batch-totals.ts';
import { agentKind, type DictionaryCaps, geoKind, referrerKind } from '../sink/dictionary-rows.ts';
import { Dictionary } from './dictionary.ts';
import { isOutage, toStoreError } from './failure.ts';
import { lockStatement } from './locks.ts';
import { Partitions } from './partitions.ts';
import { clientConfig, openPool } from './pool.ts';

const poolSize = 2;

export function openPostgresSink(url: string, durability: 'safe' | 'fast', caps: DictionaryCaps): ScanSink {
  const config = clientConfig(url, durability === 'fast' ? '-c synchronous_commit=off' : '');
  // Whoever uses a lost connection is told by the failing call.
  const pool = openPool(config, poolSize, () => {});
  const sink = new PostgresSink(caps);
  return {
    storeBatch: (batch) => withClient(pool, (client) => sink.storeBatch(client, batch)),
    tail: (codeNums, fromId) => withClient(pool, (client) => readTail(client, codeNums, fromId)),
    close: () => pool.end(),
  };
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let client: PoolClient | undefined;
  let broken = false;
  try {
    client = await pool.connect();
    return await work(client);
  } catch (error) {
    broken = isOutage(error);
    throw toStoreError(error);
  } finally {
    client?.release(broken);
  }
}

class PostgresSink {
  readonly #partitions = new Partitions();
  readonly #geo: Dictionary;
  readonly #agents: Dictionary;
  readonly #referrers: Dictionary;

  constructor(caps: DictionaryCaps) {
    this.#geo = new Dictionary(geoKind, Number.MAX_SAFE_INTEGER);
    this.#agents = new Dictionary(agentKind, caps.agents);
    this.#referrers = new Dictionary(referrerKind, caps.referrers);
  }

  async storeBatch(client: PoolClient, batch: HitBatch): Promise<BatchResult> {
    const ids = batch.hits.map((hit) => hit.id);
    await this.#partitions.ensure(client, ids);
    const rows: EncodedHits = {
      hits: batch.hits,
      geo: await this.#geo.idsOf(client, batch.hits),
      ua: await this.#agents.idsOf(client, batch.hits),
      ref: await this.#referrers.idsOf(client, batch.hits),
    };
    // The lock in a statement before the codes are read: a code deleted meanwhile is then seen as deleted.
    await client.query(`begin; ${lockStatement('sinks', 'shared')}`);
    try {
      const result = await storeRows(client, batch, rows);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  }
}

/** The hits and, in their order, their numbers in the dictionaries. */
interface EncodedHits {
  readonly hits: readonly EnrichedHit[];
  readonly geo: readonly number[];
  readonly ua: readonly number[];
  readonly ref: readonly number[];
}

async function storeRows(client: PoolClient, batch: HitBatch, rows: EncodedHits): Promise<BatchResult> {
  const last = await client.query<{ batch: string }>({
    name: 'last-batch',
    text: 'select batch from drains where spool = $1 for update',
    values: [batch.spool],
  });
  if (last.rows[0]?.batch === batch.id) return nothingInserted;
  const codes = await readCodes(client, batch.hits);
  const kept = batch.hits.flatMap((hit, index) => (codes.has(hit.code) ? [index] : []));
  const totals = await insertScans(client, rows, kept);
  await addTotals(client, totals);
  await client.query({
    name: 'set-batch',
    text: `insert into drains (spool, batch, at) values ($1, $2, $3)
      on conflict (spool) do update set batch = excluded.batch, at = excluded.at`,
    values: [batch.spool, batch.id, Date.now()],
  });
  return totals.result(batch.hits.length - kept.length);
}

async function readCodes(client: PoolClient, hits: readonly EnrichedHit[]): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<[number]>({
    name: 'codes',
    text: 'select num from codes where num = any($1::int[]) and deleted_at is null',
    values: [intArray([...new Set(hits.map((hit) => hit.code))])],
    rowMode: 'array',
  });
  return new Set(rows.map(([num]) => num));
}

async function insertScans(client: PoolClient, encoded: EncodedHits, kept: readonly number[]) {
  const { hits, geo, ua, ref } = encoded;
  const column = (pick: (index: number) => number | undefined) => intArray(kept.map(pick));
  const { rows } = await client.query<[number, number, number]>({
    name: 'insert-scans',
    text: `insert into scans (code_num, id, geo, ua, ref, visitor, flags)
      select * from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::smallint[])
      on conflict do nothing returning code_num, id, flags`,
    values: [
      column((index) => hits[index]?.code),
      column((index) => hits[index]?.id),
      column((index) => geo[index]),
      column((index) => ua[index]),
      column((index) => ref[index]),
      column((index) => hits[index]?.visitor),
      column((index) => hits[index]?.flags),
    ],
    rowMode: 'array',
  });
  const workspaces = new Map(hits.map((hit) => [hit.code, hit.workspace]));
  const totals = new BatchTotals();
  for (const [code, id, flags] of rows) totals.add(code, workspaces.get(code) ?? 0, id, flags);
  return totals;
}

async function addTotals(client: PoolClient, totals: BatchTotals): Promise<void> {
  const codes = totals.codes();
  await client.query({
    name: 'add-totals',
    text: `insert into code_totals (code_num, class, hits)
      select * from unnest($1::int[], $2::smallint[], $3::bigint[])
      on conflict (code_num, class) do update set hits = code_totals.hits + excluded.hits`,
    values: [
      intArray(codes.map((total) => total.code)),
      intArray(codes.map((total) => total.class)),
      intArray(codes.map((total) => total.hits)),
    ],
  });
  const months = totals.months();
  await client.query({
    name: 'add-months',
    text: `insert into workspace_months (workspace_num, month, scans)
      select * from unnest($1::int[], $2::text[], $3::bigint[])
      on conflict (workspace_num, month) do update set scans = workspace_months.scans + excluded.scans`,
    values: [
      intArray(months.map((month) => month.workspace)),
      months.map((month) => month.month),
      intArray(months.map((month) => month.scans)),
    ],
  });
}

async function readTail(
  client: PoolClient,
  codeNums: readonly number[],
  fromId: number,
): Promise<TailScan[]> {
  const { rows } = await client.query<TailScan>(
    `select code_num as code, id, visitor from scans
      where code_num = any($1::int[]) and id >= $2 and (flags & ${classMask}) = ${scanClass} order by id`,
    [intArray(codeNums), fromId],
  );
  return rows;
}

/** The bits that `classOfFlags` keeps. */
const classMask = classOfFlags(-1);

/** An array literal made in one go: the driver's own way quotes number by number and takes four times as long. */
function intArray(values: readonly (number | undefined)[]): string {
  return `{${values.join(',')}}`;
}
