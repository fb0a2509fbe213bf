import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compose, type Program } from '../../src/compose.ts';
import { firstOpenDay } from '../../src/ingest/sealer/day-end.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { readHealth } from '../support/probes.ts';
import { configOf, makeCodes } from '../support/scan-load.ts';
import { readSealing, storePastHits, verifyAll } from '../support/sealed-hits.ts';
import { type Env, makeFolder, runCommand, spawnServer } from '../support/server-process.ts';

async function startHere(dataDir: string, env: Env = {}): Promise<Program & { readonly origin: string }> {
  const program = await compose(configOf(dataDir, env), createLogger({ level: 'silent', stream: 2 }));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= program.stop();
    return stopping;
  };
  onTestFinished(stop);
  await program.start();
  return { ...program, stop, origin: program.url.replace('localhost', '127.0.0.1') };
}

async function readMetric(origin: string, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(new RegExp(`^quietzone_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function untilSealed(dataDir: string, env: Env = {}): Promise<void> {
  const day = firstOpenDay(Date.now());
  const sealed = async () => {
    const { sealedDay, late } = await readSealing(dataDir, env);
    expect({ isSealed: sealedDay >= day, late }).toEqual({ isSealed: true, late: 0 });
  };
  await eventually(sealed, { timeoutMs: 60_000 });
}

async function countPacks(dataDir: string, env: Env = {}): Promise<number> {
  return JSON.parse(await runCommand(['stats', 'status', '--json'], dataDir, env)).packs;
}

describe('the sealer of a server on SQLite', { timeout: 240_000 }, () => {
  test('days that were over before the start are sealed soon after it, late hits as well', async () => {
    const dataDir = makeFolder();
    const slugs = await makeCodes(dataDir, 10);
    await storePastHits({ dataDir, slugs, hits: 20_000, days: 40 });
    const server = await startHere(dataDir);
    await untilSealed(dataDir);
    await eventually(async () => expect(await readMetric(server.origin, 'sealed_hits_total')).toBe(20_000));
    expect(await readMetric(server.origin, 'packs_written_total')).toBe(await countPacks(dataDir));
    expect(await readMetric(server.origin, 'seal_errors_total')).toBe(0);
    expect(await readMetric(server.origin, 'sealed_lag_seconds')).toBeLessThan(86_400 + 300);
    expect((await readHealth(server.origin)).checks.statistics).toEqual({ status: 'ok' });
    await server.stop();
    await verifyAll(dataDir);

    await storePastHits({ dataDir, slugs, hits: 3_000, days: 40 });
    expect((await readSealing(dataDir)).late).toBe(3_000);
    await startHere(dataDir);
    await untilSealed(dataDir);
    await verifyAll(dataDir);
  });

  test('a server that is killed again and again in the middle of sealing leaves nothing wrong', async () => {
    const dataDir = makeFolder();
    const slugs = await makeCodes(dataDir, 300);
    await storePastHits({ dataDir, slugs, hits: 100_000, days: 60 });
    let last = { sealedDay: 0, afterCode: 0 };
    const endDay = firstOpenDay(Date.now());
    let unfinished = 0;
    for (let kill = 0; kill < 4; kill += 1) {
      const server = spawnServer(dataDir);
      await server.ready;
      const further = async () => {
        const { sealedDay, afterCode } = await readSealing(dataDir);
        const isFurther = sealedDay > last.sealedDay || afterCode > last.afterCode;
        expect(isFurther || sealedDay >= endDay).toBe(true);
        last = { sealedDay, afterCode };
      };
      await eventually(further, { timeoutMs: 30_000 });
      await server.kill();
      if ((await readSealing(dataDir)).sealedDay < endDay) unfinished += 1;
    }
    expect(unfinished).toBeGreaterThanOrEqual(2);
    const server = spawnServer(dataDir);
    await server.ready;
    await untilSealed(dataDir);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    await verifyAll(dataDir);
  });
});

describe('the sealers of servers on PostgreSQL', { timeout: 240_000 }, () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  test('of two servers one seals, and no pack is made twice', async () => {
    const env = { DATABASE_URL: await postgres.url('sealed') };
    const [dataDir, other] = [makeFolder(), makeFolder()];
    const slugs = await makeCodes(dataDir, 10, env);
    await storePastHits({ dataDir, env, slugs, hits: 20_000, days: 40 });
    const servers = await Promise.all([startHere(dataDir, env), startHere(other, env)]);
    await untilSealed(dataDir, env);
    const read = (name: string) => Promise.all(servers.map(({ origin }) => readMetric(origin, name)));
    const sum = async (name: string) => (await read(name)).reduce((all, one) => all + one, 0);
    await eventually(async () => {
      // A server tells of the lag once it has looked.
      for (const lag of await read('sealed_lag_seconds')) expect(lag).toBeGreaterThan(0);
      expect(await sum('sealed_hits_total')).toBe(20_000);
    });
    expect(await sum('packs_written_total')).toBe(await countPacks(dataDir, env));
    await Promise.all(servers.map((server) => server.stop()));
    await verifyAll(dataDir, env);
  });

  test('a server whose database goes away seals when it is back', async () => {
    const env = { DATABASE_URL: await postgres.url('away') };
    const dataDir = makeFolder();
    const slugs = await makeCodes(dataDir, 10, env);
    await storePastHits({ dataDir, env, slugs, hits: 20_000, days: 40 });
    await postgres.stopServer();
    const server = spawnServer(dataDir, env);
    await server.ready;
    await postgres.startServer();
    await untilSealed(dataDir, env);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    await verifyAll(dataDir, env);
  });
});
