import { describe, expect, test } from 'vitest';
import { atMs, type FreshDatabase, makeUser, makeWorkspace, newKey, openRoom } from './room.ts';

export function keysContract(fresh: FreshDatabase): void {
  describe('keys', () => {
    test('a key comes back as written, by hash, by id and by prefix', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const alice = await makeUser(store, 'alice@example.com');
      const key = newKey(workspace, {
        dialect: 'qr-track',
        userId: alice.id,
        lastUsedAt: atMs + 1,
        expiresAt: atMs + 2,
        revokedAt: atMs + 3,
      });
      expect(await store.transact((tx) => tx.keys.insert(key, 'hash-1'))).toBe(true);
      expect(await store.keys.findByHash('hash-1')).toEqual(key);
      expect(await store.keys.findByHash('hash-2')).toBeUndefined();
      expect(await store.keys.find(key.id)).toEqual(key);
      for (const prefix of ['qrf_live_abcd', 'qrf', key.id]) {
        expect(await store.keys.findByPrefix(prefix)).toEqual([key]);
      }
      for (const prefix of ['QRF', 'qrf%', 'q_f', 'rf', '', key.id.slice(0, 8)]) {
        expect(await store.keys.findByPrefix(prefix)).toEqual([]);
      }
    });

    test('a hash is stored once', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const insert = () => store.transact((tx) => tx.keys.insert(newKey(workspace), 'hash-1'));
      expect([await insert(), await insert()]).toEqual([true, false]);
    });

    test('keys are listed by age, of one workspace or of all', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const keys = [newKey(alice, { createdAt: 2 }), newKey(charlie, { createdAt: 1 }), newKey(alice)];
      for (const key of keys) await store.transact((tx) => tx.keys.insert(key, key.id));
      expect(await store.keys.list(alice.id)).toEqual([keys[0], keys[2]]);
      expect(await store.keys.list(null)).toEqual([keys[1], keys[0], keys[2]]);
    });

    test('use and revocation are noted, and the first revocation stays', async () => {
      const { store } = await openRoom(fresh);
      const key = newKey(await makeWorkspace(store));
      await store.transact(async (tx) => {
        await tx.keys.insert(key, 'hash-1');
        await tx.keys.touch(key.id, atMs + 1);
        await tx.keys.revoke(key.id, atMs + 2);
        await tx.keys.revoke(key.id, atMs + 3);
      });
      expect(await store.keys.find(key.id)).toEqual({ ...key, lastUsedAt: atMs + 1, revokedAt: atMs + 2 });
    });
  });
}
