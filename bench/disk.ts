import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Quantiles, quantilesOf } from './quantiles.ts';

interface SyncTimes {
  /** Writing 8 KiB over what is there and fdatasync, in ms: what a commit to a used write-ahead log costs. */
  readonly overwrite: Quantiles;
  /** The same behind the end of the file, whose length has to be written as well. */
  readonly append: Quantiles;
}

const block = Buffer.alloc(8_192, 1);
const blocks = 64;

export function measureSync(folder: string, times: number): SyncTimes {
  const file = join(folder, 'sync-probe');
  const fd = openSync(file, 'w');
  try {
    const append = Array.from({ length: times }, (_, n) => timeWrite(fd, n * block.length));
    const overwrite = Array.from({ length: times }, (_, n) => timeWrite(fd, (n % blocks) * block.length));
    return { overwrite: quantilesOf(overwrite), append: quantilesOf(append) };
  } finally {
    closeSync(fd);
    unlinkSync(file);
  }
}

function timeWrite(fd: number, position: number): number {
  const startedAt = performance.now();
  writeSync(fd, block, 0, block.length, position);
  fdatasyncSync(fd);
  return performance.now() - startedAt;
}
