import { describe, expect, test } from 'vitest';
import { filterOf, isNarrowed, readCodeList } from './code-list.ts';
import { rowAfter } from './list-keys.ts';

describe('the address of a list', () => {
  test('says all of what is listed, and what makes no sense in it is left out', () => {
    const query = { search: 2024, status: 'paused', type: 'menu', tag: 'a b', folder: 'none', sort: 'scans' };
    expect(readCodeList({ ...query, order: 'asc', trash: 1, cursor: 'x' })).toEqual({
      ...query,
      search: '2024',
      order: 'asc',
      trash: '1',
    });
    expect(
      readCodeList({ status: 'gone', type: 'x', sort: 'id', order: 'up', trash: 'yes', tag: '' }),
    ).toEqual({});
  });

  test('acts on all that it finds take the filter without the order', () => {
    expect(filterOf({ search: 'a', sort: 'name', order: 'asc', trash: '1' })).toEqual({
      search: 'a',
      trash: '1',
    });
  });

  test('the trash and the order hide nothing, filters do', () => {
    expect(isNarrowed({ trash: '1', sort: 'name' })).toBe(false);
    expect(isNarrowed({ folder: 'none' })).toBe(true);
  });
});

describe('the keyboard of a list', () => {
  test('goes on by one and stops at both ends', () => {
    expect([rowAfter('j', 3, 5), rowAfter('ArrowDown', 4, 5), rowAfter('k', 0, 5)]).toEqual([4, 4, 0]);
    expect([rowAfter('Home', 3, 5), rowAfter('End', 1, 5), rowAfter('PageDown', 1, 5)]).toEqual([0, 4, 4]);
    expect(rowAfter('q', 1, 5)).toBeUndefined();
  });
});
