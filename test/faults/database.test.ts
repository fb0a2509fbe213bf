import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { readHealth, statusOf } from '../support/probes.ts';
import {
  compareScans,
  makeCodes,
  nothingWrong,
  readStored,
  type ScanLoad,
  startLoad,
} from '../support/scan-load.ts';
import { type Env, makeFolder, runCommand, spawnServer } from '../support/server-process.ts';

let postgres: PostgresServer;
let databases = 0;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** A node on a database of its own that has codes and a key, and has not run yet. */
async function prepare() {
  const dataDir = makeFolder();
  databases += 1;
  const env: Env = { DATABASE_URL: await postgres.url(`faults${databases}`) };
  const slugs = await makeCodes(dataDir, 20, env);
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir, env);
  return { dataDir, env, slugs, key };
}

function listCodes(url: string, key: string): Promise<Response> {
  return fetch(`${url}/api/v1/qr`, { headers: { authorization: `Bearer ${key}` } });
}

/** For answers that must not wait for the database: far below its own time-outs of half a minute. */
async function statusWithin(url: string, timeoutMs = 6_000): Promise<number> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  return response.status;
}

async function expectAllStored(
  { dataDir, slugs, env }: { dataDir: string; slugs: readonly string[]; env: Env },
  load: ScanLoad,
) {
  const all = [...load.durable, ...load.deferred];
  await eventually(
    async () => expect(compareScans(await readStored(dataDir, slugs, env), all)).toEqual(nothingWrong),
    { timeoutMs: 20_000 },
  );
}

describe('a database server that stops and comes back', { timeout: 90_000 }, () => {
  test('known codes redirect all the time, the API asks to wait, and every scan is stored once', async () => {
    const scene = await prepare();
    const server = spawnServer(scene.dataDir, scene.env);
    const url = await server.ready;
    // The last code stays cold: it has to be found in the file of the node.
    const warm = scene.slugs.slice(0, 19);
    const load = startLoad({ url, slugs: warm, numbers: { next: 0 }, connections: 8 });
    await load.answered(300);

    await postgres.stopServer();
    const durableBefore = load.durable.size;
    await load.answered(1_000);
    expect(load.durable.size).toBeGreaterThan(durableBefore + 500);
    expect(await statusOf(`${url}/p/${scene.slugs[19]}`)).toBe(302);
    const unknown = await fetch(`${url}/p/unheard`, { redirect: 'manual' });
    expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([
      503,
      expect.stringMatching(/^\d+$/),
    ]);
    const refused = await listCodes(url, scene.key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      503,
      expect.stringMatching(/^\d+$/),
    ]);
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    const { status, checks } = await readHealth(url);
    expect({ status, database: checks.database?.status }).toEqual({
      status: 'degraded',
      database: 'degraded',
    });

    await postgres.startServer();
    await eventually(async () => expect((await listCodes(url, scene.key)).status).toBe(200));
    await load.answered(300);
    await load.stop();
    expect(Object.fromEntries(load.others)).toEqual({});
    // A silence of the database is not remembered as "no such code".
    expect(await statusOf(`${url}/p/unheard`)).toBe(404);
    await expectAllStored({ ...scene, slugs: warm }, load);
    await eventually(async () => expect((await readHealth(url)).status).toBe('ok'));
    expect((await server.stop()).code).toBe(0);
    await expectAllStored({ ...scene, slugs: warm }, load);
  });

  test('a database that falls silent with its connections open holds up no redirect', async () => {
    const scene = await prepare();
    const server = spawnServer(scene.dataDir, scene.env);
    const url = await server.ready;
    const slugs = scene.slugs.slice(0, 19);
    const load = startLoad({ url, slugs, numbers: { next: 0 }, connections: 8 });
    await load.answered(300);
    await postgres.pause();
    try {
      await load.answered(1_000);
      const unknown = statusWithin(`${url}/p/unheard`);
      // Behind somebody who asks the silent database, a code that only the file of the node knows.
      expect(await statusWithin(`${url}/p/${scene.slugs[19]}`)).toBe(302);
      expect(await statusWithin(`${url}/readyz`)).toBe(200);
      expect(await statusWithin(`${url}/healthz`)).toBe(200);
      expect(await unknown).toBe(503);
    } finally {
      await postgres.resume();
    }
    await load.stop();
    expect(Object.fromEntries(load.others)).toEqual({});
    await expectAllStored({ ...scene, slugs }, load);
    expect((await server.stop()).code).toBe(0);
  });
});

describe('a database server that is away at the start', { timeout: 90_000 }, () => {
  test('a node that has run before redirects what it knows, a new one waits, and both catch up', async () => {
    const scene = await prepare();
    const before = spawnServer(scene.dataDir, scene.env);
    await before.ready;
    expect((await before.stop()).code).toBe(0);

    await postgres.stopServer();
    const known = spawnServer(scene.dataDir, scene.env);
    const fresh = spawnServer(makeFolder(), scene.env);
    const [url, freshUrl] = [await known.ready, await fresh.ready];
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    expect(await statusOf(`${url}/p/unheard`)).toBe(503);
    const load = startLoad({ url, slugs: scene.slugs, numbers: { next: 0 }, connections: 8 });
    await load.answered(500);
    expect(await statusOf(`${freshUrl}/readyz`)).toBe(503);
    expect((await readHealth(freshUrl)).status).toBe('down');
    expect(await statusOf(`${freshUrl}/p/${scene.slugs[0]}`)).toBe(503);

    await postgres.startServer();
    await eventually(async () => expect(await statusOf(`${freshUrl}/readyz`)).toBe(200));
    const reference = { referer: 'https://fresh.test/' };
    expect(await statusOf(`${freshUrl}/p/${scene.slugs[0]}`, reference)).toBe(302);
    await load.stop();
    expect(Object.fromEntries(load.others)).toEqual({});
    expect((await fresh.stop()).code).toBe(0);
    const all = [...load.durable, ...load.deferred];
    await eventually(async () => {
      const stored = await readStored(scene.dataDir, scene.slugs, scene.env);
      expect(compareScans(stored, all)).toEqual(nothingWrong);
      expect(stored.totals).toBe(all.length + 1);
    });
    expect((await known.stop()).code).toBe(0);
  });
});
