import type { HitBatch, ScanSink } from '../../core/store.ts';
import { type BatchRows, type EncodedHits, openPostgresSink } from '../postgres/scan-sink.ts';
import type { ScanTable as ScanTableRow } from '../schema.ts';
import type { DictionaryCaps } from '../sink/dictionary-rows.ts';
import { holdBatch, type NotedBatch, noteBatch } from './batches.ts';
import { openClickHouseRunner } from './runner.ts';
import { openScanTable, type ScanTable } from './scan-table.ts';

/** ClickHouse makes a part of each insertion and merges them later: it wants few and large ones. */
const batchMax = 20_000;
const lingerMs = 1_000;

/**
 * Rows go to ClickHouse, then totals, late hits and the batch's id to PostgreSQL in one transaction. Whatever ends in
 * between is done again with the same batch: its rows take the place of themselves, and are counted once. Commits of
 * PostgreSQL are waited for in any case: what it forgot would be in ClickHouse and never be counted.
 */
export function openClickHouseSink(url: string, clickhouseUrl: string, caps: DictionaryCaps): ScanSink {
  const runner = openClickHouseRunner(clickhouseUrl);
  const table = openScanTable(runner);
  const rows: BatchRows = {
    async prepare(client, batch) {
      const noted = await noteBatch(client, batch, () => table.stored(batch.hits));
      return async (trx, encoded, kept) => {
        if (!(await holdBatch(trx, batch))) return [];
        return await insertBatch(table, batch, noted, rowsOf(encoded, kept));
      };
    },
    tail: (_, codeNums, fromId) => table.tail(codeNums, fromId),
    close: () => runner.close(),
  };
  return { ...openPostgresSink(url, 'safe', caps, rows), batchMax, lingerMs };
}

function rowsOf({ hits, geo, ua, ref }: EncodedHits, kept: readonly number[]): ScanTableRow[] {
  return kept.flatMap((index) => {
    const hit = hits[index];
    if (hit === undefined) return [];
    const numbers = { geo: geo[index] ?? 0, ua: ua[index] ?? 0, ref: ref[index] ?? 0 };
    return { code_num: hit.code, id: hit.id, ...numbers, visitor: hit.visitor, flags: hit.flags };
  });
}

async function insertBatch(
  table: ScanTable,
  batch: HitBatch,
  noted: NotedBatch,
  rows: readonly ScanTableRow[],
): Promise<[number, number, number][]> {
  const fresh = new Map(rows.map((row) => [keyOf(row.code_num, row.id), row]));
  for (const hit of noted.known) fresh.delete(keyOf(hit.code, hit.id));
  const counted = [...fresh.values()];
  // The token would let a part of the batch pass for the whole: what is left of it goes without one.
  if (noted.isRetry)
    for (const hit of await table.stored(hitsOf(counted))) fresh.delete(keyOf(hit.code, hit.id));
  await table.insert([...fresh.values()], noted.num, noted.isRetry ? null : `${batch.spool} ${batch.id}`);
  return counted.map((row) => [row.code_num, row.id, row.flags]);
}

function hitsOf(rows: readonly ScanTableRow[]) {
  return rows.map((row) => ({ code: row.code_num, id: row.id }));
}

function keyOf(code: number, id: number): string {
  return `${code} ${id}`;
}
