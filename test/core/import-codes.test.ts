import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { blockHost } from '../../src/core/blocking/block.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import type { Core } from '../../src/core/core.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { type ImportOptions, importCodes } from '../../src/core/imports/import-codes.ts';
import type { ImportInput, ImportOutcome } from '../../src/core/imports/import-file.ts';
import { previewImport } from '../../src/core/imports/preview.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { setLocked } from '../../src/core/workspaces/create.ts';
import { changesOf, makeAccess, makeCode, openTestCore, operator } from '../support/store.ts';

const tools = {
  readTime: (text: string) => Date.parse(text),
  rest: () => setImmediate(),
};

const columns = ['name', 'slug', 'destination', 'tags', 'folder'] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

function inputOf(rows: readonly Row[], changes: Partial<ImportInput> = {}): ImportInput {
  const lines = rows.map((row, index) => ({
    line: index + 2,
    cells: columns.map((name) => row[name] ?? ''),
  }));
  return { file: { columns, rows: lines }, type: 'url', ...changes };
}

const good: Row = { name: 'Menu', destination: 'https://a.example/menu' };

function importAll(
  core: Core,
  access: Access,
  rows: readonly Row[],
  options: Partial<ImportOptions> & { readonly input?: Partial<ImportInput> } = {},
): Promise<ImportOutcome> {
  const { input, ...others } = options;
  const signal = new AbortController().signal;
  return importCodes(core, access, inputOf(rows, input), { ...tools, signal, onProgress() {}, ...others });
}

async function open(plan: 'free' | 'business' = 'business') {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', plan) };
}

describe('an import', () => {
  test('makes a code of each row, in their order, as if they were made one by one', async () => {
    const { core, access } = await open();
    const folder = await createFolder(core, access, { name: 'Summer' });
    const outcome = await importAll(core, access, [
      { ...good, slug: 'Menu-1', tags: 'a;b', folder: 'SUMMER' },
      { destination: 'https://b.example/' },
    ]);
    const codes = outcome.ok ? outcome.codes : [];
    expect(codes).toMatchObject([
      {
        line: 2,
        code: { name: 'Menu', slug: 'Menu-1', tags: ['a', 'b'], folderId: folder.id, status: 'active' },
      },
      { line: 3, code: { name: 'b.example', destination: 'https://b.example/', folderId: null } },
    ]);
    for (const { code } of codes)
      expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
    const twin = await makeCode(core, access, { name: 'Menu', destination: good.destination });
    expect(Object.keys(codes[0]!.code).toSorted()).toEqual(Object.keys(twin).toSorted());
    const log = (await changesOf(core.store)).filter(({ object }) => object === 'code');
    expect(log.slice(0, 2)).toMatchObject([
      {
        objectId: codes[0]!.code.id,
        actor: access.actor,
        before: null,
        after: { slug: 'Menu-1', tags: ['a', 'b'] },
      },
      { objectId: codes[1]!.code.id, after: { name: 'b.example' } },
    ]);
    expect(Object.keys(log[0]!.after!)).toEqual(Object.keys(log[2]!.after!));
  });

  test('with one wrong row makes nothing, and says which and why', async () => {
    const { core, access } = await open();
    const before = await changesOf(core.store);
    const rows = [...Array.from({ length: 120 }, () => good), { destination: 'nonsense' }];
    expect(await importAll(core, access, rows)).toMatchObject({
      ok: false,
      wrong: 1,
      rows: [{ line: 122, target: 'nonsense', problems: [{ path: 'destination' }] }],
    });
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
    expect(await changesOf(core.store)).toEqual(before);
  });

  test('refuses slugs that are or were taken by anybody, and the same one twice', async () => {
    const { core, access } = await open();
    const other = await makeAccess(core, 'Elsewhere', 'business');
    await makeCode(core, other, { slug: 'taken' });
    const { id } = await makeCode(core, other, { slug: 'gone' });
    await deleteCode(core, other, id);
    const rows = ['Taken', 'GONE', 'free', 'FREE'].map((slug) => ({ ...good, slug }));
    const outcome = await importAll(core, access, rows);
    const problems = outcome.ok
      ? []
      : outcome.rows.map(({ line, problems: [first] }) => [line, first?.message]);
    expect(problems).toEqual([
      [2, 'This slug is taken. Try another.'],
      [3, 'This slug is taken. Try another.'],
      [5, 'is that of line 4 already: choose another'],
    ]);
  });

  test('makes nothing when a slug is taken by somebody else while it is saved', async () => {
    const { core, access } = await open();
    const other = await makeAccess(core, 'Elsewhere', 'business');
    const slugs = { ...core.store.slugs, findTaken: async () => new Set<string>() };
    await makeCode(core, other, { slug: 'taken' });
    const late = { ...core, store: { ...core.store, slugs } };
    const outcome = await importAll(late, access, [good, { ...good, slug: 'taken' }]);
    expect(outcome).toMatchObject({ ok: false, rows: [{ line: 3, problems: [{ path: 'slug' }] }] });
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  });

  test('holds the plan, the lock and the role', async () => {
    const { core, access } = await open('free');
    const rows = Array.from({ length: 11 }, () => good);
    await expect(importAll(core, access, rows)).rejects.toMatchObject({ code: 'plan_limit_reached' });
    expect(await importAll(core, access, rows.slice(1))).toMatchObject({ ok: true });
    await expect(importAll(core, access, [good])).rejects.toMatchObject({ code: 'plan_limit_reached' });
    await setLocked(core, operator, access.workspace, true);
    await expect(importAll(core, access, [good])).rejects.toMatchObject({ code: 'workspace_locked' });
    const viewer = { ...access, role: 'viewer' } as const;
    await expect(importAll(core, viewer, [good])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(previewImport(core, viewer, inputOf([good]), tools)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('that is given up before its commit leaves nothing', async () => {
    const { core, access } = await open();
    const rows = Array.from({ length: 200 }, () => good);
    const gone = new AbortController();
    const onProgress = (done: number) => done === 200 && gone.abort(new Error('gone'));
    const given = importAll(core, access, rows, {
      signal: gone.signal,
      onProgress: (done) => void onProgress(done),
    });
    await expect(given).rejects.toThrow('gone');
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
    await makeCode(core, access);
  });

  test('tells how far it is, from none to all', async () => {
    const { core, access } = await open();
    const told: number[] = [];
    const rows = Array.from({ length: 120 }, () => good);
    await importAll(core, access, rows, { onProgress: (done) => told.push(done) });
    expect(told[0]).toBe(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(120);
  });

  test('puts rows that name no folder where it was told to, and refuses folders that are not there', async () => {
    const { core, access } = await open();
    const other = await makeAccess(core, 'Elsewhere', 'business');
    const [folder, foreign] = [
      await createFolder(core, access, { name: 'Summer' }),
      await createFolder(core, other, { name: 'Winter' }),
    ];
    expect(await importAll(core, access, [good], { input: { folderId: folder.id } })).toMatchObject({
      codes: [{ code: { folderId: folder.id } }],
    });
    expect(await importAll(core, access, [{ ...good, folder: 'Winter' }])).toMatchObject({
      rows: [{ problems: [{ path: 'folder' }] }],
    });
    const elsewhere = importAll(core, access, [good], { input: { folderId: foreign.id } });
    await expect(elsewhere).rejects.toMatchObject({ code: 'validation_error' });
  });

  test('refuses what leads to a blocked host, in the words of a single create', async () => {
    const { core, access } = await open();
    const chief = { kind: 'operator', id: null, name: 'Chief' } as const;
    await blockHost(core, chief, { host: 'bad.example', reason: 'phishing' });
    const bad = 'https://www.bad.example/';
    const outcome = await importAll(core, access, [good, { destination: bad }]);
    const alone = await makeCode(core, access, { destination: bad }).catch((error) => error);
    expect(outcome).toMatchObject({ ok: false, rows: [{ line: 3, problems: alone.details }] });
  });
});

describe('a preview', () => {
  test('shows the first rows and every wrong one, how the columns were read, and saves nothing', async () => {
    const { core, access } = await open();
    const rows = Array.from({ length: 300 }, (_, index) =>
      index % 100 === 99 ? { destination: 'x' } : good,
    );
    const preview = await previewImport(core, access, inputOf(rows), tools);
    expect(preview).toMatchObject({
      columns,
      mapping: { name: 0, slug: 1, destination: 2, tags: 3, folder: 4 },
      rows: 300,
      wrong: 3,
      problems: [],
    });
    expect(preview.fields.slice(0, 4)).toEqual(['name', 'slug', 'type', 'destination']);
    expect(preview.sample).toHaveLength(23);
    expect(preview.sample.slice(-3).map(({ line }) => line)).toEqual([101, 201, 301]);
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  });

  test('says that the plan has no room for all of them', async () => {
    const { core, access } = await open('free');
    const rows = Array.from({ length: 11 }, () => good);
    const { problems, wrong } = await previewImport(core, access, inputOf(rows), tools);
    expect(wrong).toBe(0);
    expect(problems).toMatchObject([
      { path: '', message: expect.stringContaining('The free plan holds 10 codes') },
    ]);
  });

  test('reads the columns as it was told to', async () => {
    const { core, access } = await open();
    const mapping = { destination: 0 };
    const { sample } = await previewImport(
      core,
      access,
      inputOf([{ name: 'https://c.example/' }], { mapping }),
      tools,
    );
    expect(sample).toMatchObject([{ name: 'c.example', target: 'https://c.example/', problems: [] }]);
  });

  test('refuses an empty file and one of more than 5,000 rows', async () => {
    const { core, access } = await open();
    for (const rows of [[], Array.from({ length: 5_001 }, () => good)]) {
      await expect(previewImport(core, access, inputOf(rows), tools)).rejects.toMatchObject({
        details: [{ path: 'csv' }],
      });
    }
  });
});

test('whoever reads does not wait for an import of 5,000 rows, and other writers have their turn after it', async () => {
  const { core, access } = await open();
  const other = await makeAccess(core, 'Elsewhere', 'business');
  const rows = Array.from({ length: 5_000 }, (_, index) => ({
    ...good,
    slug: `import-${index}`,
    tags: 'a;b',
  }));
  const began = Promise.withResolvers<void>();
  const importing = importAll(core, access, rows, {
    onProgress: (done) => void (done > 0 && began.resolve()),
  });
  await began.promise;
  expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  await makeCode(core, other);
  expect(await core.store.codes.countAll(access.workspace.id)).toBe(5_000);
  expect(await importing).toMatchObject({ ok: true });
});
