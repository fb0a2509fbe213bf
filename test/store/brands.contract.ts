import { describe, expect, test } from 'vitest';
import { presets } from '../../src/core/designs/presets.ts';
import { atMs, type FreshDatabase, makeWorkspace, openRoom } from './room.ts';

export function brandsContract(fresh: FreshDatabase): void {
  describe('brands', () => {
    test('a brand comes back as it was saved last, to its workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      expect(await store.brands.find(alice.id)).toBeUndefined();
      const brand = {
        ...{ colors: ['#0a7357', '#14181a'], logo: 'a'.repeat(64), design: presets.ocean, updatedAt: atMs },
      };
      await store.transact((tx) => tx.brands.save(alice.id, brand));
      expect(await store.brands.find(alice.id)).toEqual(brand);
      const empty = { colors: [], logo: null, design: null, updatedAt: atMs + 1 };
      await store.transact((tx) => tx.brands.save(alice.id, empty));
      expect(await store.brands.find(alice.id)).toEqual(empty);
      expect(await store.brands.find(charlie.id)).toBeUndefined();
    });

    test('a brand goes with its workspace', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const brand = { colors: ['#0a7357'], logo: null, design: null, updatedAt: atMs };
      for (const { id } of [alice, charlie]) await store.transact((tx) => tx.brands.save(id, brand));
      await store.transact((tx) => tx.workspaces.bury(alice.id, atMs));
      expect(await store.brands.find(alice.id)).toBeUndefined();
      expect(await store.brands.find(charlie.id)).toEqual(brand);
    });
  });
}
