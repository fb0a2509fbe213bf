import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { blockHost, unblockHost } from '../../src/core/blocking/block.ts';
import { resumeCode, suspendCode } from '../../src/core/blocking/suspend.ts';
import type { Operator } from '../../src/core/instance/operator.ts';
import { classesOf, unpackFlags } from '../../src/core/scans/hit.ts';
import { runHere } from '../cli/quietzone-process.ts';
import { qraClient, scan } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { phoneAgent, startProgram, type TestProgram } from '../support/program.ts';
import { type Env, makeFolder, serverEnv, spawnServer } from '../support/server-process.ts';

const operator: Operator = { kind: 'operator', id: null, name: 'Test' };
const evil = { host: 'evil.example', reason: 'phishing' };

async function start(env: Record<string, string> = {}): Promise<TestProgram> {
  const program = await startProgram(env);
  onTestFinished(() => program.stop());
  return program;
}

/** Three kinds of ways to the host, and one that leads elsewhere. */
const bodies = {
  plain: { type: 'url', destination: 'https://www.evil.example/a' },
  app: { type: 'app', content: { ios_url: 'https://evil.example/i', fallback_url: 'https://good.example/' } },
  page: { type: 'multilink', content: { title: 'Us', links: [{ label: 'a', url: 'https://evil.example' }] } },
  good: { type: 'url', destination: 'https://good.example/' },
} as const;
const slugs = Object.keys(bodies);

async function makeCodes(url: string, key: string): Promise<void> {
  const call = qraClient({ url }, key);
  for (const [slug, body] of Object.entries(bodies)) {
    expect((await call('POST', '/qr', { name: slug, slug, ...body })).status).toBe(201);
  }
}

const isOut = (body: string) => body.includes('This QR code is not in use.');

/** Where each code leads: a page, out of use, or the host of a redirect. */
async function look(url: string): Promise<string[]> {
  return Promise.all(
    slugs.map(async (slug) => {
      const init = { redirect: 'manual', headers: { 'user-agent': phoneAgent } } as const;
      const response = await fetch(`${url}/p/${slug}`, init);
      const location = response.headers.get('location');
      const body = await response.text();
      if (location !== null) return new URL(location).host;
      return isOut(body) ? 'out of use' : `page ${response.status}`;
    }),
  );
}

const open = ['www.evil.example', 'evil.example', 'page 200', 'good.example'];
const blocked = ['out of use', 'out of use', 'out of use', 'good.example'];

test('a block and its end are in force when the call is back, for codes in memory and for others', async () => {
  const program = await start();
  await makeCodes(program.url, await program.key('qra'));
  expect(await look(program.url)).toEqual(open);
  await blockHost(program.core, operator, evil);
  expect(await look(program.url)).toEqual(blocked);
  await unblockHost(program.core, operator, 'evil.example');
  expect(await look(program.url)).toEqual(open);
});

test('a scan of what is blocked or suspended is stored as blocked, and counts as no scan', async () => {
  const program = await start();
  await makeCodes(program.url, await program.key('qra'));
  await blockHost(program.core, operator, evil);
  await suspendCode(program.core, operator, { slug: 'good', reason: 'x' });
  for (const slug of ['plain', 'page', 'good']) expect(isOut((await scan(program, slug)).body)).toBe(true);
  await resumeCode(program.core, operator, 'good');
  expect((await scan(program, 'good')).status).toBe(302);
  const { store } = program.core;
  const hitsOf = async (slug: string) => {
    const [code] = await store.codes.findByFoldedSlugs([slug]);
    const range = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: classesOf('all') };
    const rows = await store.scans.list(code!.num, range, 'oldest', 0, 10);
    return rows
      .map(({ flags }) => unpackFlags(flags))
      .map(({ kind, outcome, reason }) => [kind, outcome, reason]);
  };
  const stopped = ['human', 'blocked', 'suspended'];
  await eventually(async () => {
    expect(await hitsOf('plain')).toEqual([stopped]);
    expect(await hitsOf('page')).toEqual([stopped]);
    expect(await hitsOf('good')).toEqual([stopped, ['human', 'answered', 'none']]);
  });
});

/** A command line beside the server of another process; gives its standard output. */
async function command(dataDir: string, line: string, env: Env = {}): Promise<string> {
  const options = { cwd: dataDir, env: { ...serverEnv, DATA_DIR: dataDir, ...env } };
  const { code, out, err } = await runHere(line.split(' '), options);
  if (code !== 0) throw new Error(`${line} ended with ${code}: ${err}`);
  return out.trim();
}

const [block, unblock] = ['host block evil.example --reason x', 'host unblock evil.example'];

describe('a server in a process of its own', { timeout: 60_000 }, () => {
  test('follows what the command line blocks and suspends within a second', async () => {
    const dataDir = makeFolder();
    const { ready } = spawnServer(dataDir);
    const url = await ready;
    const key = await command(dataDir, 'key create --dialect qra');
    await makeCodes(url, key);
    expect(await look(url)).toEqual(open);
    await command(dataDir, block);
    await eventually(async () => expect(await look(url)).toEqual(blocked), { timeoutMs: 1_000 });
    await command(dataDir, unblock);
    await eventually(async () => expect(await look(url)).toEqual(open), { timeoutMs: 1_000 });
    await command(dataDir, 'code suspend GOOD --reason x');
    await eventually(async () => expect((await look(url))[3]).toBe('out of use'), { timeoutMs: 1_000 });
    await command(dataDir, 'code resume good');
    await eventually(async () => expect(await look(url)).toEqual(open), { timeoutMs: 1_000 });
  });

  test('that is killed, before or after it has heard of a block, shows the right thing after a start', async () => {
    const dataDir = makeFolder();
    const first = spawnServer(dataDir);
    const url = await first.ready;
    const key = await command(dataDir, 'key create --dialect qra');
    await makeCodes(url, key);
    await first.kill();
    await command(dataDir, block);
    const second = spawnServer(dataDir);
    expect(await look(await second.ready)).toEqual(blocked);
    await command(dataDir, unblock);
    await second.kill();
    const third = spawnServer(dataDir);
    expect(await look(await third.ready)).toEqual(open);
    await third.stop();
  });
});

describe('two servers on one PostgreSQL', { timeout: 60_000 }, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('both are told of a block and of a suspension, and of their end', async () => {
    const env = { DATABASE_URL: await server.url('both') };
    const [near, far] = [await start(env), await start(env)];
    await makeCodes(near.url, await near.key('qra'));
    await eventually(async () => expect(await look(far.url)).toEqual(open));
    await blockHost(near.core, operator, evil);
    expect(await look(near.url)).toEqual(blocked);
    await eventually(async () => expect(await look(far.url)).toEqual(blocked), { timeoutMs: 1_000 });
    await suspendCode(far.core, operator, { slug: 'good', reason: 'x' });
    await eventually(async () => expect((await look(near.url))[3]).toBe('out of use'), { timeoutMs: 1_000 });
    await resumeCode(near.core, operator, 'good');
    await unblockHost(near.core, operator, 'evil.example');
    await eventually(async () => expect(await look(far.url)).toEqual(open), { timeoutMs: 1_000 });
  });

  test('one that starts while the database is away shows what it knew, blocked hosts as well', async () => {
    const dataDir = makeFolder();
    const env: Env = { DATABASE_URL: await server.url('away') };
    const first = spawnServer(dataDir, env);
    const url = await first.ready;
    const key = await command(dataDir, 'key create --dialect qra', env);
    await makeCodes(url, key);
    await command(dataDir, block, env);
    await eventually(async () => expect(await look(url)).toEqual(blocked), { timeoutMs: 3_000 });
    await first.stop();
    await server.stopServer();
    const second = spawnServer(dataDir, env);
    expect(await look(await second.ready)).toEqual(blocked);
    await second.stop();
    await server.startServer();
  });
});
