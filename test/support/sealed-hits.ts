import { randomInt } from 'node:crypto';
import { openPacks, openSink } from '../../src/compose.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { dayMs, dayStartMs } from '../../src/core/stats/month.ts';
import type { SealState } from '../../src/core/stats/port.ts';
import { firstOpenDay } from '../../src/ingest/sealer/day-end.ts';
import { openStore } from '../../src/store/open.ts';
import { configOf } from './scan-load.ts';
import { type Env, runCommand } from './server-process.ts';
import { phoneHit } from './stored-hits.ts';

export interface PastHits {
  readonly dataDir: string;
  readonly env?: Env;
  readonly slugs: readonly string[];
  readonly hits: number;
  /** Days before the first open one over which they are spread. */
  readonly days: number;
  /** The last of them, which have none. */
  readonly freeDays?: number;
  /** Comes with each of them. */
  readonly agent?: string;
}

/** Stores scans of past days as the drain of a server does, evenly over the codes. */
export async function storePastHits(past: PastHits): Promise<void> {
  const { dataDir, env = {}, slugs, hits, days, freeDays = 0 } = past;
  const config = configOf(dataDir, env);
  const codes = await findNums(dataDir, slugs, env);
  const sink = await openSink(config);
  const spanMs = (days - freeDays) * dayMs;
  const startMs = dayStartMs(firstOpenDay(Date.now()) - days);
  // So that hits of another call are others.
  const shiftMs = randomInt(1, 1_000);
  try {
    for (let from = 0; from < hits; from += batchHits) {
      const batch = Array.from({ length: Math.min(batchHits, hits - from) }, (_, n) => {
        const index = from + n;
        const timeMs = startMs + Math.floor((index / hits) * spanMs) + shiftMs;
        const hit = makeHit(codes[index % codes.length]!, firstScanIdAt(timeMs) + (index % 4096), index);
        return past.agent === undefined ? hit : { ...hit, ua: past.agent };
      });
      await sink.storeBatch({ id: `past ${from} ${randomInt(2 ** 40)}`, spool: 'past', hits: batch });
    }
  } finally {
    await sink.close();
  }
}

const batchHits = 2_000;
const countries = ['DE', 'AT', 'US', null] as const;
const browsers = ['Safari', 'Chrome', 'Firefox'] as const;

interface CodeNums {
  readonly num: number;
  readonly workspaceNum: number;
}

function makeHit(code: CodeNums, id: number, index: number): EnrichedHit {
  const country = countries[index % countries.length] ?? null;
  const browser = browsers[index % browsers.length]!;
  const referrer = index % 5 === 0 ? 'example.com' : null;
  return phoneHit(code, id, { country, visitor: index % 997, ua: browser, browser, referrer });
}

async function findNums(dataDir: string, slugs: readonly string[], env: Env): Promise<readonly CodeNums[]> {
  const { databaseUrl, scanDurability: durability } = configOf(dataDir, env);
  const options = { url: databaseUrl ?? '', file: `${dataDir}/quietzone.db`, durability };
  const store = await openStore(options, () => undefined);
  try {
    return await store.codes.findByFoldedSlugs(slugs);
  } finally {
    await store.close();
  }
}

/** How far sealing is, and how many hits are waiting. */
export async function readSealing(
  dataDir: string,
  env: Env = {},
): Promise<SealState & { readonly late: number }> {
  const packs = await openPacks(configOf(dataDir, env));
  try {
    return await packs.read(async (snapshot) => ({
      ...(await snapshot.state()),
      late: (await snapshot.lateHits()).length,
    }));
  } finally {
    await packs.close();
  }
}

/** Recounts every pack from single hits; throws when one is wrong. */
export async function verifyAll(dataDir: string, env: Env = {}): Promise<void> {
  await runCommand(['stats', 'verify', '--all'], dataDir, env);
}
