import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Tables } from '../schema.ts';
import { RowCache } from './dictionaries.ts';

/** Handed on to the reading function alone, which needs none here. */
const db = undefined as unknown as Kysely<Tables>;

test('a row is asked for once, and anew when it is too old', async () => {
  let nowMs = 1_000_000;
  const asked: number[][] = [];
  const read = async (_db: Kysely<Tables>, ids: readonly number[]) => {
    asked.push([...ids]);
    return ids.map((id) => ({ id, name: `at ${nowMs}` }));
  };
  const cache = new RowCache(read, 60_000, () => nowMs);
  const nameOf = async (id: number) => (await cache.find(db, [id])).get(id)?.name;
  expect(await nameOf(1)).toBe('at 1000000');
  nowMs += 30_000;
  expect(await nameOf(2)).toBe('at 1030000');
  nowMs += 29_999;
  expect(await nameOf(1)).toBe('at 1000000');
  nowMs += 1;
  expect(await nameOf(1)).toBe('at 1060000');
  expect(asked).toEqual([[1], [2], [1]]);
});
