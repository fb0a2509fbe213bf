import { createDice } from '../../src/cli/demo/dice.ts';
import type { DrainThreadOptions } from '../../src/compose/drain-thread.ts';
import { openSink } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import { createScanIds } from '../../src/core/scans/id.ts';
import { startDrain } from '../../src/ingest/drain/drain.ts';
import { openSpool, type Spool } from '../../src/ingest/spool/spool.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import { medianOf } from '../quantiles.ts';
import { configOf, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { loadAgents } from '../workload/agents.ts';
import { seedCodes } from '../workload/codes.ts';
import { createHitSource } from '../workload/hits.ts';
import { createZipf } from '../workload/zipf.ts';

const codes = 1_000;
const sinkBatch = 1_000;
/** As the program has them: hits of one drained batch, and the window of repeats. */
const drainBatch = 2_000;
const repeatWindowMs = 30_000;

export const drain: Section = {
  name: 'drain',
  title: 'Spool and drain',
  method: `Hits of ${codes} codes by Zipf popularity, from 20,000 addresses and twenty browsers, go into the spool as
fast as it takes them (no HTTP, at most 2,000 waiting for their commit); then the drain empties it into the store,
with all steps of enrichment, in batches of ${drainBatch}. Plain storing is hits that are enriched already, in batches of
${sinkBatch}. All of it is synced to the disk; PostgreSQL is a real server on this machine with its own defaults.`,
  run: runDrainSection,
};

interface EngineResult {
  readonly spooledPerSecond: number;
  readonly drainedPerSecond: number;
  readonly storedPerSecond: number;
  readonly batchMs: number;
}

async function runDrainSection(context: BenchContext): Promise<SectionResult> {
  const { options } = context;
  const sqlite = await measureEngine(context, 'sqlite', {});
  const notes = ['One process on all cores: the drain has a thread of its own, the spool another.'];
  if (!options.postgres) {
    notes.push('PostgreSQL was left out by the command.');
    return { figures: figuresOf('sqlite', sqlite), notes, raw: { sqlite } };
  }
  context.say('starting PostgreSQL');
  const server = await startPostgres('on');
  try {
    const postgres = await measureEngine(context, 'postgres', { DATABASE_URL: await server.url('bench') });
    const figures = [...figuresOf('sqlite', sqlite), ...figuresOf('postgres', postgres)];
    return { figures, notes, raw: { sqlite, postgres } };
  } finally {
    await server.stop();
  }
}

async function measureEngine(
  context: BenchContext,
  engine: 'sqlite' | 'postgres',
  env: Readonly<Record<string, string>>,
): Promise<EngineResult> {
  const { quick } = context.options;
  context.say(engine);
  const dataDir = context.newFolder(`drain-${engine}`);
  const config = configOf(dataDir, env);
  const workspace = await withCore(config, async (core) => {
    await seedCodes(core, codes);
    return (await core.store.workspaces.list())[0]!.num;
  });
  const spool = await openSpool({
    ...{ dataDir, durability: 'safe', geoSetting: '', keepMs: repeatWindowMs },
    release: () => undefined,
    onProblem: (message) => context.say(message),
  });
  const spooledPerSecond = await fillSpool(spool, workspace, quick ? 20_000 : 400_000);
  const drained = await emptySpool(context, config, spool);
  await spool.close(10_000);
  const storedPerSecond = await storePlain(config, workspace, quick ? 20_000 : 400_000);
  return { spooledPerSecond, ...drained, storedPerSecond };
}

const waitingMax = 2_000;

async function fillSpool(spool: Spool, workspace: number, count: number): Promise<number> {
  const dice = createDice(5);
  const rank = createZipf(codes, dice);
  const ids = createScanIds(Date.now, 0, 0);
  const addresses = Array.from(
    { length: 20_000 },
    () => `84.${dice.whole(256)}.${dice.whole(256)}.${dice.whole(256)}`,
  );
  const startedAt = performance.now();
  for (let made = 0; made < count; made += 1) {
    while (made - spool.counters.spooled >= waitingMax) await new Promise(setImmediate);
    spool.accept(
      {
        ...{ id: ids.next(), code: rank() + 1, workspace, signs: 0 },
        address: addresses[dice.whole(addresses.length)] as string,
        ua: loadAgents[dice.whole(loadAgents.length)] as string,
        referrer: dice.whole(2) === 0 ? '' : 'https://www.instagram.com/some/profile',
      },
      null,
      null,
    );
  }
  while (spool.counters.spooled < count) await new Promise(setImmediate);
  return (count / (performance.now() - startedAt)) * 1000;
}

/** Counted from the end of the first batch, since before it the thread starts and opens what it needs. */
function emptySpool(context: BenchContext, config: Config, spool: Spool) {
  const total = spool.counters.spooled;
  const options: DrainThreadOptions = {
    ...{ dataDir: config.dataDir, spoolId: spool.state.spoolId, repeatWindowMs, batchMax: drainBatch },
    store: { url: config.databaseUrl ?? '', file: `${config.dataDir}/quietzone.db`, durability: 'safe' },
  };
  return new Promise<Pick<EngineResult, 'drainedPerSecond' | 'batchMs'>>((resolve) => {
    let [stored, first, startedAt] = [0, 0, 0];
    const times: number[] = [];
    const thread = startDrain({
      ...{ entry: new URL('../../src/compose/drain-thread.ts', import.meta.url), options, spool },
      onTrouble: (message) => context.say(message),
      onLost: () => context.say('the thread was started anew'),
      onStored(batch) {
        if (batch.orphaned > 0) throw new Error(`${batch.orphaned} hits were not stored`);
        // Workspace, code and id of each.
        const hits = batch.stored.length / 3;
        stored += hits;
        times.push(batch.ms);
        if (startedAt === 0) [startedAt, first] = [performance.now(), hits];
        if (stored < total) return;
        const drainedPerSecond = ((stored - first) / (performance.now() - startedAt)) * 1000;
        void thread.stop().then(() => resolve({ drainedPerSecond, batchMs: medianOf(times) }));
      },
    });
  });
}

/** The hits are made before the clock runs. */
async function storePlain(config: Config, workspace: number, count: number): Promise<number> {
  const sink = await openSink(config);
  const toMs = Date.now();
  const nextHits = createHitSource({
    codes,
    workspace,
    fromMs: toMs - 3_600_000,
    toMs,
    hits: count,
    seed: 17,
  });
  const batches = Array.from({ length: Math.ceil(count / sinkBatch) }, () => nextHits(sinkBatch));
  const startedAt = performance.now();
  for (const [n, hits] of batches.entries()) {
    await sink.storeBatch({ id: `bench-${n}`, spool: 'bench-plain', hits });
  }
  const perSecond = ((batches.length * sinkBatch) / (performance.now() - startedAt)) * 1000;
  await sink.close();
  return perSecond;
}

function figuresOf(engine: 'sqlite' | 'postgres', result: EngineResult): Figure[] {
  const name = engine === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  const rate = (id: string, what: string, measured: number, detail: string): Figure => {
    return { id: `${id}-${engine}`, what, measured, unit: '/s', detail };
  };
  const { spooledPerSecond, drainedPerSecond, storedPerSecond, batchMs } = result;
  const batch = `a transaction of ${drainBatch} takes ${batchMs.toFixed(1)} ms`;
  return [
    ...(engine === 'sqlite' ? [rate('spool', 'into the spool, durable', spooledPerSecond, '')] : []),
    rate('drain', `spool → store, enriched, ${name}`, drainedPerSecond, batch),
    rate('sink', `stored without enrichment, ${name}`, storedPerSecond, `batches of ${sinkBatch}`),
  ];
}
