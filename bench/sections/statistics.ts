import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSink } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import { dayOfTime } from '../../src/core/stats/month.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import { configOf, withCore } from '../quietzone.ts';
import type { BenchContext, Section, SectionResult } from '../section.ts';
import { measureAnswers } from '../statistics/answers.ts';
import { figuresOf, type Measured, type Name } from '../statistics/figures.ts';
import { type IngestBeside, measureIngest } from '../statistics/ingest.ts';
import { forgetSealing, measureBytes } from '../statistics/postgres.ts';
import { sealAll } from '../statistics/sealing.ts';
import { seedCodes } from '../workload/codes.ts';
import { copyDataset, ensureDataset, fillStore, toMs } from '../workload/dataset.ts';
import { measureStore } from './log.ts';
import { buildProgram } from './start.ts';

const codes = 5_000;
const largeScans = 100_000_000;
const sealDay = dayOfTime(toMs);

const method = `One workspace of ${codes} codes, whose scans of thirteen months are drawn by Zipf popularity. All of them
are sealed at once, as when a store is first opened by a version with statistics. Answers are those of the API, with one
connection to a running server: 90 days by day of the busiest code, with visitors, in another window each time; six
dimensions (country, city, device, system, browser, referrer) of the whole workspace. A server remembers what a month
comes to: "another window each time" is 30 days that were not asked for before, of months that may have been; its p99 is
a month that was not. "After a start" is the first question to a server.`;

export const statistics: Section = {
  name: 'statistics',
  title: 'Statistics',
  method: `${method} Ingest beside the sealer is batches of 2,000 hits of today while a process of the sealer's priority
seals all history.`,
  run: runStatistics,
};

export const large: Section = {
  name: 'large',
  title: 'Statistics at 100 million scans',
  method: `${method} SQLite, 100 M scans; run with \`--large\` alone, since making the data takes a quarter of an hour.`,
  run: (context) => {
    const scans = context.options.quick ? context.options.scans : largeScans;
    return measureSqlite(context, scans, 'large');
  },
};

async function runStatistics(context: BenchContext): Promise<SectionResult> {
  const sqlite = await measureSqlite(context, context.options.scans, 'sqlite');
  if (!context.options.postgres) {
    return { ...sqlite, notes: [...sqlite.notes, 'PostgreSQL was left out by the command.'] };
  }
  const postgres = await measurePostgres(context);
  return {
    figures: [...sqlite.figures, ...postgres.figures],
    notes: [...sqlite.notes, ...postgres.notes],
    raw: { sqlite: sqlite.raw, postgres: postgres.raw },
  };
}

async function measureSqlite(context: BenchContext, scans: number, name: Name): Promise<SectionResult> {
  const dataset = await ensureDataset(context, { codes, scans });
  const dataDir = context.newFolder(`statistics-${name}`);
  context.say('copying the data set');
  copyDataset(dataset, dataDir);
  const config = configOf(dataDir);
  const ingest = await ingestOf(context, config);
  // The sealing beside was broken off: all of it is measured on a fresh copy.
  rmSync(dataDir, { recursive: true });
  copyDataset(dataset, dataDir);
  const result = await measureSealed(context, config, scans, {});
  const bytes = statSync(join(dataDir, 'quietzone.db')).size;
  rmSync(dataDir, { recursive: true });
  return resultOf(name, { ...result, ingest, bytesPerScan: bytes / scans });
}

async function measurePostgres(context: BenchContext): Promise<SectionResult> {
  const { scans } = context.options;
  context.say('starting PostgreSQL');
  const server = await startPostgres('on');
  try {
    const env = { DATABASE_URL: await server.url('statistics') };
    const dataDir = context.newFolder('statistics-postgres');
    const config = configOf(dataDir, { ...env, SCAN_DURABILITY: 'fast' });
    const workspace = await withCore(config, async (core) => {
      await seedCodes(core, codes);
      return (await core.store.workspaces.list())[0]!.num;
    });
    await fillStore(() => openSink(config), { codes, scans, workspace }, context.say);
    const result = await measureSealed(context, configOf(dataDir, env), scans, env);
    const bytesPerScan = (await measureBytes(env.DATABASE_URL)) / scans;
    await forgetSealing(env.DATABASE_URL);
    const ingest = await ingestOf(context, configOf(dataDir, env));
    return resultOf('postgres', { ...result, ingest, bytesPerScan });
  } finally {
    await server.stop();
  }
}

function resultOf(name: Name, measured: Measured): SectionResult {
  const throughout = measured.ingest.sealedThroughout;
  const notes = throughout
    ? []
    : ['Sealing was over before the last round of ingest beside it: its rate is too good.'];
  return { figures: figuresOf(name, measured), notes, raw: measured };
}

async function ingestOf(context: BenchContext, config: Config): Promise<IngestBeside> {
  context.say('storing with and without the sealer');
  const workspace = await withCore(config, async (core) => (await core.store.workspaces.list())[0]!.num);
  const hits = context.options.quick ? 4_000 : 100_000;
  return measureIngest(config, { codes, workspace, day: sealDay, hits });
}

async function measureSealed(
  context: BenchContext,
  config: Config,
  scans: number,
  env: Readonly<Record<string, string>>,
): Promise<Omit<Measured, 'ingest' | 'bytesPerScan'>> {
  const { quick } = context.options;
  context.say('sealing');
  await withCore(config, async () => undefined);
  const sealed = await sealAll(config, sealDay, scans);
  context.say('reading the log');
  const {
    codes: all,
    key,
    page,
    totals,
  } = await withCore(config, (core) => measureStore(core, quick ? 200 : 2_000));
  context.say('asking');
  const turns = quick ? 10 : 100;
  const { entry } = buildProgram(quick);
  const answers = await measureAnswers({ dataDir: config.dataDir, env, entry, key, codes: all, turns });
  return { sealed, page, totals, answers };
}
