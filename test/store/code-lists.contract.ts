import { describe, expect, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import type { CodeFilter } from '../../src/core/codes/filter.ts';
import { type CodeOrder, type CodePlace, nameKeyOf } from '../../src/core/codes/order.ts';
import { plainDesign } from '../../src/core/designs/design.ts';
import type { Store } from '../../src/core/store.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { atMs, type FreshDatabase, makeCode, makeWorkspace, openRoom } from './room.ts';

/** All of a list, read a page at a time. */
async function readAll(
  store: Store,
  workspace: Workspace,
  order: CodeOrder,
  filter: Partial<CodeFilter> = {},
  limit = 2,
): Promise<Code[]> {
  const codes: Code[] = [];
  let after: CodePlace | undefined;
  for (;;) {
    const whole = { ...filter, nowMs: atMs };
    const page = await store.codes.listInOrder(workspace.id, whole, order, after, limit);
    codes.push(...page.map(({ code }) => code));
    if (page.length < limit) return codes;
    after = page.at(-1)!.place;
  }
}

const keys: Readonly<Record<CodeOrder['by'], (code: Code) => number | string>> = {
  created: (code) => code.createdAt,
  updated: (code) => code.updatedAt,
  name: (code) => nameKeyOf(code.name),
};

function inOrder(codes: readonly Code[], { by, direction }: CodeOrder): Code[] {
  const sign = direction === 'asc' ? 1 : -1;
  const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
  return codes.toSorted((a, b) => sign * (compare(keys[by](a), keys[by](b)) || compare(a.id, b.id)));
}

export function codeListsContract(fresh: FreshDatabase): void {
  describe('lists of codes', () => {
    test('every order shows every code once, page by page, in both directions, ties by id', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await makeCode(store, await makeWorkspace(store));
      await makeCode(store, workspace, { trashedAt: atMs });
      const names = ['Table 10', 'table 9', 'Äpfel', 'apfel', 'Zoo', '苹果', 'Table 10'];
      const codes: Code[] = [];
      for (const [n, name] of names.entries()) {
        const times = { createdAt: atMs + (n % 3), updatedAt: atMs - (n % 2) };
        codes.push(await makeCode(store, workspace, { name, ...times }));
      }
      for (const by of ['created', 'updated', 'name'] as const) {
        for (const direction of ['asc', 'desc'] as const) {
          const order = { by, direction };
          expect(await readAll(store, workspace, order), `${by} ${direction}`).toEqual(inOrder(codes, order));
        }
      }
    });

    test('what is made or deleted between two pages moves nothing else', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const codes: Code[] = [];
      for (let n = 0; n < 5; n += 1) codes.push(await makeCode(store, workspace, { createdAt: atMs + n }));
      const order = { by: 'created', direction: 'desc' } as const;
      const page = (after?: CodePlace) =>
        store.codes.listInOrder(workspace.id, { nowMs: atMs }, order, after, 2);
      const first = await page();
      await makeCode(store, workspace, { createdAt: atMs + 9 });
      await store.transact((tx) => tx.codes.bury([codes[3]!], atMs));
      const second = await page(first.at(-1)!.place);
      expect([...first, ...second].map(({ code }) => code)).toEqual([4, 3, 2, 1].map((n) => codes[n]));
    });

    test('the trash is a list of its own, and so is what is in no folder', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const plain = await makeCode(store, workspace, { slug: 'plain' });
      const filed = await makeCode(store, workspace, { slug: 'filed', folderId: 'f1' });
      const trashed = await makeCode(store, workspace, { slug: 'gone', folderId: 'f1', trashedAt: atMs });
      const find = async (filter: Partial<CodeFilter>) => {
        const whole = { ...filter, nowMs: atMs };
        const nums = await store.codes.listNumsOf(workspace.id, whole);
        expect(await store.codes.count(workspace.id, whole)).toBe(nums.length);
        const named = await store.codes.listSlugsOf(workspace.id, whole);
        expect(new Set(named.map(({ num }) => num))).toEqual(new Set(nums));
        return nums;
      };
      expect(await find({})).toEqual([plain.num, filed.num]);
      expect(await find({ trash: true })).toEqual([trashed.num]);
      expect(await store.codes.listSlugsOf(workspace.id, { trash: true, nowMs: atMs })).toEqual([
        { num: trashed.num, slug: 'gone' },
      ]);
      expect(await find({ folderId: null })).toEqual([plain.num]);
      expect(await find({ folderId: 'f1' })).toEqual([filed.num]);
      expect(await find({ trash: true, folderId: null })).toEqual([]);
    });

    test('what codes are ordered by is read of those that are there', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { slug: 'Plain' });
      const trashed = await makeCode(store, workspace, { slug: 'gone', trashedAt: atMs });
      const theirs = await makeCode(store, await makeWorkspace(store), { slug: 'theirs' });
      const { id, num, slug, name, createdAt, updatedAt } = code;
      expect(await store.codes.findKeys(workspace.id, [trashed.id, id, theirs.id, 'none'])).toEqual([
        { id, num, slug, name, createdAt, updatedAt },
      ]);
    });

    test('tags are counted over codes that are not in the trash, by workspace', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      await makeCode(store, workspace, { tags: ['menu', 'Menu', 'b'] });
      await makeCode(store, workspace, { tags: ['menu'] });
      await makeCode(store, workspace, { tags: ['menu', 'old'], trashedAt: atMs });
      await makeCode(store, other, { tags: ['menu', 'theirs'] });
      expect(await store.codes.countTags(workspace.id)).toEqual([
        { tag: 'Menu', codes: 1 },
        { tag: 'b', codes: 1 },
        { tag: 'menu', codes: 2 },
      ]);
    });
  });

  describe('many codes at once', () => {
    test('each is as it was to be, whatever differs, and others stay', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const before: Code[] = [];
      for (let n = 0; n < 6; n += 1)
        before.push(await makeCode(store, workspace, { tags: ['all', `t${n}`], name: `Code ${n}` }));
      const [a, b, c, d, e] = before as [Code, Code, Code, Code, Code];
      const at = atMs + 5;
      const after: Code[] = [
        { ...a, status: 'paused', expiresAt: at, updatedAt: at },
        { ...b, status: 'paused', expiresAt: at, updatedAt: at, tags: b.tags },
        { ...c, tags: ['new', 'all'], updatedAt: at },
        { ...d, tags: [], folderId: 'f1', trashedAt: at, updatedAt: at + 1 },
        { ...e, name: 'Renamed', tags: ['x'], design: plainDesign, designVersion: 1, updatedAt: at },
      ];
      const changes = after.map((code, n) => ({ before: before[n]!, after: code }));
      await store.transact((tx) => tx.codes.updateMany(changes));
      const nums = before.map(({ num }) => num);
      const stored = await store.codes.findByNums(workspace.id, nums);
      expect(stored.toSorted((one, other) => one.num - other.num)).toEqual([...after, before[5]]);
      expect(await store.codes.countTags(workspace.id)).toEqual(
        ['all', 'new', 't0', 't1', 't5', 'x'].map((tag) => ({ tag, codes: tag === 'all' ? 4 : 1 })),
      );
      expect(await store.codes.count(workspace.id, { nowMs: atMs, search: 'renamed' })).toBe(1);
    });

    test('codes deleted together are found by nothing, and their scans are to be erased', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const kept = await makeCode(store, workspace, { tags: ['menu'] });
      const gone: Code[] = [];
      for (const slug of ['one', 'TWO'])
        gone.push(await makeCode(store, workspace, { slug, tags: ['menu'] }));
      await store.transact((tx) => tx.codes.bury(gone, atMs));
      await store.transact((tx) => tx.codes.updateMany(gone.map((code) => ({ before: code, after: code }))));
      const nums = [...gone, kept].map(({ num }) => num);
      expect(await store.codes.findByNums(workspace.id, nums)).toEqual([kept]);
      expect(await store.codes.countTags(workspace.id)).toEqual([{ tag: 'menu', codes: 1 }]);
      expect(await store.scans.erasures()).toEqual(gone.map(({ num }) => ({ codeNum: num, at: atMs })));
      expect(await store.codes.findByFoldedSlugs(['one', 'two'])).toEqual([]);
    });
  });
}
