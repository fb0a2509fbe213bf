import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OnceRow } from '../../src/core/idempotency/store-port.ts';
import type { KeyRequest } from '../../src/core/requests/request.ts';
import { atMs, type FreshDatabase, makeCode, makeWorkspace, newKey, openRoom } from './room.ts';

/** Ids in the order that requests are made in: within a millisecond UUIDs have none. */
let lastId = 0;

function newRequest(keyId: string, changes: Partial<KeyRequest> = {}): KeyRequest {
  const asked = { method: 'GET', path: '/api/v1/qr?limit=2', status: 200, ms: 3, user: null };
  lastId += 1;
  return { id: String(lastId).padStart(6, '0'), keyId, at: atMs, ...asked, ...changes };
}

function newOnce(changes: Partial<OnceRow> = {}): OnceRow {
  const asked = { scope: 'key-1', key: 'a', request: 'hash', claim: randomUUID() };
  return { ...asked, madeAt: atMs, claimedAt: atMs, objectId: null, answer: null, ...changes };
}

const answer = { status: 201, headers: { Location: '/x' }, body: '{"id":"1"}' };

/** What keys are used for, what repeated requests are answered by, and which slugs are free. */
export function keyUseContract(fresh: FreshDatabase): void {
  describe('use of keys', () => {
    test('a key for reading alone comes back as one', async () => {
      const { store } = await openRoom(fresh);
      const key = newKey(await makeWorkspace(store), { readOnly: true });
      await store.transact((tx) => tx.keys.insert(key, 'hash-1'));
      expect(await store.keys.findByHash('hash-1')).toEqual(key);
    });

    test('keys that are not revoked are counted, expired ones included, of one workspace', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const keys = [
        newKey(alice),
        newKey(alice, { expiresAt: 1 }),
        newKey(alice, { revokedAt: 1 }),
        newKey(charlie),
      ];
      for (const key of keys) await store.transact((tx) => tx.keys.insert(key, key.id));
      expect(await store.keys.countUnrevoked(alice.id)).toBe(2);
    });

    test('requests come back as written, newest first, page by page, of one key', async () => {
      const { store } = await openRoom(fresh);
      const asked = Array.from({ length: 5 }, (_, n) =>
        newRequest('k', { ms: n, user: n === 0 ? 'a@b.example' : null }),
      );
      await store.transact((tx) => tx.requests.insert([...asked, newRequest('other')]));
      const newest = asked.toReversed();
      expect(await store.requests.list('k', null, 2)).toEqual(newest.slice(0, 2));
      expect(await store.requests.list('k', newest[1]!.id, 10)).toEqual(newest.slice(2));
      expect(await store.requests.list('k', newest[4]!.id, 10)).toEqual([]);
    });

    test('of a key the newest requests are kept, and of another all', async () => {
      const { store } = await openRoom(fresh);
      const asked = Array.from({ length: 5 }, () => newRequest('k'));
      await store.transact(async (tx) => {
        await tx.requests.insert([...asked, newRequest('other')]);
        await tx.requests.trim('k', 2);
        await tx.requests.trim('other', 2);
      });
      expect(await store.requests.list('k', null, 10)).toEqual(asked.slice(3).toReversed());
      expect(await store.requests.list('other', null, 10)).toHaveLength(1);
    });

    test('old requests are erased, a bounded number at a time', async () => {
      const { store } = await openRoom(fresh);
      const asked = [1, 2, 3, 9].map((at) => newRequest(`k${at % 2}`, { at }));
      await store.transact((tx) => tx.requests.insert(asked));
      const prune = () => store.transact((tx) => tx.requests.pruneSome(9, 2));
      expect([await prune(), await prune(), await prune()]).toEqual([2, 1, 0]);
      expect(await store.requests.list('k1', null, 10)).toEqual([asked[3]]);
    });
  });

  describe('repeated requests', () => {
    test('one row a scope and key, which comes back as written', async () => {
      const { store } = await openRoom(fresh);
      const rows = [newOnce({ answer, objectId: 'o' }), newOnce({ key: 'b' }), newOnce({ scope: 'key-2' })];
      await store.transact(async (tx) => {
        for (const row of rows) expect(await tx.once.insert(row)).toBe(true);
        expect(await tx.once.insert(newOnce({ request: 'other' }))).toBe(false);
        for (const row of rows) expect(await tx.once.find(row.scope, row.key)).toEqual(row);
        expect(await tx.once.remove({ ...rows[0]!, claim: 'another' })).toBe(false);
        expect(await tx.once.remove(rows[0]!)).toBe(true);
        expect(await tx.once.find('key-1', 'a')).toBeUndefined();
        expect(await tx.once.find('key-1', 'b')).toEqual(rows[1]);
      });
    });

    test('of two servers that ask at once, one inserts', async () => {
      const { store, open } = await openRoom(fresh);
      const stores = [store, await open(), await open()];
      const inserted = stores.map((one) => one.transact((tx) => tx.once.insert(newOnce())));
      expect((await Promise.all(inserted)).filter(Boolean)).toHaveLength(1);
    });

    test('whoever was taken over can set nothing any more', async () => {
      const { store } = await openRoom(fresh);
      const first = newOnce();
      const second = { ...first, claim: 'second' };
      await store.transact(async (tx) => {
        await tx.once.insert(first);
        expect(await tx.once.takeOver(first, 'second', atMs + 1)).toBe(true);
        expect(await tx.once.takeOver(first, 'third', atMs + 1)).toBe(false);
        expect(await tx.once.setObject(first, 'mine')).toBe(false);
        await tx.once.setAnswer(first, answer);
        await tx.once.release(first);
        expect(await tx.once.find('key-1', 'a')).toEqual({ ...second, claimedAt: atMs + 1 });
        expect(await tx.once.setObject(second, 'object')).toBe(true);
        await tx.once.setAnswer(second, answer);
        expect(await tx.once.find('key-1', 'a')).toMatchObject({ objectId: 'object', answer });
      });
    });

    test('what was released is gone, or free to be taken over where something was made', async () => {
      const { store } = await openRoom(fresh);
      const [failed, made] = [newOnce(), newOnce({ key: 'made', objectId: 'o' })];
      await store.transact(async (tx) => {
        for (const row of [failed, made]) {
          await tx.once.insert(row);
          await tx.once.release(row);
        }
        expect(await tx.once.find('key-1', 'a')).toBeUndefined();
        expect(await tx.once.find('key-1', 'made')).toMatchObject({ claimedAt: 0, objectId: 'o' });
      });
    });

    test('old ones are erased, and of each scope the newest are kept', async () => {
      const { store } = await openRoom(fresh);
      await store.transact(async (tx) => {
        for (const at of [1, 2, 3, 4, 5]) await tx.once.insert(newOnce({ key: `k${at}`, madeAt: at }));
        await tx.once.insert(newOnce({ scope: 'key-2' }));
        expect(await tx.once.pruneSome(3, 1)).toBe(1);
        expect(await tx.once.pruneSome(3, 9)).toBe(1);
        await tx.once.trim(2);
        const left = await Promise.all([3, 4, 5].map((at) => tx.once.find('key-1', `k${at}`)));
        expect(left.map((row) => row?.madeAt)).toEqual([undefined, 4, 5]);
        expect(await tx.once.find('key-2', 'a')).toBeDefined();
      });
    });
  });

  test('slugs of deleted codes are taken, and those that nobody ever had are free', async () => {
    const { store } = await openRoom(fresh);
    const workspace = await makeWorkspace(store);
    const code = await makeCode(store, workspace, { slug: 'Menu' });
    await makeCode(store, workspace, { slug: 'other' });
    await store.transact((tx) => tx.codes.bury([code], atMs));
    expect(await store.slugs.findTaken(['menu', 'other', 'free'])).toEqual(new Set(['menu', 'other']));
    expect(await store.slugs.findTaken([])).toEqual(new Set());
  });
}
