import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { setOperator } from '../../src/core/accounts/operators.ts';
import type { Core } from '../../src/core/core.ts';
import type { Store } from '../../src/core/store.ts';
import type { Invitation } from '../../src/core/workspaces/invitation.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import {
  atMs,
  type FreshDatabase,
  makeUser,
  makeWorkspace,
  newChange,
  newCode,
  newKey,
  openRoom,
} from './room.ts';

export function peopleContract(fresh: FreshDatabase): void {
  describe('members and invitations', () => {
    test('members come back with their names, and change and leave alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, bob] = [
        await makeUser(store, 'alice@example.com'),
        await makeUser(store, 'bob@example.com'),
      ];
      const [first, second] = [await makeWorkspace(store), await makeWorkspace(store)];
      await join(store, first, alice, 'owner', atMs);
      await join(store, first, bob, 'viewer', atMs + 1);
      await join(store, second, bob, 'owner', atMs + 2);
      await store.transact((tx) => tx.workspaces.setRole(first.id, bob.id, 'owner'));
      expect(await store.workspaces.listMembers(first.id)).toMatchObject([
        { userId: alice.id, email: 'alice@example.com', name: alice.name, role: 'owner', createdAt: atMs },
        { userId: bob.id, email: 'bob@example.com', role: 'owner' },
      ]);
      expect(await store.workspaces.countOwners(first.id)).toBe(2);
      expect(await store.workspaces.countOwned(bob.id)).toBe(2);
      await store.transact((tx) => tx.workspaces.deleteMember(first.id, bob.id));
      expect(await store.workspaces.countOwners(first.id)).toBe(1);
      expect(await store.workspaces.listMemberships(bob.id)).toEqual([{ workspace: second, role: 'owner' }]);
    });

    test('of two who make the last workspace that a user may own, one sees the other', async () => {
      const room = await openRoom(fresh);
      const stores = [room.store, await room.open()];
      const alice = await makeUser(room.store, 'alice@example.com');
      const make = (store: Store) =>
        store.transact(async (tx) => {
          await tx.workspaces.lockUser(alice.id);
          if ((await tx.workspaces.countOwned(alice.id)) >= 1) return 'full';
          const id = randomUUID();
          const row = { id, name: 'A', slug: id, plan: 'free', lockedAt: null, createdAt: atMs } as const;
          await tx.workspaces.insert(row);
          await tx.workspaces.insertMember({
            workspaceId: id,
            userId: alice.id,
            role: 'owner',
            createdAt: atMs,
          });
          return 'made';
        });
      const results = await Promise.all([...stores, ...stores].map(make));
      expect(results.toSorted()).toEqual(['full', 'full', 'full', 'made']);
    });

    test('of two operators who are deposed at once, one stays', async () => {
      const room = await openRoom(fresh);
      const { store } = room;
      const stores = [store, await room.open()];
      const users = [await makeUser(store, 'ann@example.com'), await makeUser(store, 'bob@example.com')];
      const actor = { kind: 'operator', id: null, name: 'Test' } as const;
      // More than once: what is held against has to fall between two statements of another transaction.
      for (let round = 0; round < 10; round += 1) {
        await store.transact((tx) => tx.accounts.update('user', [], { isOperator: 1 }));
        const deposed = stores.map((own, at) => {
          const core = { store: own, clock: { now: () => atMs } } as Core;
          return setOperator(core, actor, users[at]!.id, false);
        });
        const ends = await Promise.allSettled(deposed);
        expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      }
    });

    test('an invitation comes back as written, by its hash and its address, once for each address', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const invitation = newInvitation(workspace);
      expect(await store.transact((tx) => tx.invitations.insert(invitation, 'hash'))).toBe(true);
      const twin = { ...invitation, id: randomUUID() };
      expect(await store.transact((tx) => tx.invitations.insert(twin, 'other'))).toBe(false);
      const elsewhere = newInvitation(other, { invitedBy: null });
      expect(await store.transact((tx) => tx.invitations.insert(elsewhere, 'third'))).toBe(true);
      expect(await store.invitations.findByHash('hash')).toEqual(invitation);
      expect(await store.invitations.findByHash('third')).toEqual(elsewhere);
      expect(await store.invitations.find(workspace.id, invitation.id)).toEqual(invitation);
      expect(await store.invitations.find(other.id, invitation.id)).toBeUndefined();
      expect(await store.invitations.findByEmail(workspace.id, invitation.email)).toEqual(invitation);
      expect(await store.invitations.list(workspace.id)).toEqual([invitation]);
    });

    test('an invitation is taken by one of two, and expired ones go together', async () => {
      const room = await openRoom(fresh);
      const stores = [room.store, await room.open()];
      const workspace = await makeWorkspace(room.store);
      const [taken, old, open] = ['a', 'b', 'c'].map((name, index) =>
        newInvitation(workspace, { email: `${name}@example.com`, expiresAt: atMs + index }),
      );
      for (const each of [taken, old, open])
        await room.store.transact((tx) => tx.invitations.insert(each!, each!.id));
      const take = (store: Store) => store.transact((tx) => tx.invitations.delete(taken!.id));
      expect((await Promise.all(stores.map(take))).toSorted()).toEqual([false, true]);
      await room.store.transact((tx) => tx.invitations.deleteExpired(workspace.id, atMs + 1));
      expect(await room.store.invitations.list(workspace.id)).toEqual([open]);
    });
  });

  describe('many codes at once', () => {
    test('are saved as one by one, but for those whose slug is or was taken', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const codes = ['One', 'two', 'three', 'ONE'].map((slug) =>
        newCode(workspace, { slug, tags: ['a', 'b', 'a'] }),
      );
      await store.transact((tx) => tx.codes.insert(newCode(workspace, { slug: 'TWO' })));
      const saved = await store.transact((tx) => tx.codes.insertMany(codes.slice(0, 3)));
      expect(saved[1]).toBeUndefined();
      for (const index of [0, 2]) {
        expect(saved[index]).toMatchObject({ ...codes[index], workspaceNum: workspace.num });
        expect(await store.codes.find(workspace.id, codes[index]!.id)).toEqual(saved[index]);
      }
      expect(await store.transact((tx) => tx.codes.insertMany([codes[3]!]))).toEqual([undefined]);
      expect(await store.codes.count(workspace.id, { tag: 'b', nowMs: atMs })).toBe(2);
      expect(await store.transact((tx) => tx.codes.insertMany([]))).toEqual([]);
    });

    test('are buried with a workspace, and nothing of it is found or left but what scans refer to', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store, { slug: 'bakery' }), await makeWorkspace(store)];
      const alice = await makeUser(store, 'alice@example.com');
      const kept = newCode(other, { tags: ['a'] });
      await join(store, workspace, alice, 'owner', atMs);
      const key = newKey(workspace);
      await store.transact((tx) => tx.keys.insert(key, 'hash'));
      const codes = ['One', 'two'].map((slug) =>
        newCode(workspace, { slug, tags: ['a'], trashedAt: slug === 'two' ? atMs : null }),
      );
      await store.transact(async (tx) => {
        await tx.codes.insertMany(codes);
        await tx.codes.insert(kept);
        await tx.invitations.insert(newInvitation(workspace), 'hash');
        await tx.logos.insert(
          workspace.id,
          { id: 'l', name: 'L', width: 1, height: 1, createdAt: atMs },
          new Uint8Array([1]),
        );
        await tx.folders.insert({ id: randomUUID(), workspaceId: workspace.id, name: 'F', createdAt: atMs });
      });
      const names = await store.codes.listNames(workspace.id);
      expect(names.map(({ slug }) => slug).toSorted()).toEqual(['One', 'two']);
      await store.transact(async (tx) => {
        await tx.codes.buryAll(workspace.id, atMs + 5);
        await tx.workspaces.bury(workspace.id, atMs + 5);
      });
      expect(await store.codes.listNames(workspace.id)).toEqual([]);
      expect(await store.codes.findByFoldedSlugs(['one', 'two'])).toEqual([]);
      expect(await store.slugs.findTaken(['one', 'two', 'three'])).toEqual(new Set(['one', 'two']));
      const erasures = await store.scans.erasures();
      expect(erasures.toSorted((a, b) => a.codeNum - b.codeNum)).toEqual(
        names.map(({ num }) => ({ codeNum: num, at: atMs + 5 })).toSorted((a, b) => a.codeNum - b.codeNum),
      );
      for (const found of [
        store.workspaces.find(workspace.id),
        store.workspaces.findByName('bakery'),
        store.workspaces.findByName(workspace.id),
      ])
        expect(await found).toBeUndefined();
      expect(await store.workspaces.list()).toEqual([other]);
      expect(await store.workspaces.listOfUser(alice.id)).toEqual([]);
      expect(await store.logos.list(workspace.id)).toEqual([]);
      expect(await store.folders.list(workspace.id)).toEqual([]);
      expect(await store.invitations.list(workspace.id)).toEqual([]);
      expect(await store.keys.find(key.id)).toBeDefined();
      expect(await store.codes.find(other.id, kept.id)).toBeDefined();
      expect(await store.codes.count(other.id, { tag: 'a', nowMs: atMs })).toBe(1);
      await makeWorkspace(store, { slug: 'bakery' });
    });
  });

  describe('the log of one workspace', () => {
    test('is read newest first, page by page, by object and by actor', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const bob = { kind: 'user', id: randomUUID(), name: 'Bob' } as const;
      const changes = Array.from({ length: 250 }, (_, index) =>
        newChange(index % 5 === 4 ? other : workspace, {
          object: index % 2 === 0 ? 'code' : 'member',
          ...(index % 3 === 0 && { actor: bob }),
          objectId: String(index),
        }),
      );
      await store.transact((tx) => tx.changes.appendMany(changes));
      await store.transact((tx) => tx.changes.appendMany([]));
      const all = await store.changes.listAfter(0, 1_000);
      expect(all.map(({ seq: _seq, ...change }) => change)).toEqual(changes);
      const own = all.filter(({ workspaceId }) => workspaceId === workspace.id).toReversed();
      const list = (filter: Parameters<typeof store.changes.listOfWorkspace>[1], limit = 1_000) =>
        store.changes.listOfWorkspace(workspace.id, filter, limit);
      expect(await list({})).toEqual(own);
      expect(await list({}, 7)).toEqual(own.slice(0, 7));
      expect(await list({ beforeSeq: own[6]!.seq }, 7)).toEqual(own.slice(7, 14));
      const ofBob = own.filter(({ actor }) => actor.id === bob.id);
      expect(await list({ actorId: bob.id })).toEqual(ofBob);
      const members = ofBob.filter(({ object }) => object === 'member');
      expect(await list({ actorId: bob.id, object: 'member' })).toEqual(members);
    });
  });
}

function newInvitation({ id: workspaceId }: Workspace, changes: Partial<Invitation> = {}): Invitation {
  return {
    id: randomUUID(),
    workspaceId,
    email: 'bob@example.com',
    role: 'member',
    invitedBy: randomUUID(),
    invitedByName: 'Alice',
    createdAt: atMs,
    expiresAt: atMs + 1_000,
    ...changes,
  };
}

async function join(
  store: Store,
  workspace: Workspace,
  user: User,
  role: Role,
  createdAt: number,
): Promise<void> {
  const member = { workspaceId: workspace.id, userId: user.id, role, createdAt };
  await store.transact((tx) => tx.workspaces.insertMember(member));
}
