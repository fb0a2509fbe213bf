import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  eyeBallShapes,
  eyeFrameShapes,
  frameShapes,
  moduleShapes,
} from '../../../src/core/designs/design.ts';
import { presetNames } from '../../../src/core/designs/presets.ts';
import { qraClient } from '../../support/api.ts';
import { hasCurl, shell } from '../../support/curl.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const manual = read('images.md');
const examples = [...manual.matchAll(/```sh\n(.*?)```/gs)]
  .flatMap(([, text = '']) => text.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('curl'));

/** How files of these kinds begin. */
const starts: Readonly<Record<string, string>> = { pdf: '%PDF-', png: '\x89PNG\r', zip: 'PK\x03\x04\x14' };

let program: TestProgram;
let key: string;
let id: string;
const folder = mkdtempSync(join(tmpdir(), 'quietzone-manual-'));

beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  const code = { name: 'First', slug: 'first', destination: 'https://example.com/', tags: ['tables'] };
  id = (await qraClient(program, key)('POST', '/qr', code)).body.id;
  const logo = { create: { width: 40, height: 20, channels: 4, background: '#0a7357' } } as const;
  await sharp(logo).png().toFile(join(folder, 'logo.png'));
});
afterAll(async () => {
  await program.stop();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!hasCurl)('the calls of the manual (skipped where curl is not installed)', () => {
  test('there are some of each kind', () => expect(examples.length).toBeGreaterThanOrEqual(6));

  test.each(examples)('%s', async (line) => {
    const before = readdirSync(folder);
    const answer = await shell(
      `cd '${folder}'\nID=${id}\n${line.replace('curl', 'curl --fail-with-body').replace('localhost:3000', program.url)}`,
      program.url,
      key,
    );
    const files = readdirSync(folder).filter((name) => !before.includes(name));
    expect(answer.length + files.length).toBeGreaterThan(0);
    for (const name of files) {
      const start = readFileSync(join(folder, name)).toString('latin1', 0, 5);
      expect(start).toBe(starts[name.slice(-3)]);
    }
    if (answer !== '') expect(answer).toMatch(/^\{|^event: report$/m);
  });
});

test('the manual names every shape, and the gallery every preset', () => {
  for (const name of [...moduleShapes, ...frameShapes]) expect(manual).toContain(`\`${name}\``);
  const gallery = read('gallery.md');
  for (const name of [...presetNames, ...eyeFrameShapes, ...eyeBallShapes]) expect(gallery).toContain(name);
});
