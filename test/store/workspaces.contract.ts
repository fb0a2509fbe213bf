import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import { atMs, type FreshDatabase, makeUser, makeWorkspace, newCode, openRoom } from './room.ts';

export function workspacesContract(fresh: FreshDatabase): void {
  describe('workspaces', () => {
    test('a workspace comes back as written, by id, by slug and by name', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store, { name: 'Bäckerei', slug: 'bakery', lockedAt: atMs });
      for (const name of [workspace.id, 'bakery', 'Bäckerei']) {
        expect(await store.workspaces.findByName(name)).toEqual(workspace);
      }
      expect(await store.workspaces.find(workspace.id)).toEqual(workspace);
      expect(await store.workspaces.find('bakery')).toBeUndefined();
      expect(await store.workspaces.findByName('bäckerei')).toBeUndefined();
    });

    test('a slug goes before a name, and of one name the oldest', async () => {
      const { store } = await openRoom(fresh);
      const named = await makeWorkspace(store, { name: 'shop', slug: 'a' });
      await makeWorkspace(store, { name: 'shop', slug: 'b' });
      expect(await store.workspaces.findByName('shop')).toEqual(named);
      const slugged = await makeWorkspace(store, { name: 'x', slug: 'shop' });
      expect(await store.workspaces.findByName('shop')).toEqual(slugged);
      expect((await store.workspaces.list()).map((each) => each.slug)).toEqual(['a', 'b', 'shop']);
    });

    test('a taken slug is told and changes nothing', async () => {
      const { store } = await openRoom(fresh);
      const { num: _num, ...workspace } = await makeWorkspace(store, { slug: 'bakery' });
      const second = { ...workspace, id: randomUUID() };
      expect(await store.transact((tx) => tx.workspaces.insert(second))).toBeUndefined();
      expect(await store.workspaces.list()).toHaveLength(1);
    });

    test('the plan can be changed', async () => {
      const { store } = await openRoom(fresh);
      const { id } = await makeWorkspace(store);
      await store.transact((tx) => tx.workspaces.setPlan(id, 'business'));
      expect(await store.workspaces.find(id)).toMatchObject({ plan: 'business' });
    });

    test('a workspace is locked since a time, and unlocked, and no other with it', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      await store.transact((tx) => tx.workspaces.setLocked(workspace.id, atMs + 1));
      expect(await store.workspaces.find(workspace.id)).toEqual({ ...workspace, lockedAt: atMs + 1 });
      expect(await store.workspaces.find(other.id)).toEqual(other);
      await store.transact((tx) => tx.workspaces.setLocked(workspace.id, null));
      expect(await store.workspaces.find(workspace.id)).toEqual(workspace);
    });

    test('users are unique by e-mail address and found by it in any case', async () => {
      const { store } = await openRoom(fresh);
      const alice = await makeUser(store, 'alice@example.com');
      const twin = { ...alice, id: randomUUID() };
      expect(await store.transact((tx) => tx.workspaces.insertUser(twin))).toBe(false);
      expect(await store.workspaces.findUser('Alice@Example.com')).toEqual(alice);
      expect(await store.workspaces.findUser(alice.id)).toEqual(alice);
      expect(await store.workspaces.findUser('bob@example.com')).toBeUndefined();
      expect(await store.workspaces.listUsers()).toEqual([alice]);
    });

    test('memberships are listed by age and counted', async () => {
      const { store } = await openRoom(fresh);
      const alice = await makeUser(store, 'alice@example.com');
      const [first, second] = [await makeWorkspace(store), await makeWorkspace(store)];
      await join(store, second, alice, atMs);
      await join(store, first, alice, atMs + 1);
      expect(await store.workspaces.listOfUser(alice.id)).toEqual([second, first]);
      expect(await store.workspaces.countMembers(first.id)).toBe(1);
      expect(await store.workspaces.findMember(first.id, alice.id)).toEqual({
        workspaceId: first.id,
        userId: alice.id,
        role: 'admin',
        createdAt: atMs + 1,
      });
      expect(await store.workspaces.findMember(first.id, 'nobody')).toBeUndefined();
    });

    test('of two creates for the last place of a plan, one sees the other', async () => {
      const room = await openRoom(fresh);
      const stores = [room.store, await room.open()];
      const workspace = await makeWorkspace(room.store);
      const create = (store: Store) =>
        store.transact(async (tx) => {
          await tx.workspaces.lock(workspace.id);
          if ((await tx.codes.countAll(workspace.id)) >= 1) return 'full';
          await tx.codes.insert(newCode(workspace));
          return 'made';
        });
      const results = await Promise.all([...stores, ...stores, ...stores].map(create));
      expect(results.toSorted()).toEqual(['full', 'full', 'full', 'full', 'full', 'made']);
      expect(await room.store.codes.countAll(workspace.id)).toBe(1);
    });

    test('a throw undoes everything that the transaction did', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const failing = store.transact(async (tx) => {
        await tx.codes.insert(newCode(workspace));
        await tx.workspaces.setPlan(workspace.id, 'pro');
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await store.codes.countAll(workspace.id)).toBe(0);
      expect(await store.workspaces.find(workspace.id)).toEqual(workspace);
      await makeWorkspace(store);
    });

    test('reads are answered, with what was committed, while a write goes on', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await store.transact(async (tx) => {
        await tx.codes.insert(newCode(workspace));
        expect(await tx.codes.countAll(workspace.id)).toBe(1);
        expect(await store.codes.countAll(workspace.id)).toBe(0);
        await store.ping();
      });
      expect(await store.codes.countAll(workspace.id)).toBe(1);
    });
  });
}

async function join(store: Store, workspace: Workspace, user: User, createdAt: number): Promise<void> {
  const member = { workspaceId: workspace.id, userId: user.id, role: 'admin', createdAt } as const;
  await store.transact((tx) => tx.workspaces.insertMember(member));
}
