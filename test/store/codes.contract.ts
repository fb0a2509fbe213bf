import { describe, expect, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import type { CodeFilter } from '../../src/core/codes/filter.ts';
import { plainDesign } from '../../src/core/designs/design.ts';
import { atMs, type FreshDatabase, makeCode, makeWorkspace, newCode, openRoom } from './room.ts';

export function codesContract(fresh: FreshDatabase): void {
  describe('codes', () => {
    test('every field of a code comes back as it was written', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, everyField);
      expect(await store.codes.find(workspace.id, code.id)).toEqual(code);
      expect(code).toMatchObject({ ...everyField, workspaceId: workspace.id, workspaceNum: workspace.num });
    });

    test('every field that can change comes back after an update', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const { slug: _slug, createdBy: _by, createdAt: _at, ...fields } = everyField;
      const code: Code = { ...(await makeCode(store, workspace, { tags: ['old', 'spring'] })), ...fields };
      await store.transact((tx) => tx.codes.update(code));
      expect(await store.codes.find(workspace.id, code.id)).toEqual(code);
    });

    test('a code of another workspace is not found', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const code = await makeCode(store, alice);
      expect(await store.codes.find(charlie.id, code.id)).toBeUndefined();
      expect(await store.codes.findBySlug(charlie.id, code.slug)).toBeUndefined();
      expect(await store.codes.findBySlug(alice.id, code.slug.toUpperCase())).toEqual(code);
    });

    test('a slug is given out once, whatever its case and whichever the workspace', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      await makeCode(store, alice, { slug: 'Spring' });
      const again = newCode(charlie, { slug: 'sPRING', tags: ['x'] });
      expect(await store.transact((tx) => tx.codes.insert(again))).toBeUndefined();
      expect(await store.codes.countAll(charlie.id)).toBe(0);
    });

    test('the slug and the number of a deleted code are never given out again', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { slug: 'spring' });
      await store.transact((tx) => tx.codes.bury([code], atMs));
      const again = newCode(workspace, { slug: 'spring' });
      expect(await store.transact((tx) => tx.codes.insert(again))).toBeUndefined();
      expect((await makeCode(store, workspace)).num).toBeGreaterThan(code.num);
    });

    test('a deleted code is found by nothing', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, everyField);
      await store.transact((tx) => tx.codes.bury([code], atMs));
      await store.transact((tx) => tx.codes.update({ ...code, name: 'Back again' }));
      expect(await store.codes.find(workspace.id, code.id)).toBeUndefined();
      expect(await store.codes.findBySlug(workspace.id, code.slug)).toBeUndefined();
      expect(await store.codes.findByFoldedSlugs([code.slug.toLowerCase()])).toEqual([]);
      expect(await store.codes.findByIds([code.id])).toEqual([]);
      expect(await store.codes.listAfter(0, 10)).toEqual([]);
      expect(await store.codes.list(workspace.id, { nowMs: atMs }, 0, 10)).toEqual([]);
      expect(await store.codes.list(workspace.id, { nowMs: atMs, tag: 'spring' }, 0, 10)).toEqual([]);
      expect(await store.codes.countAll(workspace.id)).toBe(0);
    });

    test('the list shows the newest first, ties by id, page by page', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeWorkspace(store).then((other) => makeCode(store, other));
      const codes: Code[] = [];
      for (const createdAt of [atMs, atMs + 2, atMs + 1, atMs + 1]) {
        codes.push(await makeCode(store, workspace, { createdAt }));
      }
      const order = codes.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
      const page = (offset: number) => store.codes.list(workspace.id, { nowMs: atMs }, offset, 3);
      expect([...(await page(0)), ...(await page(3))]).toEqual(order);
      expect(await store.codes.count(workspace.id, { nowMs: atMs })).toBe(4);
    });

    test('a trashed code is found and takes a place, but is not listed', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { trashedAt: atMs });
      expect(await store.codes.find(workspace.id, code.id)).toEqual(code);
      expect(await store.codes.list(workspace.id, { nowMs: atMs }, 0, 10)).toEqual([]);
      expect(await store.codes.count(workspace.id, { nowMs: atMs })).toBe(0);
      expect(await store.codes.countAll(workspace.id)).toBe(1);
    });

    test('each filter shows its codes alone, and all filters together', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeCode(store, workspace, { slug: 'plain' });
      await makeCode(store, workspace, {
        slug: 'wifi',
        type: 'wifi',
        destination: null,
        tags: ['lobby', 'b'],
      });
      await makeCode(store, workspace, { slug: 'folder', folderId: 'f1', tags: ['lobby'], status: 'paused' });
      const slugs = async (filter: Omit<CodeFilter, 'nowMs'>) => {
        const found = await store.codes.list(workspace.id, { ...filter, nowMs: atMs }, 0, 10);
        expect(await store.codes.count(workspace.id, { ...filter, nowMs: atMs })).toBe(found.length);
        return found.map((code) => code.slug).sort();
      };
      expect(await slugs({ type: 'wifi' })).toEqual(['wifi']);
      expect(await slugs({ tag: 'lobby' })).toEqual(['folder', 'wifi']);
      expect(await slugs({ tag: 'Lobby' })).toEqual([]);
      expect(await slugs({ folderId: 'f1' })).toEqual(['folder']);
      expect(await slugs({ status: 'paused' })).toEqual(['folder']);
      expect(await slugs({ tag: 'lobby', status: 'active', type: 'wifi', search: 'WI' })).toEqual(['wifi']);
      expect(await slugs({ tag: 'lobby', status: 'active', folderId: 'f1' })).toEqual([]);
    });

    test('a code whose time is over is listed as expired and as nothing else', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeCode(store, workspace, { slug: 'over', expiresAt: atMs });
      await makeCode(store, workspace, { slug: 'over-paused', status: 'paused', expiresAt: atMs - 1 });
      await makeCode(store, workspace, { slug: 'running', expiresAt: atMs + 1 });
      await makeCode(store, workspace, { slug: 'set', status: 'expired' });
      const slugs = async (status: Code['status']) =>
        (await store.codes.list(workspace.id, { status, nowMs: atMs }, 0, 9)).map((code) => code.slug).sort();
      expect(await slugs('expired')).toEqual(['over', 'over-paused', 'set']);
      expect(await slugs('active')).toEqual(['running']);
      expect(await slugs('paused')).toEqual([]);
    });

    test('search looks in name, slug and destination, in any case, and takes signs literally', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeCode(store, workspace, { slug: 'aaa', name: 'Süße ÄPFEL 100%_\\', destination: null });
      await makeCode(store, workspace, { slug: 'Bbb', name: 'x', destination: 'https://Shop.example/Y' });
      const search = async (text: string) =>
        (await store.codes.list(workspace.id, { search: text, nowMs: atMs }, 0, 9)).map((code) => code.slug);
      expect(await search('äpfel')).toEqual(['aaa']);
      expect(await search('100%_\\')).toEqual(['aaa']);
      expect(await search('1%')).toEqual([]);
      expect(await search('_pfel')).toEqual([]);
      expect(await search('SHOP.EXAMPLE/y')).toEqual(['Bbb']);
      expect(await search('bB')).toEqual(['Bbb']);
    });

    test('a NUL character makes no query fail', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeCode(store, workspace, { slug: 'spring', name: 'a\0b' });
      expect(await store.codes.findByFoldedSlugs(['spring\0', '\0'])).toEqual([]);
      expect(await store.codes.findBySlug(workspace.id, 'spring\0')).toBeUndefined();
      expect(await store.codes.count(workspace.id, { nowMs: atMs, search: 'b\0' })).toBe(0);
    });

    test('search and tags follow an update', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { name: 'Old', tags: ['a', 'b'] });
      await store.transact((tx) => tx.codes.update({ ...code, name: 'New', tags: ['b', 'c'] }));
      const count = (filter: Partial<CodeFilter>) =>
        store.codes.count(workspace.id, { nowMs: atMs, ...filter });
      expect(await count({ search: 'old' })).toBe(0);
      expect(await count({ search: 'new' })).toBe(1);
      expect([await count({ tag: 'a' }), await count({ tag: 'b' }), await count({ tag: 'c' })]).toEqual([
        0, 1, 1,
      ]);
    });

    test('codes are found by many folded slugs and ids at once', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { slug: 'Spring' });
      const unknown = Array.from({ length: 40_000 }, (_, index) => `unknown-${index}`);
      const { design: _design, designVersion: _version, ...link } = code;
      expect(await store.codes.findByFoldedSlugs([...unknown, 'spring'])).toEqual([link]);
      expect(await store.codes.findByIds([...unknown, code.id])).toEqual([link]);
      expect(await store.codes.findByFoldedSlugs([])).toEqual([]);
    });

    test('numbers are listed by tag and folder, with trashed codes and without deleted ones', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const tags = ['menu', 'summer'];
      const plain = await makeCode(store, workspace);
      const tagged = await makeCode(store, workspace, { tags, trashedAt: atMs });
      const filed = await makeCode(store, workspace, { tags: ['menu'], folderId: 'f1' });
      const deleted = await makeCode(store, workspace, { tags, folderId: 'f1' });
      const foreign = await makeCode(store, other, { tags, folderId: 'f1' });
      await store.transact((tx) => tx.codes.bury([deleted], atMs));
      const list = (filter: { tag?: string; folderId?: string }) =>
        store.codes.listNums(workspace.id, filter);
      expect(await list({})).toEqual([plain.num, tagged.num, filed.num]);
      expect(await list({ tag: 'menu' })).toEqual([tagged.num, filed.num]);
      expect(await list({ folderId: 'f1' })).toEqual([filed.num]);
      expect(await list({ tag: 'summer', folderId: 'f1' })).toEqual([]);
      const nums = [foreign, filed, deleted, tagged].map((code) => code.num);
      const found = await store.codes.findByNums(workspace.id, nums);
      expect(found.toSorted((a, b) => a.num - b.num)).toEqual([tagged, filed]);
      expect(await store.codes.findByNums(workspace.id, [])).toEqual([]);
    });

    test('all codes can be paged through by number', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const codes: Code[] = [];
      for (let index = 0; index < 5; index += 1) codes.push(await makeCode(store, workspace));
      const first = await store.codes.listAfter(0, 3);
      const all = [...first, ...(await store.codes.listAfter(first[2]!.num, 3))];
      expect(all.map((code) => code.id)).toEqual(codes.map((code) => code.id));
    });
  });
}

const everyField = {
  slug: 'Spring-2026',
  type: 'vcard',
  name: 'Tür „links“ 🚪',
  destination: 'https://example.com/Ä?q=1',
  href: 'https://example.com/%C3%84?q=1',
  content: { first: 'Ada', phones: [{ number: '+49 30 1' }], nested: { empty: null, yes: true } },
  status: 'paused',
  tags: ['spring', 'b,c', 'ü'],
  folderId: 'folder-1',
  design: { ...plainDesign, logo: { image: 'a'.repeat(64), size: 0.2, margin: 1, excavate: true } },
  designVersion: 3,
  expiresAt: atMs + 86_400_000,
  createdBy: 'user-1',
  createdAt: atMs - 5,
  updatedAt: atMs + 5,
  trashedAt: atMs + 6,
} as const satisfies Partial<Code>;
