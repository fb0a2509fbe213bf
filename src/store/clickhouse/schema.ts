import { scanEpochMs } from '../../core/scans/id.ts';
import type { ClickHouseRunner } from './runner.ts';

export const scansTable = 'scans';

/**
 * One row a hit, sorted as it is read: by code, then by id. A row of the same code and id takes the place of one with
 * a lower version. `T64` drops the bits that no value of a block uses, `Delta` turns ids into distances: a row takes
 * 12 to 13 bytes, half of them the visitor, which is random. Small granules, since a code's log is read a page at a
 * time. `batch` is the number under which PostgreSQL knows the batch: a snapshot leaves out those not yet counted.
 *
 * Partitions are UTC months of the id (milliseconds * 4096 since the epoch of ids). The window is the number of
 * blocks whose tokens are remembered: a batch that is sent again is one of the last. Parts are synced, which they are
 * not by default: a batch leaves the spool when it is stored, and is to be found after a power cut.
 */
const createScans = `
  CREATE TABLE IF NOT EXISTS ${scansTable} (
    code_num UInt32 CODEC(Delta, ZSTD(1)),
    id UInt64 CODEC(Delta, T64, ZSTD(1)),
    geo UInt32 CODEC(T64, ZSTD(1)),
    ua UInt32 CODEC(T64, ZSTD(1)),
    ref UInt32 CODEC(T64, ZSTD(1)),
    visitor UInt64 CODEC(T64, ZSTD(1)),
    flags UInt16 CODEC(ZSTD(1)),
    batch UInt64 DEFAULT 0 CODEC(Delta, T64, ZSTD(1)),
    version UInt32 DEFAULT 0 CODEC(ZSTD(1))
  )
  ENGINE = ReplacingMergeTree(version)
  PARTITION BY toYYYYMM(toDateTime(intDiv(id, 4096000) + ${scanEpochMs / 1000}, 'UTC'))
  ORDER BY (code_num, id)
  SETTINGS index_granularity = 2048, non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1`;

/** Safe when several do it at once. */
export async function createScansTable(runner: ClickHouseRunner): Promise<void> {
  await runner.command(createScans, {});
}
