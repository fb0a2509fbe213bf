import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCore } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { createWorkspace } from '../../src/core/workspaces/create.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { eventually } from '../support/eventually.ts';
import { operator } from '../support/program.ts';
import { storeHits, type ToldHit } from '../support/stored-hits.ts';
import { launcher, makeFolder, run, runHere } from './quietzone-process.ts';

const silent = createLogger({ level: 'silent', stream: 2 });
const titles = 'id,ts,code_id,slug,name,country,region,city,device,os,browser,referrer';

/** A folder whose database has two codes, `menu` with many scans and a bot, and `wall` with one. */
async function makeExportable(scans = 3): Promise<string> {
  const cwd = makeFolder();
  const config = loadConfig({}, cwd);
  const { core, close } = await openCore(config, silent);
  try {
    const [workspace] = await core.store.workspaces.list();
    const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
    const make = (slug: string) =>
      createCode(core, access, { type: 'url', destination: 'https://example.com/', slug, name: slug });
    const [menu, wall] = [await make('menu'), await make('wall')];
    const many = Array.from({ length: scans }, (_, n) => ({
      code: menu,
      at: new Date(Date.UTC(2026, 2, 1) + n * 86_400_000).toISOString(),
    }));
    const bot: ToldHit = {
      code: menu,
      at: '2026-03-01T12:00:00Z',
      facts: { kind: 'bot', reason: 'bot_user_agent' },
    };
    await storeHits(config, [...many, bot, { code: wall, at: '2026-03-02T00:00:00Z' }]);
  } finally {
    await close();
  }
  return cwd;
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line !== '');

describe('quietzone export', { timeout: 60_000 }, () => {
  test('writes the scans alone on standard output, as CSV unless told otherwise', async () => {
    const cwd = await makeExportable();
    const csv = await run(['export'], { cwd });
    expect(csv).toMatchObject({ code: 0, err: '4 scans exported.\n' });
    const lines = linesOf(csv.out);
    expect(lines[0]).toBe(titles);
    expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual([
      '"menu"',
      '"menu"',
      '"menu"',
      '"wall"',
    ]);
    const ndjson = await run(['export', '--format', 'ndjson', '--all'], { cwd });
    expect(ndjson).toMatchObject({ code: 0, err: '5 hits exported.\n' });
    const rows = linesOf(ndjson.out).map((line) => JSON.parse(line));
    expect(rows.map(({ kind }) => kind)).toEqual(['human', 'bot', 'human', 'human', 'human']);
  });

  test('can be narrowed to a code and a range of time', async () => {
    const cwd = await makeExportable();
    const count = async (...args: string[]) => {
      const { code, out } = await runHere(['export', '--format', 'ndjson', ...args], { cwd });
      expect(code).toBe(0);
      return linesOf(out).length;
    };
    expect(await count('--code', 'wall')).toBe(1);
    const one = await runHere(['export', '--code', 'wall'], { cwd });
    expect(one.err).toBe('1 scan exported.\n');
    expect(await count('--since', '2026-03-02')).toBe(3);
    expect(await count('--since', '2026-03-02T00:00:00.001Z')).toBe(1);
    expect(await count('--since', '2026-03-02T02:00+02:00', '--until', '2026-03-03')).toBe(2);
    expect(await count('--workspace', 'default')).toBe(4);
  });

  test('a file has its name when it is whole, and takes the place of what was there', async () => {
    const cwd = await makeExportable(2_500);
    writeFileSync(join(cwd, 'scans.csv'), 'old');
    const ended = await runHere(['export', '--code', 'menu', '--output', 'scans.csv'], { cwd });
    expect(ended).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^2,500 scans exported\.\n$/m),
    });
    const text = readFileSync(join(cwd, 'scans.csv'), 'utf8');
    expect(linesOf(text)).toHaveLength(2_501);
    expect(text.startsWith(`${titles}\r\n`)).toBe(true);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('one that cannot be written leaves nothing behind', async () => {
    const cwd = await makeExportable();
    mkdirSync(join(cwd, 'taken'));
    const ended = await runHere(['export', '--output', 'taken'], { cwd });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(existsSync(join(cwd, 'taken.part'))).toBe(false);
    const nowhere = await runHere(['export', '--output', 'no/such/folder.csv'], { cwd });
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('There is no folder') });
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('one that is stopped by %s leaves nothing behind', async (signal, code) => {
    const cwd = await makeExportable(2_500);
    const part = join(cwd, 'scans.csv.part');
    // A pipe that is not emptied lets whoever writes to it wait: the export is held in its middle.
    execFileSync('sh', ['-c', 'mkfifo scans.csv.part'], { cwd });
    const pipe = await open(part, constants.O_RDWR);
    const child = spawn(launcher, ['export', '--output', 'scans.csv'], {
      cwd,
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '' },
    });
    const ended = once(child, 'close');
    await pipe.read(Buffer.alloc(10));
    child.kill(signal);
    await eventually(() => expect(existsSync(part)).toBe(false));
    await pipe.close();
    expect(await ended).toEqual([code, null]);
    expect(readdirSync(cwd)).toEqual(['data']);
  });

  test('standard output that takes nothing more is one sentence', async () => {
    const cwd = await makeExportable();
    const ended = await run(['-c', `'${launcher}' export > /dev/full`], { cwd, command: 'sh' });
    expect(ended).toEqual({
      code: 1,
      out: '',
      err: 'quietzone: Standard output cannot be written: ENOSPC: no space left on device, write.\n',
    });
  });

  test('a reader that has enough is no error', async () => {
    const cwd = await makeExportable(2_500);
    const ended = await run(['-c', `'${launcher}' export | head -1`], { cwd, command: 'sh' });
    expect(ended).toMatchObject({ code: 0, out: `${titles}\r\n` });
    expect(ended.err).not.toMatch(/EPIPE|Error/);
  });

  test('what is wrong is one sentence and exit code 2', async () => {
    const cwd = makeFolder();
    const { core, close } = await openCore(loadConfig({}, cwd), silent);
    const [owner] = await core.store.workspaces.listUsers();
    await createWorkspace(core, operator, { name: 'Second', ownerId: owner!.id });
    await close();
    const cases: [string[], RegExp][] = [
      [['--format', 'xml'], /^quietzone: option '--format <format>' argument 'xml' is invalid.*\n$/],
      [['--since', 'soon'], /^quietzone: --since soon: use a date.*\n$/],
      [['--since', '2026-03-02', '--until', '2026-03-01'], /^quietzone: until: must not be before since\n$/],
      [['--until', '2026-02-30'], /^quietzone: --until 2026-02-30: use a date.*\n$/],
      [['--workspace', 'no'], /^quietzone: There is no workspace no\. There are: default, second\.\n$/],
      [[], /^quietzone: Say which one you mean with --workspace: .*\n$/],
    ];
    for (const [args, sentence] of cases) {
      expect(await runHere(['export', ...args], { cwd }), args.join(' ')).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(sentence),
      });
    }
    const foreign = await runHere(['export', '--workspace', 'second', '--code', 'menu'], { cwd });
    expect(foreign).toEqual({ code: 1, out: '', err: 'quietzone: QR code not found\n' });
  });
});
