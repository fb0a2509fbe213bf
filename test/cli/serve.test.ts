import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { findFreePort, makeFolder, run, serve } from './quietzone-process.ts';

const isRoot = process.getuid?.() === 0;

describe('quietzone serve', { timeout: 60_000 }, () => {
  test('says where it listens and that without BASE_URL no phone can open a code', async () => {
    const PORT = await findFreePort();
    const { url, welcome } = await serve({ cwd: makeFolder(), env: { PORT, BASE_URL: '' } });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(welcome).toContain('BASE_URL is not set: codes point to localhost, and no phone can open them.');
    const named = await serve({ cwd: makeFolder(), env: { BASE_URL: 'https://go.example.com' } });
    expect(named.welcome).not.toContain('BASE_URL');
  });

  test('refuses any free port without BASE_URL, since its codes would lead nowhere', async () => {
    const { code, out, err } = await run(['serve'], { cwd: makeFolder(), env: { PORT: '0' } });
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'quietzone: PORT is "0": set BASE_URL as well, since codes cannot be printed with a port that is new at each start.\n',
    });
  });

  test('the first steps that it prints end in a counted scan, word for word', async () => {
    const cwd = makeFolder();
    const { welcome } = await serve({ cwd, env: { DATA_DIR: join(cwd, 'my data') } });
    const steps = linesAfter(welcome, 'There is no API key yet');
    const [makeKey = '', create, scan = '', list] = steps;
    const shell = (text: string) => run(['-c', text], { cwd, command: 'sh' });
    const made = await shell(`${makeKey}\n${create}\necho "|$KEY"`);
    const [json = '', key = ''] = made.out.trim().split('|');
    const { slug } = JSON.parse(json);
    expect((await shell(scan.replace('SLUG', slug))).code).toBe(0);
    await vi.waitFor(
      async () =>
        expect(JSON.parse((await shell(`KEY=${key}\n${list}`)).out).data[0]).toMatchObject({
          slug,
          scan_count: 1,
        }),
      { timeout: 20_000 },
    );
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with exit code 0', async (signal) => {
    const server = await serve({ cwd: makeFolder() });
    const { code, out } = await server.stop(signal);
    expect(code).toBe(0);
    expect(out).toContain('Stopped.');
  });

  test('logs JSON lines alone on standard output', async () => {
    const server = await serve({ cwd: makeFolder() });
    const { out } = await server.stop();
    for (const line of out.trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: 'info', time: expect.any(String) });
  });

  test('a port that is taken is one sentence and exit code 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, err } = await run(['serve'], {
      cwd: makeFolder(),
      env: { HOST: '127.0.0.1', PORT: String(port) },
    });
    taken.close();
    expect({ code, err }).toEqual({
      code: 1,
      err: `quietzone: PORT: port ${port} of 127.0.0.1 is taken: stop the program that listens there, or set another PORT.\n`,
    });
  });

  test('a second server on the same data directory is refused, and the first goes on', async () => {
    const cwd = makeFolder();
    const { url } = await serve({ cwd });
    const { code, err } = await run(['serve'], { cwd, env: { PORT: '0', BASE_URL: 'https://self.test' } });
    expect({ code, err }).toEqual({
      code: 1,
      err: `quietzone: Another Quietzone server is running on ${join(cwd, 'data')}. Stop it, or give this one a DATA_DIR of its own.\n`,
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test('a file in place of the data directory is one sentence', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'data'), '');
    const { code, err } = await run(['serve'], { cwd });
    expect({ code, err }).toEqual({
      code: 1,
      err: `quietzone: DATA_DIR ${join(cwd, 'data')} cannot be used: it is a file, not a folder.\n`,
    });
  });

  test('a data directory that may not be written is one sentence', async () => {
    const cwd = makeFolder();
    chmodSync(cwd, isRoot ? 0o755 : 0o555);
    const env = { DATA_DIR: join(cwd, 'data') };
    // Root may write anywhere, so that somebody else has to try.
    const { code, err } = await run(['serve'], { cwd, env, ...(isRoot && { uid: 65_534 }) });
    chmodSync(cwd, 0o755);
    expect({ code, err }).toEqual({
      code: 1,
      err: `quietzone: DATA_DIR ${env.DATA_DIR} cannot be used: this user may not write there.\n`,
    });
  });

  test('reads .env in the working directory', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, '.env'), 'BASE_URL=https://go.example.com\nDATA_DIR=./elsewhere\n');
    const { welcome } = await serve({ cwd, env: { BASE_URL: '' } });
    expect(welcome).toContain(join(cwd, 'elsewhere'));
    expect(welcome).not.toContain('BASE_URL');
  });

  test('QUIETZONE_DEMO=1 fills an empty workspace once', async () => {
    const cwd = makeFolder();
    const env = { QUIETZONE_DEMO: '1' };
    const first = await serve({ cwd, env });
    expect((await first.stop()).out).toContain('"codes":12');
    const second = await serve({ cwd, env });
    expect((await second.stop()).out).not.toContain('"codes":12');
  });
});

/** The indented lines below the one that begins so. */
function linesAfter(text: string, beginning: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(beginning)) + 1;
  expect(start).toBeGreaterThan(0);
  const end = lines.findIndex((line, n) => n >= start && !line.startsWith('  '));
  return lines.slice(start, end).map((line) => line.trim());
}
