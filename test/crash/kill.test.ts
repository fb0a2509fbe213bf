import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import {
  compareScans,
  makeCodes,
  nothingWrong,
  readStored,
  type ScanLoad,
  startLoad,
} from '../support/scan-load.ts';
import { type Env, makeFolder, type ServerProcess, spawnServer } from '../support/server-process.ts';

/** How often the server is killed; more finds rarer moments. */
const kills = Number(process.env.QUIETZONE_KILLS ?? 8);
/** Another seed, other moments. */
const seed = Number(process.env.QUIETZONE_SEED ?? 1);

/** mulberry32: the same moments for the same seed, as far as a running machine lets them be. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Scene {
  readonly dataDir: string;
  readonly env: Env;
  readonly slugs: readonly string[];
  readonly numbers: { next: number };
  readonly random: () => number;
  readonly loads: ScanLoad[];
}

/** The three times at which a server can die: while scans come in, while they are stored, and while it starts. */
const deaths = {
  async underLoad(scene: Scene, server: ServerProcess) {
    const load = startLoad({ url: await server.ready, ...scene });
    scene.loads.push(load);
    await pause(20 + scene.random() * 400);
    await server.kill();
    await load.stop();
  },
  async whileStoring(scene: Scene, server: ServerProcess) {
    const load = startLoad({ url: await server.ready, ...scene });
    scene.loads.push(load);
    await load.answered(200 + Math.floor(scene.random() * 600));
    await load.stop();
    // The drain waits 150 ms for more before it stores a batch: the kill falls before, in or after that.
    await pause(scene.random() * 300);
    await server.kill();
  },
  async whileStarting(scene: Scene, server: ServerProcess) {
    await pause(scene.random() * 900);
    await server.kill();
  },
};

async function killOften(scene: Scene, times: number): Promise<void> {
  const ways = [deaths.underLoad, deaths.whileStoring, deaths.underLoad, deaths.whileStarting];
  for (let kill = 0; kill < times; kill += 1) {
    await ways[kill % ways.length]!(scene, spawnServer(scene.dataDir, scene.env));
  }
}

async function expectExactlyOnce({ dataDir, env, slugs, loads }: Scene): Promise<void> {
  const durable = loads.flatMap((load) => [...load.durable]);
  expect(durable.length).toBeGreaterThan(100);
  for (const load of loads) expect([...load.others.keys()].filter((status) => status !== 0)).toEqual([]);
  const server = spawnServer(dataDir, env);
  await server.ready;
  await eventually(async () => {
    expect(compareScans(await readStored(dataDir, slugs, env), durable).missing).toBe(0);
  });
  // Once more after all that is left was stored: nothing may come a second time.
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  const wrong = compareScans(await readStored(dataDir, slugs, env), durable);
  expect(wrong, `seed ${seed}, ${durable.length} scans`).toEqual(nothingWrong);
}

async function prepare(env: Env): Promise<Scene> {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 20, env);
  return { dataDir, env, slugs, numbers: { next: 0 }, random: createRandom(seed), loads: [] };
}

describe('a server killed at any moment', { timeout: 60_000 + kills * 5_000 }, () => {
  test(`${kills} kills: every scan answered as durable is stored exactly once`, async () => {
    const scene = await prepare({});
    await killOften(scene, kills);
    await expectExactlyOnce(scene);
  });

  test('the fast level survives the death of the process as well', async () => {
    const scene = await prepare({ SCAN_DURABILITY: 'fast' });
    await killOften(scene, 4);
    await expectExactlyOnce(scene);
  });
});

describe('a server on PostgreSQL killed at any moment', { timeout: 120_000 }, () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('every scan answered as durable is stored exactly once', async () => {
    const scene = await prepare({ DATABASE_URL: await postgres.url('killed') });
    await killOften(scene, 6);
    await expectExactlyOnce(scene);
  });
});
