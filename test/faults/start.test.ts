import { copyFileSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackFlags } from '../../src/core/scans/hit.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { openStore } from '../../src/store/open.ts';
import { eventually } from '../support/eventually.ts';
import { readHealth, statusOf } from '../support/probes.ts';
import { compareScans, makeCodes, nothingWrong, readStored, startLoad } from '../support/scan-load.ts';
import { makeFolder, runCommand, spawnServer } from '../support/server-process.ts';

// A port that is taken, a folder that may not be written and a second server are in test/cli/serve.test.ts.

function changeFile(path: string, sql: string): void {
  const db = openSqlite(path);
  db.exec(sql);
  db.close();
}

function listCodes(url: string, key: string): Promise<Response> {
  return fetch(`${url}/api/v1/qr`, { headers: { authorization: `Bearer ${key}` } });
}

async function readScans(dataDir: string, slug: string) {
  const options = { url: '', file: join(dataDir, 'quietzone.db'), durability: 'safe' } as const;
  const store = await openStore(options, () => undefined);
  try {
    const [code] = await store.codes.findByFoldedSlugs([slug]);
    const all = Array.from({ length: 32 }, (_, hitClass) => hitClass);
    const range = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: all };
    return await store.scans.list(code!.num, range, 'oldest', 0, 1_000);
  } finally {
    await store.close();
  }
}

test('a database of a newer version is left alone, and one sentence says what to do', async () => {
  const dataDir = makeFolder();
  await makeCodes(dataDir, 1);
  const file = join(dataDir, 'quietzone.db');
  changeFile(file, "insert into schema_version (version, name, at) values (999, 'from the future', 0)");
  const server = spawnServer(dataDir);
  expect((await server.ended).code).toBe(1);
  expect(server.output()).toContain('This database was written by a newer Quietzone (schema 999');
  expect(server.output().trim().split('\n')).toHaveLength(1);
});

test('a key that the command line revokes is dead at once in the running server', async () => {
  const dataDir = makeFolder();
  const server = spawnServer(dataDir);
  const url = await server.ready;
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  expect((await listCodes(url, key)).status).toBe(200);
  const { id } = JSON.parse(await runCommand(['key', 'list', '--json'], dataDir)) as { id: string };
  await runCommand(['key', 'revoke', id], dataDir);
  expect((await listCodes(url, key)).status).toBe(401);
});

test('SIGTERM under load ends it within 10 s with exit code 0, and every answered scan is stored', async () => {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 5);
  const server = spawnServer(dataDir);
  const load = startLoad({ url: await server.ready, slugs, numbers: { next: 0 }, connections: 32 });
  await load.answered(1_000);
  const since = performance.now();
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - since).toBeLessThan(10_000);
  await load.stop();
  const all = [...load.durable, ...load.deferred];
  expect([...load.others.keys()].filter((status) => status !== 0)).toEqual([]);
  expect(compareScans(await readStored(dataDir, slugs), all)).toEqual(nothingWrong);
});

test('after a clock that went back over a restart, ids go on upwards and the health says so', async () => {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 1);
  const before = spawnServer(dataDir);
  await before.ready;
  await before.stop();
  const lastId = firstScanIdAt(Date.now() + 3_600_000);
  const row = `('last_hit_id', '${lastId}')`;
  changeFile(
    join(dataDir, 'node.db'),
    `insert into meta values ${row} on conflict(name) do update set value = excluded.value`,
  );
  const server = spawnServer(dataDir);
  const url = await server.ready;
  const load = startLoad({ url, slugs, numbers: { next: 0 } });
  await load.answered(300);
  await load.stop();
  expect((await readHealth(url)).checks.clock?.status).toBe('degraded');
  await server.stop();
  const scans = await readScans(dataDir, slugs[0]!);
  expect(compareScans(await readStored(dataDir, slugs), [...load.durable, ...load.deferred])).toEqual(
    nothingWrong,
  );
  expect(scans.length).toBeGreaterThanOrEqual(300);
  expect(scans[0]!.id).toBeGreaterThan(lastId);
});

interface NotAScan {
  readonly requests: readonly {
    readonly kind: string;
    readonly who: string;
    readonly method?: string;
    readonly headers: Record<string, string>;
  }[];
  readonly mustCount: readonly Record<string, string>[];
}

const notAScan = JSON.parse(
  readFileSync(new URL('../data/not-a-scan.json', import.meta.url), 'utf8'),
) as NotAScan;

/** Exactly these headers, where `fetch` adds its own. */
function sendExactly(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

test('bots, previews, prefetches and HEAD are redirected and stored with their kind, and people alone count', async () => {
  const dataDir = makeFolder();
  const [slug = ''] = await makeCodes(dataDir, 1);
  const server = spawnServer(dataDir);
  const url = await server.ready;
  const { requests, mustCount } = notAScan;
  const expected = [
    ...requests,
    ...mustCount.map((headers) => ({ kind: 'human', method: 'GET', headers, who: headers['User-Agent'] })),
  ];
  for (const { method = 'GET', headers, who } of expected) {
    expect(await sendExactly(`${url}/p/${slug}`, method, headers), who).toBe(302);
  }
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  await eventually(async () => {
    const stored = await readScans(dataDir, slug);
    expect(stored.map(({ flags }) => unpackFlags(flags).kind)).toEqual(expected.map(({ kind }) => kind));
  });
  const { data } = (await (await listCodes(url, key)).json()) as { data: { scan_count: number }[] };
  expect(data[0]!.scan_count).toBe(mustCount.length);
});

test('a database restored from a backup holds for the redirects as well', async () => {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 1);
  const file = join(dataDir, 'quietzone.db');
  copyFileSync(file, `${file}.backup`);
  const before = spawnServer(dataDir);
  const url = await before.ready;
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  const body = JSON.stringify({
    name: 'Later',
    type: 'url',
    destination: 'https://example.com/',
    slug: 'later',
  });
  const headers = { authorization: `Bearer ${key}` };
  expect((await fetch(`${url}/api/v1/qr`, { method: 'POST', headers, body })).status).toBe(201);
  expect(await statusOf(`${url}/p/later`)).toBe(302);
  await before.stop();
  copyFileSync(`${file}.backup`, file);
  const server = spawnServer(dataDir);
  const restored = await server.ready;
  expect(await statusOf(`${restored}/p/${slugs[0]}`)).toBe(302);
  expect(await statusOf(`${restored}/p/later`)).toBe(404);
  expect((await server.stop()).code).toBe(0);
});
