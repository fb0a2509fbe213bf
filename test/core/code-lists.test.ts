import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { editMany } from '../../src/core/codes/bulk.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { duplicateCode } from '../../src/core/codes/duplicate.ts';
import { type CodeExportFormat, exportCodes } from '../../src/core/codes/export.ts';
import { codeSorts, directions } from '../../src/core/codes/order.ts';
import { type CodeListQuery, pageCodes } from '../../src/core/codes/page.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { Core } from '../../src/core/core.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { openScanSink } from '../../src/store/open.ts';
import { newHit } from '../store/room.ts';
import { makeAccess, makeCode, openTestCore, startMs, type TestCore } from '../support/store.ts';

async function storeScans(core: TestCore, scans: readonly (readonly [Code, number])[]): Promise<void> {
  const options = { url: '', file: join(core.dir, 'quietzone.db'), durability: 'fast' } as const;
  const sink = await openScanSink(options);
  onTestFinished(() => sink.close());
  const hits = scans.flatMap(([code, count]) => Array.from({ length: count }, (_, n) => newHit(code, n)));
  await sink.storeBatch({ id: 'b1', spool: 's1', hits });
}

/** All of a list, read a page at a time. */
async function readAll(core: Core, access: Access, query: Partial<CodeListQuery>): Promise<string[]> {
  const names: string[] = [];
  let after: CodeListQuery['after'];
  do {
    const whole = { filter: {}, sort: 'created', direction: 'desc', limit: 2, ...query, after } as const;
    const page = await pageCodes(core, access, whole);
    names.push(...page.codes.map(({ code, scanCount }) => `${code.name} ${scanCount}`));
    after = page.next;
  } while (after !== undefined);
  return names;
}

test('codes are listed by their scans, those without any among them, equals by age', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const codes: Code[] = [];
  for (const name of ['ao', 'bo', 'co', 'do', 'eo']) codes.push(await makeCode(core, access, { name }));
  const [a, b, c] = codes as [Code, Code, Code];
  await storeScans(core, [
    [a, 2],
    [b, 12],
    [c, 2],
  ]);
  // No slug of chance has an o.
  const desc = ['bo 12', 'co 2', 'ao 2', 'eo 0', 'do 0'];
  expect(await readAll(core, access, { sort: 'scans' })).toEqual(desc);
  expect(await readAll(core, access, { sort: 'scans', direction: 'asc' })).toEqual(desc.toReversed());
  expect(await readAll(core, access, { sort: 'scans', filter: { search: 'BO' } })).toEqual(['bo 12']);
});

test('in every order, page by page, every code that a filter finds is there once, and counted', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    core.clock.at = startMs + n;
    ids.push((await makeCode(core, access, { name: `Table ${n}`, tags: n % 2 ? ['odd'] : [] })).id);
  }
  await editMany(core, access, { ids: ids.slice(5) }, { do: 'trash' });
  for (const sort of codeSorts) {
    for (const direction of directions) {
      const read = (filter: CodeListQuery['filter']) => readAll(core, access, { sort, direction, filter });
      expect((await read({})).sort()).toEqual([0, 1, 2, 3, 4].map((n) => `Table ${n} 0`));
      expect((await read({ tag: 'odd' })).sort()).toEqual(['Table 1 0', 'Table 3 0']);
      expect((await read({ trash: true })).sort()).toEqual(['Table 5 0', 'Table 6 0']);
      const page = { filter: {}, sort, direction, limit: 1 };
      expect((await pageCodes(core, access, page)).total).toBe(5);
    }
  }
});

test('a duplicate has the content, tags, folder and design of a code, and a slug of its own', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const { id: folderId } = await createFolder(core, access, { name: 'F' });
  const filed = { tags: ['a'], folderId, design: { background: '#ffffee' } };
  const content = { ssid: 'Cafe', encryption: 'nopass' };
  const wifi = await makeCode(core, access, {
    ...filed,
    type: 'wifi',
    content,
    destination: undefined,
    name: 'Wifi',
  });
  const url = await makeCode(core, access, { ...filed, name: 'n'.repeat(255), expiresAt: startMs + 1 });
  for (const code of [wifi, url]) {
    const copy = await duplicateCode(core, access, code.id);
    const { type, destination, href, tags, design } = code;
    expect(copy).toMatchObject({ type, destination, href, content: code.content, tags, folderId, design });
    expect(copy).toMatchObject({ status: 'active', expiresAt: null, designVersion: 1 });
    expect(copy.slug).not.toBe(code.slug);
    expect(copy.name).toMatch(/ copy$/);
    expect(copy.name.length).toBeLessThanOrEqual(255);
  }
});

async function exported(core: Core, access: Access, format: CodeExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportCodes(core, access, format)) text += piece;
  return text;
}

test('an export has every code with its destination, in three formats that say the same', async () => {
  const core = await openTestCore();
  const [access, other] = [await makeAccess(core), await makeAccess(core, 'Cellar')];
  await makeCode(core, other);
  for (const format of ['csv', 'ndjson', 'json'] as const) {
    const empty = await exported(core, access, format);
    expect(
      empty.split('\r\n')[0]!.startsWith(format === 'csv' ? 'id,slug,' : format === 'json' ? '[]' : ''),
    ).toBe(true);
  }
  const folder = await createFolder(core, access, { name: '=Folder' });
  const code = await makeCode(core, access, {
    name: '=HYPERLINK("https://evil.example")',
    tags: ['a', 'b, c'],
    folderId: folder.id,
    expiresAt: startMs + 1,
  });
  const content = { ssid: 'Cafe', encryption: 'nopass' };
  const wifi = await makeCode(core, access, { type: 'wifi', content, destination: undefined });
  await editMany(core, access, { ids: [wifi.id] }, { do: 'trash' });
  await storeScans(core, [[code, 3]]);
  core.clock.at = startMs + 10;
  const lines = JSON.parse(await exported(core, access, 'json'));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({
    ...{ id: code.id, slug: code.slug, short_url: `https://q.test/p/${code.slug}`, name: code.name },
    ...{ type: 'url', destination: 'https://example.com/menu', content: null, status: 'expired' },
    ...{ tags: ['a', 'b, c'], folder: '=Folder', trashed_at: null, scans: 3 },
  });
  expect(lines[1]).toMatchObject({ destination: null, content, trashed_at: expect.stringMatching(/Z$/) });
  const ndjson = (await exported(core, access, 'ndjson')).trimEnd().split('\n');
  expect(ndjson.map((line) => JSON.parse(line))).toEqual(lines);
  const [titles, first, second] = (await exported(core, access, 'csv')).split('\r\n');
  expect(titles!.split(',')).toEqual(Object.keys(lines[0]));
  expect(first).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
  expect(first).toContain(`,"a, b, c","'=Folder",`);
  expect(second).toContain('{""ssid"":""Cafe""');
});

test('an export of many codes goes page by page and misses none', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'business');
  const row = await makeCode(core, access);
  const { num: _num, workspaceNum: _workspace, ...fields } = row;
  for (let from = 0; from < 1_200; from += 200) {
    const codes = Array.from({ length: 200 }, (_, n) => {
      return { ...fields, id: core.random.uuid(), slug: `s-${from + n}` };
    });
    await core.store.transact((tx) => tx.codes.insertMany(codes));
  }
  await updateCode(core, access, row.id, { name: 'First' });
  const lines = JSON.parse(await exported(core, access, 'json')) as { slug: string }[];
  expect(lines.map(({ slug }) => slug)).toEqual([
    row.slug,
    ...Array.from({ length: 1_200 }, (_, n) => `s-${n}`),
  ]);
  expect((await exported(core, access, 'csv')).split('\r\n')).toHaveLength(1_203);
});
