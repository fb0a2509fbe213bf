import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSink } from '../../src/compose.ts';
import type { ScanSink } from '../../src/core/store.ts';
import { allMigrations } from '../../src/store/migrations/list.ts';
import { configOf, root, withCore } from '../quietzone.ts';
import type { BenchContext } from '../section.ts';
import { seedCodes } from './codes.ts';
import { createHitSource } from './hits.ts';

export interface Dataset {
  /** A data directory that nobody may write in: copy it. */
  readonly dir: string;
  readonly codes: number;
  readonly scans: number;
  /** How fast its scans went in, by batches of 20,000 without fsync; when it was made. */
  readonly storedPerSecond: number;
}

type Summary = Omit<Dataset, 'dir'>;

/** Raise it when what is made changes. */
const form = 1;
/** Another schema needs another data set. */
const schema = hash('sha256', JSON.stringify(allMigrations.map((one) => one.statements('sqlite')))).slice(
  0,
  8,
);
const batchHits = 20_000;
/** Thirteen months, the same ones for every run. */
export const fromMs = Date.UTC(2025, 9, 1);
export const toMs = Date.UTC(2026, 10, 1);
const seed = 20_250_101;

/** A SQLite store with codes and scans, made once and kept in `bench/data`. */
export async function ensureDataset(
  { say }: BenchContext,
  size: { readonly codes: number; readonly scans: number },
): Promise<Dataset> {
  const dir = join(root, 'bench/data', `codes-${size.codes}-scans-${size.scans}-${form}-${schema}`);
  const summary = join(dir, 'summary');
  if (existsSync(summary)) return { ...(JSON.parse(readFileSync(summary, 'utf8')) as Summary), dir };
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  say(`making ${size.codes} codes`);
  const workspace = await withCore(configOf(unfinished), async (core) => {
    await seedCodes(core, size.codes);
    return (await core.store.workspaces.list())[0]!.num;
  });
  const storedPerSecond = await storeScans(unfinished, size, workspace, say);
  rmSync(dir, { recursive: true, force: true });
  renameSync(unfinished, dir);
  const made: Summary = { ...size, storedPerSecond };
  writeFileSync(summary, JSON.stringify(made));
  return { ...made, dir };
}

/** A copy to work on. It is synced, since the first fsync of whoever works on it would wait for all of it. */
export function copyDataset(dataset: Dataset, dataDir: string): void {
  cpSync(dataset.dir, dataDir, { recursive: true });
  spawnSync('sync');
}

async function storeScans(
  dir: string,
  size: { readonly codes: number; readonly scans: number },
  workspace: number,
  say: (text: string) => void,
): Promise<number> {
  const open = () => openSink(configOf(dir, { SCAN_DURABILITY: 'fast' }));
  return fillStore(open, { ...size, workspace }, say);
}

/** Stores the thirteen months in the order of their times; gives the hits stored a second. */
export async function fillStore(
  open: () => Promise<ScanSink>,
  { codes, scans, workspace }: { readonly codes: number; readonly scans: number; readonly workspace: number },
  say: (text: string) => void,
): Promise<number> {
  const sink = await open();
  const nextHits = createHitSource({ codes, workspace, fromMs, toMs, hits: scans, seed });
  const startedAt = performance.now();
  try {
    for (let stored = 0; stored < scans; stored += batchHits) {
      const hits = nextHits(Math.min(batchHits, scans - stored));
      await sink.storeBatch({ id: `bench-${stored}`, spool: 'bench', hits });
      if (stored % 1_000_000 === 0) say(`storing scans: ${stored} of ${scans}`);
    }
  } finally {
    await sink.close();
  }
  return (scans / (performance.now() - startedAt)) * 1000;
}
