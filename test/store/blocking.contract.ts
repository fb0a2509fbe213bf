import { describe, expect, test } from 'vitest';
import {
  atMs,
  type FreshDatabase,
  makeCode,
  makeUser,
  makeWorkspace,
  newCode,
  newHit,
  openRoom,
} from './room.ts';

export function blockingContract(fresh: FreshDatabase): void {
  describe('blocked hosts', () => {
    const evil = { host: 'evil.example', reason: 'phishing', createdAt: atMs };
    const good = { host: 'a.example', reason: 'x', createdAt: atMs + 1 };

    test('are each on the list once, in their order, and go from it once', async () => {
      const { store } = await openRoom(fresh);
      const insert = (host: typeof evil) => store.transact((tx) => tx.blocking.insertHost(host));
      const remove = (host: string) => store.transact((tx) => tx.blocking.deleteHost(host));
      expect([await insert(evil), await insert({ ...evil, reason: 'again' }), await insert(good)]).toEqual([
        true,
        false,
        true,
      ]);
      expect(await store.blocking.list()).toEqual([good, evil]);
      expect([await remove('evil.example'), await remove('evil.example')]).toEqual([true, false]);
      expect(await store.blocking.list()).toEqual([good]);
    });

    test('are found to the letter, however many are asked for', async () => {
      const { store } = await openRoom(fresh);
      await store.transact((tx) => tx.blocking.insertHost(evil));
      const others = Array.from({ length: 2_000 }, (_, at) => `h${at}.example`);
      expect(await store.blocking.findHosts([...others, 'evil.example'])).toEqual([evil]);
      expect(await store.blocking.findHosts(['www.evil.example', 'EVIL.example', 'example'])).toEqual([]);
      expect(await store.blocking.findHosts([])).toEqual([]);
    });

    test('of two that are put on the list at once one is', async () => {
      const { store, open } = await openRoom(fresh);
      const other = await open();
      const inserted = await Promise.all(
        [store, other].map((one) => one.transact((tx) => tx.blocking.insertHost(evil))),
      );
      expect(inserted.toSorted()).toEqual([false, true]);
    });
  });

  describe('codes that may lead to a host', () => {
    test('are paged by number, of all workspaces, without deleted ones', async () => {
      const { store } = await openRoom(fresh);
      const workspaces = [await makeWorkspace(store), await makeWorkspace(store)];
      const href = 'https://www.evil.example/a';
      const first = await makeCode(store, workspaces[0]!, { href, trashedAt: atMs });
      await makeCode(store, workspaces[0]!, { href: 'https://good.example/' });
      const content = { title: 'Us' };
      const second = await makeCode(store, workspaces[1]!, { type: 'multilink', href: null, content });
      const gone = await makeCode(store, workspaces[1]!, { href });
      await store.transact((tx) => tx.codes.bury([gone], atMs));
      const page = (after: number) => store.blocking.listTargets(['evil.example'], after, 1);
      expect(await page(0)).toEqual([{ num: first.num, type: 'url', href, content: null }]);
      expect(await page(first.num)).toEqual([{ num: second.num, type: 'multilink', href: null, content }]);
      expect(await page(second.num)).toEqual([]);
    });

    test('are none left out by a long list', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { href: 'https://evil.example/' });
      const names = [...Array.from({ length: 100 }, (_, at) => `h${at}.example`), 'evil.example'];
      expect((await store.blocking.listTargets(names, 0, 10)).map(({ num }) => num)).toEqual([code.num]);
    });
  });

  describe('a suspension', () => {
    const because = { at: atMs, reason: 'phishing' };

    test('is kept by every write of the code but its own, and gone with the code', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace);
      await store.transact((tx) => tx.blocking.setSuspended(code.id, because));
      const suspended = { ...code, suspendedAt: atMs, suspendedReason: 'phishing' };
      expect(await store.codes.find(workspace.id, code.id)).toEqual(suspended);
      await store.transact((tx) => tx.codes.update({ ...code, name: 'New' }));
      expect(await store.codes.findByIds([code.id])).toEqual([
        expect.objectContaining({ name: 'New', suspendedAt: atMs, suspendedReason: 'phishing' }),
      ]);
      await store.transact((tx) => tx.codes.bury([code], atMs));
      await store.transact((tx) => tx.blocking.setSuspended(code.id, because));
      expect(await store.blocking.listSuspended()).toEqual([]);
    });

    test('is lifted whole, and a code is never made with one', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const made = newCode(workspace, { suspendedAt: atMs, suspendedReason: 'x' });
      await store.transact((tx) => tx.codes.insert(made));
      expect(await store.codes.find(workspace.id, made.id)).toMatchObject({ suspendedAt: null });
      await store.transact((tx) => tx.blocking.setSuspended(made.id, because));
      await store.transact((tx) => tx.blocking.setSuspended(made.id, null));
      const free = { suspendedAt: null, suspendedReason: null };
      expect(await store.codes.find(workspace.id, made.id)).toMatchObject(free);
    });

    test('is listed with the slug of the workspace, the last one first', async () => {
      const { store } = await openRoom(fresh);
      const workspaces = [await makeWorkspace(store), await makeWorkspace(store)];
      const codes = [await makeCode(store, workspaces[0]!), await makeCode(store, workspaces[1]!)];
      await makeCode(store, workspaces[0]!);
      await store.transact((tx) => tx.blocking.setSuspended(codes[0]!.id, { ...because, at: atMs + 1 }));
      await store.transact((tx) => tx.blocking.setSuspended(codes[1]!.id, because));
      const listed = await store.blocking.listSuspended();
      expect(listed.map(({ code, workspace }) => [code.id, workspace])).toEqual([
        [codes[0]!.id, workspaces[0]!.slug],
        [codes[1]!.id, workspaces[1]!.slug],
      ]);
    });
  });

  describe('the whole instance', () => {
    test('is counted by workspace: codes that take a place, members, scans of the month', async () => {
      const { store, openSink } = await openRoom(fresh);
      const [busy, idle] = [await makeWorkspace(store), await makeWorkspace(store)];
      const [ann, bob] = [await makeUser(store, 'ann@example.com'), await makeUser(store, 'bob@example.com')];
      const join = (userId: string, at: number) => ({
        ...{ workspaceId: busy.id, userId, role: 'member' as const },
        createdAt: atMs + at,
      });
      await store.transact((tx) => tx.workspaces.insertMember(join(bob.id, 1)));
      await store.transact((tx) => tx.workspaces.insertMember(join(ann.id, 0)));
      const code = await makeCode(store, busy);
      await makeCode(store, busy, { trashedAt: atMs });
      const gone = await makeCode(store, busy);
      await store.transact((tx) => tx.codes.bury([gone], atMs));
      const sink = await openSink();
      await sink.storeBatch({ id: 'b1', spool: 's1', hits: [newHit(code, 0), newHit(code, 1)] });
      const counts = await store.instance.countWorkspaces('2026-11');
      expect(counts.get(busy.id)).toEqual({ codes: 2, members: 2, scansThisMonth: 2 });
      expect(counts.get(idle.id)).toEqual({ codes: 0, members: 0, scansThisMonth: 0 });
      expect((await store.instance.countWorkspaces('2026-10')).get(busy.id)).toMatchObject({
        scansThisMonth: 0,
      });
      expect(await store.instance.listMemberships()).toEqual([
        { userId: ann.id, slug: busy.slug, name: busy.name, role: 'member' },
        { userId: bob.id, slug: busy.slug, name: busy.name, role: 'member' },
      ]);
    });
  });
}
