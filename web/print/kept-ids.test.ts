import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idsOfSearch, searchOfIds } from './kept-ids.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const many = Array.from({ length: 51 }, (_, n) => `id-${n}`);

test('few codes stand in the address, many in this tab, and both are found again', () => {
  expect(searchOfIds(['a', 'b'])).toEqual({ ids: 'a,b' });
  expect(idsOfSearch({ ids: 'a,b' })).toEqual(['a', 'b']);
  const search = searchOfIds(many);
  expect(Object.keys(search)).toEqual(['kept']);
  expect(idsOfSearch(search)).toEqual(many);
});

test('a choice that is kept no longer is told apart from none', () => {
  expect(idsOfSearch({ kept: 'another' })).toBeNull();
  expect(idsOfSearch({ tag: 'menu' })).toBeUndefined();
});
