import type { PoolClient } from 'pg';
import { classOfFlags, scanClass } from '../../core/scans/hit.ts';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { firstIdOfDay } from '../../core/stats/month.ts';
import type { BatchResult, HitBatch, ScanSink, TailScan } from '../../core/store.ts';
import { BatchTotals, nothingInserted } from '../sink/batch-totals.ts';
import { agentKind, type DictionaryCaps, geoKind, referrerKind } from '../sink/dictionary-rows.ts';
import { Dictionary } from './dictionary.ts';
import { intArray } from './int-array.ts';
import { lockStatement } from './locks.ts';
import { Partitions } from './partitions.ts';
import { clientConfig, openPool, withClient } from './pool.ts';
import { notifyScans } from './scan-signals.ts';

const poolSize = 2;

/** Where the single hits of batches go. Everything that is counted of them stays here. */
export interface BatchRows {
  /**
   * Before the transaction that counts a batch, and again before each further attempt. What it gives inserts the hits
   * `kept`, in that transaction, and tells code, id and flags of those that no earlier batch had stored.
   */
  prepare(client: PoolClient, batch: HitBatch): Promise<InsertRows>;
  tail(client: PoolClient, codeNums: readonly number[], fromId: number): Promise<readonly TailScan[]>;
  close(): Promise<void>;
}

export type InsertRows = (
  client: PoolClient,
  rows: EncodedHits,
  kept: readonly number[],
) => Promise<readonly (readonly [code: number, id: number, flags: number])[]>;

export function openPostgresSink(
  url: string,
  durability: 'safe' | 'fast',
  caps: DictionaryCaps,
  batchRows: BatchRows = partitionedRows(),
): ScanSink {
  const config = clientConfig(url, durability === 'fast' ? '-c synchronous_commit=off' : '');
  // Whoever uses a lost connection is told by the failing call.
  const pool = openPool(config, poolSize, () => {});
  const sink = new PostgresSink(caps, batchRows);
  return {
    storeBatch: (batch) => withClient(pool, (client) => sink.storeBatch(client, batch)),
    tail: (codeNums, fromId) => withClient(pool, (client) => batchRows.tail(client, codeNums, fromId)),
    async close() {
      await batchRows.close();
      await pool.end();
    },
  };
}

class PostgresSink {
  readonly #batchRows: BatchRows;
  readonly #geo: Dictionary;
  readonly #agents: Dictionary;
  readonly #referrers: Dictionary;

  constructor(caps: DictionaryCaps, batchRows: BatchRows) {
    this.#batchRows = batchRows;
    this.#geo = new Dictionary(geoKind, Number.MAX_SAFE_INTEGER);
    this.#agents = new Dictionary(agentKind, caps.agents);
    this.#referrers = new Dictionary(referrerKind, caps.referrers);
  }

  async storeBatch(client: PoolClient, batch: HitBatch): Promise<BatchResult> {
    const insert = await this.#batchRows.prepare(client, batch);
    const rows: EncodedHits = {
      hits: batch.hits,
      geo: await this.#geo.idsOf(client, batch.hits),
      ua: await this.#agents.idsOf(client, batch.hits),
      ref: await this.#referrers.idsOf(client, batch.hits),
    };
    // The lock in a statement before the codes are read: a code deleted meanwhile is then seen as deleted.
    await client.query(`begin; ${lockStatement('sinks', 'shared')}`);
    try {
      const result = await storeRows(client, batch, rows, insert);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  }
}

/** The hits and, in their order, their numbers in the dictionaries. */
export interface EncodedHits {
  readonly hits: readonly EnrichedHit[];
  readonly geo: readonly number[];
  readonly ua: readonly number[];
  readonly ref: readonly number[];
}

async function storeRows(
  client: PoolClient,
  batch: HitBatch,
  rows: EncodedHits,
  insert: InsertRows,
): Promise<BatchResult> {
  const last = await client.query<{ batch: string }>({
    name: 'last-batch',
    text: 'select batch from drains where spool = $1 for update',
    values: [batch.spool],
  });
  if (last.rows[0]?.batch === batch.id) return nothingInserted;
  const codes = await readCodes(client, batch.hits);
  const kept = batch.hits.flatMap((hit, index) => (codes.has(hit.code) ? [index] : []));
  const totals = addUp(batch.hits, await insert(client, rows, kept));
  await addTotals(client, totals);
  const result = totals.result(batch.hits.length - kept.length);
  await noteLate(client, result.stored);
  await notifyScans(client, batch, result.stored);
  await client.query({
    name: 'set-batch',
    text: `insert into drains (spool, batch, at) values ($1, $2, $3)
      on conflict (spool) do update set batch = excluded.batch, at = excluded.at`,
    values: [batch.spool, batch.id, Date.now()],
  });
  return result;
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

/** The table of scans of this database, a partition a month. */
function partitionedRows(): BatchRows {
  const partitions = new Partitions();
  return {
    async prepare(client, batch) {
      await partitions.ensure(
        client,
        batch.hits.map((hit) => hit.id),
      );
      return insertScans;
    },
    tail: readTail,
    close: async () => {},
  };
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
  return rows;
}

function addUp(hits: readonly EnrichedHit[], rows: Awaited<ReturnType<InsertRows>>): BatchTotals {
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

/** The closed day is read behind the lock of the sinks, which whoever closes days holds alone. */
async function noteLate(client: PoolClient, stored: readonly number[]): Promise<void> {
  const { rows } = await client.query<{ day: number }>({
    name: 'closed-day',
    text: 'select closed_day as day from sealing where id = 1',
  });
  const openFromId = firstIdOfDay(rows[0]?.day ?? 0);
  const [codes, ids]: [number[], number[]] = [[], []];
  for (let at = 0; at < stored.length; at += 2) {
    const [code = 0, id = 0] = [stored[at], stored[at + 1]];
    if (id >= openFromId) continue;
    codes.push(code);
    ids.push(id);
  }
  if (ids.length === 0) return;
  await client.query({
    name: 'note-late',
    text: `insert into late_hits (code_num, id) select * from unnest($1::int[], $2::bigint[])
      on conflict do nothing`,
    values: [intArray(codes), intArray(ids)],
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
