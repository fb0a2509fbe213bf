import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, run, runHere, serve } from './quietzone-process.ts';

const timeout = 60_000;

function callQra(url: string, key: string): Promise<number> {
  return fetch(`${url}/api/v1/qr`, { headers: { Authorization: `Bearer ${key}` } }).then(
    (answer) => answer.status,
  );
}

describe('quietzone key', { timeout }, () => {
  test('create prints the raw key alone on standard output, so that scripts can use it', async () => {
    const cwd = makeFolder();
    const qra = await run(['key', 'create', '--dialect', 'qra'], { cwd });
    expect(qra).toMatchObject({ code: 0, out: expect.stringMatching(/^qrf_live_[0-9A-Za-z]{32}\n$/) });
    const qrTrack = await run(['key', 'create', '--dialect', 'qr-track'], { cwd });
    expect(qrTrack).toMatchObject({ code: 0, out: expect.stringMatching(/^qrt_[0-9A-Za-z]{32}\n$/) });
    expect(qra.err).not.toContain(qra.out.trim());
  });

  test('a key made beside a running server works at once, and one revoked is dead at once', async () => {
    const cwd = makeFolder();
    const server = await serve({ cwd });
    const key = (await run(['key', 'create', '--dialect', 'qra', '--name', 'Till'], { cwd })).out.trim();
    expect(await callQra(server.url, key)).toBe(200);
    const list = await run(['key', 'list'], { cwd });
    expect(list.out).toMatch(new RegExp(`${key.slice(0, 15)}…\\s+qra\\s+default\\s+-\\s+Till\\s+active`));
    expect(list.out).not.toContain(key);
    expect(await run(['key', 'revoke', key.slice(0, 15)], { cwd })).toMatchObject({ code: 0, out: '' });
    expect(await callQra(server.url, key)).toBe(401);
    expect((await run(['key', 'list', '--json'], { cwd })).out).toMatch(/"revokedAt":\d+/);
  });

  test('a key for reading alone reads, and is listed as one', async () => {
    const cwd = makeFolder();
    const server = await serve({ cwd });
    const made = await runHere(['key', 'create', '--dialect', 'qra', '--read-only', '--name', 'Report'], {
      cwd,
    });
    expect(made.err).toMatch(/^A read-only qra key for the workspace default\./);
    const headers = { Authorization: `Bearer ${made.out.trim()}` };
    const body = '{"name":"x","destination":"https://example.com/"}';
    const answer = await fetch(`${server.url}/api/v1/qr`, { method: 'POST', headers, body });
    expect([answer.status, await callQra(server.url, made.out.trim())]).toEqual([403, 200]);
    expect((await runHere(['key', 'list'], { cwd })).out).toMatch(/Report\s+active\s+read\s/);
  });

  test('a qr-track key of somebody in several workspaces is for the first, and says so', async () => {
    const cwd = makeFolder();
    await runHere(['workspace', 'create', 'Client', '--owner', 'owner@localhost'], { cwd });
    const create = ['key', 'create', '--dialect', 'qr-track', '--user', 'owner@localhost'];
    const first = await runHere(create, { cwd });
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^qrt_\w{32}\n$/) });
    expect(first.err).toMatch(
      /^owner@localhost is in several workspaces: the key is for the first, default; --workspace chooses another\.\nA qr-track key for the workspace default as owner@localhost\./,
    );
    const chosen = await runHere([...create, '--workspace', 'client'], { cwd });
    expect(chosen.err).toMatch(/^A qr-track key for the workspace client as owner@localhost\./);
    const qra = ['key', 'create', '--dialect', 'qra', '--user', 'owner@localhost'];
    expect(await runHere(qra, { cwd })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--workspace: default, client\.\n$/),
    });
  });

  test('revoke takes a whole key, and repeats neither it nor one that is unknown', async () => {
    const cwd = makeFolder();
    const raw = (await runHere(['key', 'create', '--dialect', 'qra'], { cwd })).out.trim();
    const unknown = await runHere(['key', 'revoke', `${raw}x`], { cwd });
    expect(unknown).toEqual({
      code: 2,
      out: '',
      err: `quietzone: There is no key ${raw.slice(0, 15)}…; \`quietzone key list\` shows them.\n`,
    });
    expect(await runHere(['key', 'revoke', raw], { cwd })).toEqual({
      code: 0,
      out: '',
      err: `${raw.slice(0, 15)}… is revoked.\n`,
    });
    expect((await runHere(['key', 'list'], { cwd })).out).toMatch(/\srevoked\s/);
  });

  test('import takes a key from standard input or a file, never from the command line', async () => {
    const cwd = makeFolder();
    const raw = 'qrf_live_0123456789abcdefXYZ';
    const args = ['key', 'import', '--dialect', 'qra'];
    expect(await runHere([...args, raw], { cwd })).toMatchObject({ code: 2, out: '' });
    expect(await runHere(args, { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--stdin or by --file'),
    });
    expect(await runHere([...args, '--stdin'], { cwd, input: `${raw}\n` })).toMatchObject({ code: 0 });
    const again = await runHere([...args, '--stdin'], { cwd, input: raw });
    expect(again).toMatchObject({ code: 1, err: 'quietzone: This key exists already.\n' });
    writeFileSync(join(cwd, 'key.txt'), 'qrt_0123456789abcdefXYZ');
    const fromFile = ['key', 'import', '--dialect', 'qr-track', '--file', 'key.txt'];
    expect(await runHere(fromFile, { cwd })).toMatchObject({ code: 0 });
    const server = await serve({ cwd });
    expect(await callQra(server.url, raw)).toBe(200);
  });

  test('what is missing or wrong is one sentence and exit code 2', async () => {
    const cwd = makeFolder();
    const cases: [string[], RegExp][] = [
      [
        ['key', 'create'],
        /^quietzone: required option '--dialect <dialect>' not specified \(see --help\)\n$/,
      ],
      [
        ['key', 'create', '--dialect', 'x'],
        /^quietzone: option '--dialect <dialect>' argument 'x' is invalid.*\n$/,
      ],
      [
        ['key', 'create', '--dialect', 'qra', '--expires', 'soon'],
        /^quietzone: --expires soon: use a date.*\n$/,
      ],
      [
        ['key', 'create', '--dialect', 'qra', '--workspace', 'no'],
        /^quietzone: There is no workspace no\. There are: default\.\n$/,
      ],
      [['key', 'create', '--dialect', 'qra', '--user', 'no@no'], /^quietzone: There is no user no@no; .*\n$/],
      [['key', 'revoke', 'qrf_live_nothing'], /^quietzone: There is no key qrf_live_\S*; .*\n$/],
    ];
    for (const [args, sentence] of cases) {
      expect(await runHere(args, { cwd }), args.join(' ')).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(sentence),
      });
    }
  });
});
