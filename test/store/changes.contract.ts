import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { atMs, type FreshDatabase, makeWorkspace, newChange, newCode, openRoom } from './room.ts';

export function changesContract(fresh: FreshDatabase): void {
  describe('changes', () => {
    test('changes come back as written, in order and page by page', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      expect(await store.changes.lastSeq()).toBe(0);
      const changes = [
        newChange(workspace, { before: { name: 'A', tags: ['x'] }, after: null }),
        newChange(workspace, { actor: { kind: 'operator', id: null, name: 'CLI' }, workspaceId: null }),
        newChange(workspace, { object: 'key', at: atMs + 1 }),
      ];
      await store.transact(async (tx) => {
        for (const change of changes) await tx.changes.append(change);
      });
      const stored = await store.changes.listAfter(0, 10);
      expect(stored.map(({ seq: _seq, ...change }) => change)).toEqual(changes);
      expect(await store.changes.listAfter(stored[0]!.seq, 1)).toEqual([stored[1]]);
      expect(await store.changes.lastSeq()).toBe(stored[2]!.seq);
    });

    test('changes of one object are listed newest first, and found by their numbers, in their workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const seqs = await store.transact(async (tx) => {
        const many = ['a', 'b', 'a'].map((objectId) => newChange(workspace, { objectId }));
        const first = await tx.changes.appendMany(many);
        const foreign = newChange(other, { objectId: 'a' });
        const key = newChange(workspace, { object: 'key', objectId: 'a' });
        return [...first, await tx.changes.append(foreign), await tx.changes.append(key)];
      });
      expect(seqs).toEqual((await store.changes.listAfter(0, 10)).map(({ seq }) => seq));
      const list = async (beforeSeq?: number) => {
        const filter = { object: 'code', objectId: 'a', beforeSeq } as const;
        return (await store.changes.listOfWorkspace(workspace.id, filter, 9)).map(({ seq }) => seq);
      };
      expect(await list()).toEqual([seqs[2], seqs[0]]);
      expect(await list(seqs[2])).toEqual([seqs[0]]);
      const found = await store.changes.findMany(workspace.id, seqs);
      expect(found.map(({ seq }) => seq)).toEqual([seqs[4], seqs[2], seqs[1], seqs[0]]);
    });

    test('changes by users and keys since a time are counted, among the newest of the workspace', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const by = (kind: 'key' | 'operator' | 'system') => ({ actor: { kind, id: null, name: 'Test' } });
      await store.transact(async (tx) => {
        await tx.changes.append(newChange(workspace, { at: atMs - 1 }));
        for (const actor of [{}, by('key'), by('operator'), by('system')])
          await tx.changes.append(newChange(workspace, actor));
        await tx.changes.append(newChange(other));
      });
      const count = (since: number, limit: number) => store.changes.countSince(workspace.id, since, limit);
      expect([await count(atMs - 1, 9), await count(atMs, 9), await count(atMs + 1, 9)]).toEqual([3, 2, 0]);
      expect([await count(atMs, 3), await count(atMs, 2)]).toEqual([1, 0]);
    });

    test('changes that are no longer kept go in chunks, and the last one never', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await store.transact(async (tx) => {
        for (let n = 0; n < 5; n += 1) await tx.changes.append(newChange(workspace, { at: atMs + n }));
      });
      const all = await store.changes.listAfter(0, 10);
      expect(await store.changes.firstSeq()).toBe(all[0]!.seq);
      const prune = (beforeMs: number) => store.transact((tx) => tx.changes.pruneSome(beforeMs, 2));
      expect(await prune(atMs + 1)).toBe(1);
      expect(await store.changes.firstSeq()).toBe(all[1]!.seq);
      expect([await prune(atMs + 99), await prune(atMs + 99), await prune(atMs + 99)]).toEqual([2, 1, 0]);
      expect(await store.changes.listAfter(0, 10)).toEqual([all[4]]);
    });

    test('whoever follows the order of changes misses none, however many write at once', async () => {
      const room = await openRoom(fresh);
      const stores = [room.store, await room.open(), await room.open()];
      const workspaces = await Promise.all(stores.map((store) => makeWorkspace(store)));
      const write = async (store: Store, index: number) => {
        for (let round = 0; round < 15; round += 1) {
          await store.transact(async (tx) => {
            await tx.changes.append(newChange(workspaces[index]!, { objectId: `${index}-${round}` }));
            await tx.codes.insert(newCode(workspaces[index]!));
          });
        }
      };
      let writing = true;
      const follow = async () => {
        const seen: string[] = [];
        let seq = 0;
        for (let last = false; !last; ) {
          last = !writing;
          for (const change of await room.store.changes.listAfter(seq, 100)) {
            expect(change.seq).toBeGreaterThan(seq);
            seq = change.seq;
            seen.push(change.objectId);
          }
        }
        return seen;
      };
      const followed = follow();
      await Promise.all(stores.map(write));
      writing = false;
      expect(new Set(await followed)).toHaveLength(45);
    });

    test('a change that was rolled back is never seen', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const failing = store.transact(async (tx) => {
        await tx.changes.append(newChange(workspace));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.changes.listAfter(0, 10)).toEqual([]);
    });

    test('a watcher hears of a commit of its own handle', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      await heard(store, () => store.transact((tx) => tx.changes.append(newChange(workspace))));
    });

    test('a watcher hears of a commit of another handle', async () => {
      const room = await openRoom(fresh);
      const other = await room.open();
      const workspace = await makeWorkspace(room.store);
      await heard(room.store, () => other.transact((tx) => tx.changes.append(newChange(workspace))));
    });
  });
}

/** Resolves once the watcher has been called and the change is there to be read. */
async function heard(store: Store, commit: () => Promise<unknown>): Promise<void> {
  const before = await store.changes.lastSeq();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  store.watch(() => {
    store.changes.lastSeq().then((seq) => (seq > before ? resolve() : undefined), reject);
  });
  await commit();
  await promise;
}
