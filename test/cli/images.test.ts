import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCore } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { decodeWithZxing } from '../support/decode-qr.ts';
import { eventually } from '../support/eventually.ts';
import { operator } from '../support/program.ts';
import { launcher, makeFolder, run, runHere } from './quietzone-process.ts';

const silent = createLogger({ level: 'silent', stream: 2 });
const env = { BASE_URL: 'https://self.test' };

/** A folder for the tests of one command; its database has a code for each slug, the first with a tag. */
function useCodes(...slugs: readonly string[]): { cwd: string } {
  const folder = { cwd: '' };
  beforeAll(async () => {
    folder.cwd = mkdtempSync(join(tmpdir(), 'quietzone-cli-'));
    const { core, close } = await openCore(loadConfig(env, folder.cwd), silent);
    const [workspace] = await core.store.workspaces.list();
    const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
    for (const slug of slugs) {
      const tags = slug === slugs[0] ? ['tables'] : [];
      const code = { type: 'url', destination: 'https://example.com/', slug, name: slug, tags } as const;
      await createCode(core, access, code);
    }
    await close();
  });
  afterAll(() => rmSync(folder.cwd, { recursive: true, force: true }));
  return folder;
}

/** Of a design that hardly any reader reads. */
const weak = ['quiet_zone=0', 'background=000', 'modules.color=999', 'error_correction=L'];

const call = (cwd: string, ...args: string[]) => runHere(args, { cwd, env });

describe('quietzone image', { timeout: 60_000 }, () => {
  const folder = useCodes('menu');

  test('draws a code with its own design into a file of the format that its name says', async () => {
    const { cwd } = folder;
    expect(await call(cwd, 'image', 'menu', '--mm', '30', '-o', 'menu.pdf')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(readFileSync(join(cwd, 'menu.pdf'), 'latin1')).toMatch(/^%PDF-/);
    await call(cwd, 'image', 'menu', '--size', '300', '--preset', 'dots', '-o', 'menu.png');
    const png = readFileSync(join(cwd, 'menu.png'));
    expect((await sharp(png).metadata()).width).toBe(300);
    expect(await decodeWithZxing(png)).toBe('https://self.test/p/menu');
    expect(readdirSync(cwd).sort()).toEqual(['data', 'menu.pdf', 'menu.png']);
  });

  test('draws any text, and bytes alone go to standard output', async () => {
    const { cwd } = folder;
    const color = 'modules.color=000080';
    const asked = ['image', '--text', 'Hello', '--format', 'svg', '--set', color];
    const { code, out, err } = await run(asked, { cwd, env });
    expect([code, out, err]).toEqual([0, expect.stringMatching(/^<svg [\s\S]*#000080[\s\S]*<\/svg>$/), '']);
    expect(await decodeWithZxing(Buffer.from(out))).toBe('Hello');
  });

  test('draws a text of any length that a symbol holds', async () => {
    const text = 'x'.repeat(1_500);
    const { code, out, err } = await call(folder.cwd, 'image', '--text', text, '--size', '1000');
    expect([code, err]).toEqual([0, '']);
    expect(await decodeWithZxing(Buffer.from(out, 'latin1'))).toBe(text);
  });

  test('what is wrong is named, and leaves no file behind', async () => {
    const { cwd } = folder;
    for (const [args, words] of [
      [['menu', '--text', 'x'], ['--text']],
      [['menu', '--mm', '4'], ['--mm']],
      [['menu', '--mm', 'wide'], ['--mm']],
      [['menu', '--size', '10'], ['--size: must be a whole number from 64 to 4096']],
      [['menu', '--dpi', '300.5'], ['--dpi']],
      [['menu', '--bleed', '11mm'], ['--bleed']],
      [['menu', '--spot', 'two\nlines'], ['--spot']],
      [['menu', '--spot', 'x'.repeat(61)], ['--spot']],
      [['nosuch'], ['not found']],
      [
        ['menu', '--set', 'modules.shape=stars', '__proto__.x=1'],
        ['modules.shape', '__proto__'],
      ],
      [['menu', '--set', 'shape'], ['field=value']],
      [['menu', '--set', 'modules.color=fff'], ['modules.color']],
      [['menu', '--file', 'nosuch.json'], ['nosuch.json']],
      [['--text', 'x'.repeat(5_000)], ['--text']],
      [['--text', ''], ['--text']],
    ] as const) {
      const { code, out, err } = await call(cwd, 'image', ...args, '-o', 'wrong.png');
      expect([code === 0, out]).toEqual([false, '']);
      for (const word of words) expect(err).toContain(word);
    }
    const gif = await call(cwd, 'image', 'menu', '-o', 'wrong.gif');
    expect([gif.code, gif.err]).toEqual([2, expect.stringContaining('--output wrong.gif')]);
    expect(readdirSync(cwd).filter((name) => name.startsWith('wrong'))).toEqual([]);
  });
});

describe('quietzone design', { timeout: 60_000 }, () => {
  const folder = useCodes('menu', 'wall', 'desk', 'door');

  test('set, show and history tell the same, and an earlier design can be had again', async () => {
    const { cwd } = folder;
    const set = ['modules.shape=dots', 'modules.color=00a', 'quiet_zone=5', 'frame.text=Order here'];
    const first = await call(cwd, 'design', 'set', 'desk', '--preset', 'leaf', '--set', ...set);
    expect(first).toMatchObject({ code: 0, out: '', err: expect.stringContaining('version 1') });
    const shown = (await call(cwd, 'design', 'show', 'desk')).out;
    expect(JSON.parse(shown)).toMatchObject({
      modules: { shape: 'dots', color: '#0000aa' },
      eyes: { frame: { shape: 'leaf' } },
      frame: { text: 'Order here' },
      quiet_zone: 5,
    });
    writeFileSync(join(cwd, 'design.json'), shown);
    expect((await call(cwd, 'design', 'set', 'desk', '--file', 'design.json')).err).toContain(
      'already, version 1',
    );
    await call(cwd, 'design', 'set', 'desk', '--plain');
    const none = await call(cwd, 'design', 'set', 'desk', '--restore', '9');
    expect(none).toMatchObject({
      code: 1,
      err: expect.stringContaining('Version 9 of the design not found'),
    });
    await call(cwd, 'design', 'set', 'desk', '--restore', '1', '--set', 'modules.shape=diamond');
    const diamond = { ...JSON.parse(shown), modules: { shape: 'diamond', color: '#0000aa' } };
    expect(JSON.parse((await call(cwd, 'design', 'show', 'desk')).out)).toEqual(diamond);
    const history = (await call(cwd, 'design', 'history', 'desk')).out.trimEnd().split('\n');
    expect(history.map((line) => line.split(/ {2,}/)[0])).toEqual(['VERSION', '3', '2', '1']);
    expect(history[2]).toContain('plain');
  });

  test('a logo is uploaded from a file, once', async () => {
    const { cwd } = folder;
    const picture = { create: { width: 64, height: 64, channels: 4, background: '#0a7357' } } as const;
    writeFileSync(join(cwd, 'logo.png'), await sharp(picture).png().toBuffer());
    await call(cwd, 'design', 'set', 'menu', '--logo', 'logo.png', '--set', 'logo.size=0.15');
    const { logo } = JSON.parse((await call(cwd, 'design', 'show', 'menu')).out);
    expect(logo).toMatchObject({ image: expect.stringMatching(/^[0-9a-f]{64}$/), size: 0.15 });
    await call(cwd, 'design', 'set', 'wall', '--logo', logo.image);
    await call(cwd, 'design', 'set', 'wall', '--set', 'logo=none');
    const history = (await call(cwd, 'design', 'history', 'wall', '--json')).out.trimEnd().split('\n');
    const designs = history.map((line) => JSON.parse(line).design);
    expect(designs.slice(0, 2)).toMatchObject([{ logo: null }, { logo: { image: logo.image } }]);
  });

  test('one that fails its proof is refused with --require-proof', async () => {
    const refused = await call(folder.cwd, 'design', 'set', 'door', '--set', ...weak, '--require-proof');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('failed its proof') });
    expect((await call(folder.cwd, 'design', 'history', 'door')).out).not.toContain('1 ');
  });

  test('presets are listed for people and for programs', async () => {
    const cwd = makeFolder();
    expect((await call(cwd, 'design', 'presets')).out).toMatch(/^PRESET[\s\S]*\nocean /);
    expect(JSON.parse((await call(cwd, 'design', 'presets', '--json')).out)).toHaveProperty('ocean.modules');
  });
});

describe('quietzone proof', { timeout: 60_000 }, () => {
  const folder = useCodes('menu');

  test('tells what was read and how small the code may be, and draws a contact sheet', async () => {
    const { cwd } = folder;
    const args = ['proof', 'menu', '--distance', '50cm', '--dpi', '203', '-o', 'contact.pdf'];
    const { code, out, err } = await call(cwd, ...args);
    expect([code, out]).toEqual([0, expect.stringContaining('can be printed')]);
    expect(err).toContain('Drawing the contact sheet…\n');
    expect(out).toMatch(/smallest +\d+\.\d mm .*50cm at 203 dpi/);
    expect(readFileSync(join(cwd, 'contact.pdf'), 'latin1')).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
  });

  test('ends with 1 when the design fails, which was warned of when it was set', async () => {
    const { cwd } = folder;
    const warned = await call(cwd, 'design', 'set', 'menu', '--set', ...weak);
    expect(warned).toMatchObject({ code: 0, err: expect.stringContaining('Warning: ') });
    const { code, out, err } = await call(cwd, 'proof', 'menu', '--distance', '5m', '--json');
    expect([code, err]).toEqual([1, expect.stringContaining('do not print')]);
    expect(JSON.parse(out)).toMatchObject({
      profile: 'quick',
      ok: false,
      // Not every reader reads even the undamaged files.
      safeSize: null,
    });
  });

  test('what is wrong is named before anything is looked at', async () => {
    for (const [args, word] of [
      [['-o', 'contact.gif'], '--output'],
      [['--distance', '4cm'], '--distance'],
      [['--distance', '170ft'], '--distance'],
      [['--dpi', '71'], '--dpi'],
    ] as const) {
      const { code, out, err } = await call(folder.cwd, 'proof', 'menu', ...args);
      expect([code, out, err]).toEqual([2, '', expect.stringContaining(word)]);
    }
  });
});

describe('quietzone sheet', { timeout: 60_000 }, () => {
  const folder = useCodes('menu', 'wall');

  test('puts codes on labels as they are sold, several of each', async () => {
    const { cwd } = folder;
    const args = ['sheet', '--grid', 'avery-l7160', '--caption', 'name', 'Scan me', '-o', 'labels.pdf'];
    expect(await call(cwd, ...args, '--copies', '12')).toMatchObject({
      ...{ code: 0, out: '', err: expect.stringContaining('24 labels on 2 pages.\n') },
    });
    const pdf = readFileSync(join(cwd, 'labels.pdf'), 'latin1');
    expect(pdf).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
    expect(pdf.match(/\/Type ?\/Page\b/g)).toHaveLength(2);
    expect((await call(cwd, ...args, '--tag', 'tables')).err).toContain('1 label on 1 page.');
    const cut = ['sheet', '--grid', '4x6', '--crop-marks', '--ink', 'cmyk', '-o', 'cut.pdf'];
    expect((await call(cwd, ...cut, '--codes', 'wall,menu,wall')).err).toContain('3 labels on 1 page.');
    expect(readFileSync(join(cwd, 'cut.pdf'), 'latin1')).toMatch(/^%PDF-/);
  });

  test('lays out rolls and pages of any size, and goes to standard output', async () => {
    const { cwd } = folder;
    for (const layout of [
      ['--paper', 'roll', '--label', '50x30mm'],
      [
        '--paper',
        'custom',
        '--page',
        '10cmx100mm',
        '--grid',
        '1x1',
        '--margin',
        '5mm',
        '--code-width',
        '20mm',
      ],
      ['--paper', 'letter', '--label', '2inx1in', '--gap', '3', '--skip', '2', '--title', 'Tables'],
    ]) {
      const { code, out } = await call(cwd, 'sheet', ...layout);
      expect([code, out.slice(0, 5)]).toEqual([0, '%PDF-']);
    }
  });

  test('what is wrong is named, and leaves no file behind', async () => {
    const { cwd } = folder;
    for (const [args, words] of [
      [
        ['--code-width', '2mm', '--copies', '0', '--title', 'two\nlines'],
        ['--code-width', '--copies', '--title'],
      ],
      [['--caption', 'x'.repeat(201)], ['--caption']],
      [['--skip', '4000'], ['--skip']],
      [['--grid', 'nosuch'], ['--grid']],
      [['--grid', '99x99'], ['--label']],
      [['--paper', 'custom'], ['--page']],
      [['--tag', 'nosuch'], ['no such code']],
      [
        ['--codes', 'menu,nosuch'],
        ['--codes nosuch', 'there is no code'],
      ],
      [['--folder', 'nosuch'], ['There is no folder nosuch']],
      [['--order', 'asc'], ['--sort']],
      [['--codes', 'menu', '--tag', 'tables'], ['--tag']],
      [['--label', '1x2x3'], ['--label']],
    ] as const) {
      const { code, err } = await call(cwd, 'sheet', ...args, '-o', 'wrong.pdf');
      expect(code).not.toBe(0);
      for (const word of words) expect(err).toContain(word);
    }
    expect(readdirSync(cwd).filter((name) => name.startsWith('wrong'))).toEqual([]);
  });
});

describe('quietzone pictures', { timeout: 60_000 }, () => {
  const folder = useCodes('menu', 'wall');

  test('packs codes that are found or named into one ZIP, as wide as is wished', async () => {
    const { cwd } = folder;
    const all = await call(cwd, 'pictures', '--size', '300', '-o', 'codes.zip');
    expect(all).toEqual({ code: 0, out: '', err: expect.stringMatching(/^2 pictures packed\.\n$/m) });
    const files = unzipSync(readFileSync(join(cwd, 'codes.zip')));
    expect(Object.keys(files)).toEqual(['wall.png', 'menu.png']);
    expect((await sharp(files['menu.png']).metadata()).width).toBe(300);
    expect(await decodeWithZxing(Buffer.from(files['wall.png']!))).toBe('https://self.test/p/wall');
    const svg = ['pictures', '--format', 'svg', '--mm', '30', '-o', 'svg.zip'];
    await call(cwd, ...svg, '--tag', 'tables');
    const [[name, bytes] = ['']] = Object.entries(unzipSync(readFileSync(join(cwd, 'svg.zip'))));
    expect([name, Buffer.from(bytes ?? []).toString()]).toEqual([
      'menu.svg',
      expect.stringContaining('width="30mm"'),
    ]);
    expect((await call(cwd, ...svg, '--codes', 'WALL')).err).toContain('1 picture packed.');
  });

  test('what is wrong is named, and leaves no file behind', async () => {
    const { cwd } = folder;
    for (const [args, word] of [
      [['--size', '1'], '--size'],
      [['--codes', 'menu,nosuch'], '--codes nosuch'],
      [['--codes', 'menu', '--status', 'active'], '--status'],
      [['--tag', 'nosuch'], 'no such code'],
      [['--format', 'zpl', '--mm', '1'], 'mm'],
    ] as const) {
      const { code, err } = await call(cwd, 'pictures', ...args, '-o', 'wrong.zip');
      expect([args, code !== 0, err]).toEqual([args, true, expect.stringContaining(word)]);
    }
    expect(readdirSync(cwd).filter((file) => file.startsWith('wrong'))).toEqual([]);
  });

  test('one that is stopped leaves nothing behind', async () => {
    const { cwd } = folder;
    const part = join(cwd, 'held.zip.part');
    // A pipe that nobody empties lets whoever writes to it wait: the archive is held in its middle.
    execFileSync('sh', ['-c', 'mkfifo held.zip.part'], { cwd });
    const pipe = await open(part, constants.O_RDWR);
    // More than a pipe holds.
    const codes = Array.from({ length: 500 }, () => 'menu').join();
    const args = ['pictures', '--format', 'eps', '--codes', codes, '-o', 'held.zip'];
    const child = spawn(launcher, args, { cwd, stdio: 'ignore', env: { PATH: process.env.PATH ?? '' } });
    const ended = once(child, 'close');
    await pipe.read(Buffer.alloc(10));
    child.kill('SIGINT');
    await eventually(() => expect(existsSync(part)).toBe(false));
    await pipe.close();
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(cwd).filter((file) => file.startsWith('held'))).toEqual([]);
  });
});
