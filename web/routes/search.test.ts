import { expect, it } from 'vitest';
import { parseSearch, renderSearch } from './search.ts';

it('what stands in an address is text, and comes back as it was', () => {
  const search = { search: '0012 & more', trash: '1', tag: 'café' };
  expect(parseSearch(renderSearch(search))).toEqual(search);
  expect(renderSearch({ search: '', tag: undefined, folder: null })).toBe('');
});
