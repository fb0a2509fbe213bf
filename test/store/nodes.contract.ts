import { describe, expect, test } from 'vitest';
import { atMs, type FreshDatabase, openRoom } from './room.ts';

export function nodesContract(fresh: FreshDatabase): void {
  describe('nodes', () => {
    test('the salt of a day is the same for all who ask, and made once', async () => {
      const room = await openRoom(fresh);
      const other = await room.open();
      const made: string[] = [];
      const make = () => {
        made.push(`salt-${made.length}`);
        return made[made.length - 1]!;
      };
      const ask = (store: typeof other) =>
        store.transact((tx) => tx.nodes.salts(['2026-11-20', '2026-11-21'], make));
      const answers = await Promise.all([ask(room.store), ask(other), ask(room.store), ask(other)]);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect([...answers[0]!.keys()].sort()).toEqual(['2026-11-20', '2026-11-21']);
      expect(new Set(answers[0]!.values())).toHaveLength(2);
    });

    test('the secret of the first node that comes is that of all, for ever', async () => {
      const room = await openRoom(fresh);
      const stores = [room.store, await room.open(), await room.open()];
      const ask = (draft: string, index: number) =>
        stores[index % 3]!.transact((tx) => tx.nodes.secret(draft));
      const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(ask));
      expect(new Set(answers)).toHaveLength(1);
      expect(await ask('late', 1)).toBe(answers[0]);
    });

    test('a salt is gone once a later day is the first', async () => {
      const { store } = await openRoom(fresh);
      const ask = (days: string[], salt: string) => store.transact((tx) => tx.nodes.salts(days, () => salt));
      await ask(['2026-11-20', '2026-11-21'], 'old');
      expect(await ask(['2026-11-21', '2026-11-22'], 'new')).toEqual(
        new Map([
          ['2026-11-21', 'old'],
          ['2026-11-22', 'new'],
        ]),
      );
      expect(await ask(['2026-11-20'], 'newer')).toEqual(new Map([['2026-11-20', 'newer']]));
    });

    test('a node number belongs to one holder, who keeps it', async () => {
      const room = await openRoom(fresh);
      const other = await room.open();
      const holders = Array.from({ length: 12 }, (_, index) => `holder-${index}`);
      const lease = (holder: string, index: number) =>
        (index % 2 === 0 ? room.store : other).transact((tx) => tx.nodes.leaseNode(holder, atMs, 1000));
      const first = await Promise.all(holders.map(lease));
      expect(first.toSorted((a, b) => a! - b!)).toEqual(holders.map((_, index) => index));
      expect(await Promise.all(holders.map(lease))).toEqual(first);
    });

    test('of 33 holders one goes without, until a lease is over; the one that is over longest goes first', async () => {
      const { store } = await openRoom(fresh);
      const lease = (holder: string, nowMs: number) =>
        store.transact((tx) => tx.nodes.leaseNode(holder, nowMs, 1000));
      for (let node = 0; node < 32; node += 1) expect(await lease(`holder-${node}`, atMs + node)).toBe(node);
      expect(await lease('late', atMs + 999)).toBeUndefined();
      expect(await lease('holder-0', atMs + 999)).toBe(0);
      expect(await lease('late', atMs + 1031)).toBe(1);
      // Its own number went to another: it gets the next.
      expect(await lease('holder-1', atMs + 1031)).toBe(2);
      expect(await lease('late', atMs + 5000)).toBe(1);
    });

    test('requests are counted by scope and by UTC minute', async () => {
      const { store } = await openRoom(fresh);
      const minute = Math.floor(atMs / 60_000) * 60_000;
      const counts = await Promise.all([0, 1, 59_999].map((ms) => store.rateCounter.add('a', minute + ms)));
      expect(counts.toSorted()).toEqual([1, 2, 3]);
      expect(await store.rateCounter.add('b', minute)).toBe(1);
      expect(await store.rateCounter.add('a', minute + 60_000)).toBe(1);
      expect(await store.rateCounter.add('a', minute + 60_001)).toBe(2);
    });
  });
}
