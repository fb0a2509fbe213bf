import { describe, expect, test } from 'vitest';
import { type AccountRow, fieldIs } from '../../src/core/accounts/store-port.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import { atMs, type FreshDatabase, makeUser, openRoom } from './room.ts';

function newSession(user: User, id: string, fields: AccountRow = {}): AccountRow {
  const row = { id, token: `hash-${id}`, userId: user.id, userAgent: 'Firefox' };
  return { ...row, expiresAt: atMs + 1000, createdAt: atMs, updatedAt: atMs, ...fields };
}

export function accountsContract(fresh: FreshDatabase): void {
  describe('accounts', () => {
    test('rows of every kind come back as written', async () => {
      const { store } = await openRoom(fresh);
      const user = await makeUser(store, 'ann@example.com');
      const times = { createdAt: atMs, updatedAt: atMs + 1 };
      const own = { userId: user.id };
      const rows = {
        session: newSession(user, 's'),
        account: { id: 'a', accountId: user.id, providerId: 'credential', ...own, password: 'x', ...times },
        verification: { id: 'v', identifier: 'i', value: '{"a":1}', expiresAt: atMs, ...times },
        twoFactor: { id: 't', ...own, secret: 'x', backupCodes: 'y', verified: 1 },
        passkey: {
          ...{ id: 'p', ...own, name: null, publicKey: 'k', credentialID: 'c', counter: 4_294_967_295 },
          ...{ deviceType: 'multiDevice', backedUp: 0, transports: null, aaguid: null, createdAt: atMs },
        },
        link: {
          ...{ id: 'l', kind: 'reset', ...own, email: 'ann@example.com', isMailed: 1 },
          ...{ expiresAt: 253_402_214_400_000, createdAt: atMs },
        },
      } as const;
      for (const [name, row] of Object.entries(rows)) {
        const model = name as keyof typeof rows;
        await store.transact((tx) => tx.accounts.insert(model, row));
        expect(await store.accounts.list(model, [fieldIs('id', row.id)])).toEqual([row]);
      }
      expect(await store.accounts.list('user', [fieldIs('id', user.id)])).toMatchObject([
        { email: 'ann@example.com', emailVerified: 1, theme: 'system', language: null, twoFactorEnabled: 0 },
      ]);
    });

    test('every condition narrows, and rows come in the order and the number asked for', async () => {
      const { store } = await openRoom(fresh);
      const [ann, bob] = [await makeUser(store, 'ann@example.com'), await makeUser(store, 'bob@example.com')];
      await store.transact(async (tx) => {
        for (const [at, id] of ['one', 'two', 'three'].entries()) {
          await tx.accounts.insert('session', newSession(ann, id, { updatedAt: at, expiresAt: at }));
        }
        await tx.accounts.insert('session', newSession(bob, 'four'));
      });
      const idsOf = async (...conditions: Parameters<typeof store.accounts.list>[1]) =>
        (await store.accounts.list('session', [fieldIs('userId', ann.id), ...conditions])).map(
          ({ id }) => id,
        );
      expect((await idsOf()).sort()).toEqual(['one', 'three', 'two']);
      expect(await idsOf({ field: 'expiresAt', operator: 'gt', value: 1 })).toEqual(['three']);
      expect(await idsOf({ field: 'expiresAt', operator: 'lt', value: 1 })).toEqual(['one']);
      expect((await idsOf({ field: 'id', operator: 'ne', value: 'two' })).sort()).toEqual(['one', 'three']);
      expect(await idsOf({ field: 'id', operator: 'in', value: ['two', 'four'] })).toEqual(['two']);
      expect(await store.accounts.count('session', [])).toBe(4);
      const order = { sortBy: { field: 'updatedAt', direction: 'desc' }, limit: 1, offset: 1 } as const;
      const [second] = await store.accounts.list('session', [fieldIs('userId', ann.id)], order);
      expect(second?.id).toBe('two');
    });

    test('a change says how many rows it has changed, and null is found as null', async () => {
      const { store } = await openRoom(fresh);
      const ann = await makeUser(store, 'ann@example.com');
      const disable = (from: number | null, to: number | null) =>
        store.transact((tx) =>
          tx.accounts.update('user', [fieldIs('id', ann.id), fieldIs('disabledAt', from)], {
            disabledAt: to,
          }),
        );
      expect([await disable(null, atMs), await disable(null, atMs)]).toEqual([1, 0]);
      expect((await store.workspaces.findUser(ann.id))?.disabledAt).toBe(atMs);
      const isSet = { field: 'disabledAt', operator: 'ne', value: null } as const;
      expect(await store.accounts.count('user', [isSet])).toBe(1);
    });

    test('of two who take a row at once, one gets it', async () => {
      const { store } = await openRoom(fresh);
      const ann = await makeUser(store, 'ann@example.com');
      const own = { userId: ann.id, email: ann.email, isMailed: 0 };
      const link = { id: 'l', kind: 'reset', ...own, expiresAt: atMs, createdAt: atMs };
      await store.transact((tx) => tx.accounts.insert('link', link));
      const take = () => store.transact((tx) => tx.accounts.remove('link', [fieldIs('id', 'l')]));
      const taken = await Promise.all([take(), take(), take()]);
      expect(taken.flat()).toEqual([link]);
    });

    test('a field that has no column is a mistake and no query', async () => {
      const { store } = await openRoom(fresh);
      for (const field of ['is_operator', 'password', 'id; drop table users', 'constructor']) {
        await expect(store.accounts.list('user', [fieldIs(field, 1)])).rejects.toThrow('has no column');
      }
    });
  });
}
