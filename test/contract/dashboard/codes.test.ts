import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seqMax } from '../../../src/core/changes/change.ts';
import { undoMax } from '../../../src/core/codes/undo.ts';
import type { WireBulkAction, WireCodeQuery } from '../../../src/http/dashboard/wire-codes.ts';
import { plainClient, scan } from '../../support/api.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let dashboard: Dashboard;
beforeAll(async () => {
  program = await startProgram();
  const secret = await readFile(join(program.config.dataDir, 'secret'), 'utf8');
  dashboard = await dashboardOf(program, secret.trim());
});
afterAll(() => program.stop());

interface Seat {
  readonly browser: Browser;
  readonly at: { readonly workspace: string };
}

/** A workspace of its own, with its owner's browser. */
async function sit(): Promise<Seat> {
  const { workspace, owner } = await dashboard.workspace();
  return { browser: await dashboard.browserOf(owner), at: { workspace: workspace.slug } };
}

const destination = 'https://example.com/menu';

function make({ browser, at }: Seat, name: string, more: object = {}) {
  return browser.get('POST /w/:workspace/codes', {
    params: at,
    body: { type: 'url', destination, name, ...more },
  });
}

async function namesOf({ browser, at }: Seat, query: WireCodeQuery = {}): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const asked = { limit: '2', ...query, ...(cursor && { cursor }) };
    const page = await browser.get('GET /w/:workspace/codes', { params: at, query: asked });
    names.push(...page.codes.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return names;
}

test('a code that is made is read, edited and listed as the wire says', async () => {
  const seat = await sit();
  const { browser, at } = seat;
  const wish = { tags: ['a'], slug: `menu-${at.workspace}`, expiresAt: 9e12 };
  const { warnings, ...made } = await make(seat, 'Menu', wish);
  expect(warnings).toEqual([]);
  expect(made).toEqual({
    ...{ id: expect.any(String), slug: `menu-${at.workspace}`, type: 'url', name: 'Menu', destination },
    ...{ shortUrl: `https://self.test/p/${made.slug}`, picture: `/img/${made.slug}.svg?v=0` },
    ...{ content: null, status: 'active', suspended: null, tags: ['a'], folderId: null, expiresAt: 9e12 },
    ...{ createdAt: expect.any(Number), updatedAt: made.createdAt, trashedAt: null, scans: 0 },
    designVersion: 0,
  });
  const params = { ...at, code: made.id };
  expect(await browser.get('GET /w/:workspace/codes/:code', { params })).toEqual(made);
  await scan(program, made.slug);
  const body = { name: 'Card', status: 'paused', expiresAt: null, tags: [] } as const;
  const edited = await browser.get('PATCH /w/:workspace/codes/:code', { params, body });
  expect(edited).toMatchObject({ ...body, id: made.id, seq: expect.any(Number) });
  const same = await browser.get('PATCH /w/:workspace/codes/:code', { params, body });
  expect(same).toMatchObject({ seq: null, updatedAt: edited.updatedAt });
  expect((await plainClient(program)('GET', made.picture)).status).toBe(200);
});

test('the address of a picture changes with the design, and with what is encoded', async () => {
  const seat = await sit();
  const content = { ssid: 'Cafe', encryption: 'nopass' };
  const wifi = await make(seat, 'Wifi', { type: 'wifi', destination: undefined, content });
  const params = { ...seat.at, code: wifi.id };
  const edit = (body: object) => seat.browser.get('PATCH /w/:workspace/codes/:code', { params, body });
  const edited = await edit({ content: { ...content, ssid: 'Bar' } });
  expect(edited.picture).not.toBe(wifi.picture);
  const url = await make(seat, 'Menu');
  const moved = await seat.browser.get('PATCH /w/:workspace/codes/:code', {
    params: { ...seat.at, code: url.id },
    body: { destination: 'https://example.org/' },
  });
  expect(moved.picture).toBe(url.picture);
});

test('the list pages by cursor in every order and narrows by every filter', async () => {
  const seat = await sit();
  const { browser, at } = seat;
  const folder = await browser.get('POST /w/:workspace/folders', { params: at, body: { name: 'F' } });
  await make(seat, 'Table 10', { tags: ['x'] });
  await make(seat, 'Table 9', { folderId: folder.id });
  await make(seat, 'apple', { type: 'phone', destination: '+15551234567' });
  const newest = ['apple', 'Table 9', 'Table 10'];
  expect(await namesOf(seat)).toEqual(newest);
  expect(await namesOf(seat, { order: 'asc' })).toEqual(newest.toReversed());
  expect(await namesOf(seat, { sort: 'updated' })).toEqual(newest);
  expect(await namesOf(seat, { sort: 'scans' })).toEqual(newest);
  expect(await namesOf(seat, { sort: 'name' })).toEqual(['apple', 'Table 9', 'Table 10']);
  expect(await namesOf(seat, { sort: 'name', order: 'desc' })).toEqual(['Table 10', 'Table 9', 'apple']);
  expect(await namesOf(seat, { search: 'TABLE' })).toEqual(['Table 9', 'Table 10']);
  expect(await namesOf(seat, { tag: 'x' })).toEqual(['Table 10']);
  expect(await namesOf(seat, { type: 'phone' })).toEqual(['apple']);
  expect(await namesOf(seat, { folder: folder.id })).toEqual(['Table 9']);
  expect(await namesOf(seat, { folder: 'none' })).toEqual(['apple', 'Table 10']);
  expect(await namesOf(seat, { status: 'paused', trash: '1' })).toEqual([]);
  const page = await browser.get('GET /w/:workspace/codes', { params: at, query: { limit: '1' } });
  expect(page).toMatchObject({ total: 3, next: expect.any(String) });
  for (const query of [
    { cursor: page.next!, sort: 'name' },
    { cursor: 'nonsense' },
    { cursor: Buffer.from('["created","x",null]').toString('base64url') },
    { sort: 'size' },
    { limit: 'ten' },
  ]) {
    const asked = query as WireCodeQuery;
    const answer = await browser.ask('GET /w/:workspace/codes', { params: at, query: asked });
    expect(answer, JSON.stringify(query)).toMatchObject({ status: 400, body: { code: 'validation_error' } });
  }
});

test('a bulk action, its undo, the trash and the end of a code', async () => {
  const seat = await sit();
  const { browser, at } = seat;
  const codes = [await make(seat, 'One'), await make(seat, 'Two'), await make(seat, 'Three')];
  const ids = codes.map(({ id }) => id);
  const bulk = (target: object, action: WireBulkAction) =>
    browser.ask('POST /w/:workspace/codes/bulk', { params: at, body: { ...target, action } });
  const { body: trashed } = await bulk({ ids: ids.slice(0, 2) }, { do: 'trash' });
  expect(trashed).toEqual({ changed: 2, seqs: [expect.any(Number), expect.any(Number)] });
  expect(await namesOf(seat)).toEqual(['Three']);
  expect(await namesOf(seat, { trash: '1' })).toEqual(['Two', 'One']);
  expect((await scan(program, codes[0]!.slug)).headers.get('location')).toBeNull();
  const undone = await browser.get('POST /w/:workspace/undo', { params: at, body: { seqs: trashed.seqs } });
  expect(undone.changed).toBe(2);
  expect(await namesOf(seat)).toEqual(['Three', 'Two', 'One']);
  const again = await browser.ask('POST /w/:workspace/undo', { params: at, body: { seqs: trashed.seqs } });
  expect(again).toMatchObject({ status: 409, body: { code: 'in_use' } });
  const params = { ...at, code: ids[0]! };
  expect((await browser.ask('DELETE /w/:workspace/codes/:code', { params })).status).toBe(409);
  await bulk({ filter: { search: 'o' } }, { do: 'trash' });
  await browser.get('DELETE /w/:workspace/codes/:code', { params });
  expect((await browser.ask('GET /w/:workspace/codes/:code', { params })).status).toBe(404);
  expect((await bulk({ ids }, { do: 'restore' })).status).toBe(404);
  expect((await bulk({ ids, filter: {} }, { do: 'restore' })).status).toBe(400);
  expect((await bulk({}, { do: 'restore' })).status).toBe(400);
  expect((await bulk({ ids: ids.slice(1) }, { do: 'explode' } as never)).status).toBe(400);
});

test('history tells every change of a code, and a duplicate begins anew', async () => {
  const seat = await sit();
  const { browser, at } = seat;
  const code = await make(seat, 'Menu', { tags: ['a'] });
  const params = { ...at, code: code.id };
  await browser.get('PATCH /w/:workspace/codes/:code', { params, body: { name: 'Card' } });
  const { changes, next } = await browser.get('GET /w/:workspace/codes/:code/history', { params });
  expect(next).toBeNull();
  expect(changes.map(({ before, after }) => [before?.name, after?.name])).toEqual([
    ['Menu', 'Card'],
    [undefined, 'Menu'],
  ]);
  const copy = await browser.get('POST /w/:workspace/codes/:code/duplicate', { params });
  expect(copy).toMatchObject({ name: 'Card copy', tags: ['a'], destination, scans: 0 });
  expect(copy.slug).not.toBe(code.slug);
});

test('folders and tags are made, renamed, merged and taken away', async () => {
  const seat = await sit();
  const { browser, at } = seat;
  const folder = await browser.get('POST /w/:workspace/folders', { params: at, body: { name: 'Hall' } });
  const code = await make(seat, 'Menu', { tags: ['a/b', 'c'], folderId: folder.id });
  const params = { ...at, folder: folder.id };
  const renamed = await browser.get('PATCH /w/:workspace/folders/:folder', {
    params,
    body: { name: 'Room' },
  });
  expect(renamed).toEqual({ id: folder.id, name: 'Room', codes: 1 });
  expect(await browser.get('GET /w/:workspace/folders', { params: at })).toEqual([renamed]);
  expect(await browser.get('DELETE /w/:workspace/folders/:folder', { params })).toEqual({ codes: 1 });
  const merged = await browser.get('PATCH /w/:workspace/tags/:tag', {
    params: { ...at, tag: 'a/b' },
    body: { name: 'c' },
  });
  expect(merged).toEqual({ codes: 1, seqs: [expect.any(Number)] });
  expect(await browser.get('GET /w/:workspace/tags', { params: at })).toEqual([{ tag: 'c', codes: 1 }]);
  await browser.get('POST /w/:workspace/undo', { params: at, body: { seqs: merged.seqs } });
  const gone = await browser.get('DELETE /w/:workspace/tags/:tag', { params: { ...at, tag: 'a/b' } });
  expect(gone.codes).toBe(1);
  const left = await browser.get('GET /w/:workspace/codes/:code', { params: { ...at, code: code.id } });
  expect(left).toMatchObject({ tags: ['c'], folderId: null });
});

test('all codes are exported as a file', async () => {
  const seat = await sit();
  const code = await make(seat, '=Menu');
  const path = `/app/api/w/${seat.at.workspace}/codes/export`;
  const csv = await seat.browser.fetch(`${path}?format=csv`);
  expect(csv.headers.get('content-disposition')).toContain('attachment; filename="codes-');
  expect(csv.headers.get('cache-control')).toBe('no-store');
  expect(await csv.text()).toContain(`"${code.slug}","${code.shortUrl}","'=Menu"`);
  const json = await seat.browser.fetch(`${path}?format=json`);
  expect(await json.json()).toMatchObject([{ id: code.id, destination }]);
  expect((await seat.browser.fetch(`${path}?format=xml`)).status).toBe(400);
});

test('as many changes as one act can make can be named to be undone, however long their numbers', async () => {
  const { browser, at } = await sit();
  const seqs = Array.from({ length: undoMax }, (_, n) => seqMax - n);
  const { status, body } = await browser.ask('POST /w/:workspace/undo', { params: at, body: { seqs } });
  expect([status, body.code]).toEqual([404, 'not_found']);
});
