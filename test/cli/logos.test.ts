import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withCore } from '../../src/cli/session.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { svg } from '../support/hostile-pictures.ts';
import { operator } from '../support/program.ts';
import { makeFolder, runHere } from './quietzone-process.ts';

const timeout = 60_000;

function makeTestFolder(): string {
  const cwd = makeFolder();
  writeFileSync(join(cwd, 'sun.svg'), svg('<circle cx="50" cy="50" r="50" fill="#1040a0"/>'));
  return cwd;
}

/** A code with the slug `menu`. */
async function makeCode(cwd: string): Promise<void> {
  const nothing = () => Promise.reject(new Error('nothing is asked here'));
  const quiet = { out: () => undefined, err: () => undefined, write: nothing, readInput: nothing };
  await withCore({ env: {}, cwd, ...quiet }, async (core) => {
    const [workspace] = await core.store.workspaces.list();
    const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
    await createCode(core, access, {
      type: 'url',
      name: 'Menu',
      destination: 'https://example.com/',
      slug: 'menu',
    });
  });
}

test('a logo is added, given to a code, listed, and not removed while the code has it', {
  timeout,
}, async () => {
  const cwd = makeTestFolder();
  await makeCode(cwd);
  const added = await runHere(['logo', 'add', 'sun.svg', '--code', 'menu', '--size', '0.25'], { cwd });
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
  expect(added.err).toMatch(/^The logo sun is kept with 1024 × 1024 px\.\nThe code menu has it now\.\n/);
  const id = added.out.trim();
  const list = await runHere(['logo', 'list'], { cwd });
  expect(list.out).toMatch(new RegExp(`${id.slice(0, 12)}…\\s+sun\\s+1024 × 1024`));
  expect(JSON.parse((await runHere(['logo', 'list', '--json'], { cwd })).out)).toMatchObject({
    id,
    name: 'sun',
  });
  const refused = await runHere(['logo', 'remove', id.slice(0, 12)], { cwd });
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/uses this logo/) });
  const other = await runHere(['logo', 'remove', 'ffffffff'], { cwd });
  expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/There is no logo ffff/) });
});

test('what is no harmless picture is refused with the reason, and a logo that nobody uses is removed', {
  timeout,
}, async () => {
  const cwd = makeTestFolder();
  writeFileSync(join(cwd, 'bad.svg'), svg('<script>x</script>'));
  const bad = await runHere(['logo', 'add', 'bad.svg'], { cwd });
  expect(bad).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/bad\.svg: is an SVG with scripts/),
  });
  const size = await runHere(['logo', 'add', 'sun.svg', '--size', '0.9'], { cwd });
  expect(size).toMatchObject({ code: 2, err: expect.stringMatching(/--code/) });
  const id = (await runHere(['logo', 'add', 'sun.svg', '--name', 'Star'], { cwd })).out.trim();
  expect(await runHere(['logo', 'remove', id], { cwd })).toEqual({
    code: 0,
    out: '',
    err: 'The logo Star is deleted.\n',
  });
});

test('advise says size, strength and savings for people, and as JSON', { timeout }, async () => {
  const cwd = makeTestFolder();
  await makeCode(cwd);
  const env = { BASE_URL: 'https://qr.a-rather-long-company-name.example.com' };
  const asked = ['advise', 'menu', '--distance', '2m', '--surface', 'glossy', '--dpi', '300'];
  const people = await runHere(asked, { cwd, env });
  expect(people).toMatchObject({ code: 0, err: '' });
  expect(people.out).toMatch(/^module +at least \d+\.\d+ mm, \d+ dots: /);
  expect(people.out).toMatch(/\nerror correction +at least Q\n/);
  expect(people.out).toMatch(/\nWarning: .*glossy/);
  expect(people.out).toMatch(/\nShorter: .*HTTPS:\/\/QR\..*\/P\/MENU/);
  const json = JSON.parse((await runHere([...asked, '--json'], { cwd, env })).out);
  expect(json).toMatchObject({
    query: { distanceMm: 2000, surface: 'glossy', light: 'indoor' },
    version: expect.any(Number),
  });
  const wrong = await runHere(['advise', 'menu', '--distance', 'far'], { cwd });
  expect(wrong).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--distance far: use a length such as/),
  });
  const tooFar = await runHere(['advise', 'menu', '--distance', '80m'], { cwd });
  expect(tooFar).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--distance: must be a number of millimetres from 50 to 50000/),
  });
});
