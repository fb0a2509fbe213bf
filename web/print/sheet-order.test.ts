import { expect, test } from 'vitest';
import { usualDirection as coreDirection, wantedSorts } from '../../src/core/designs/wanted-codes.ts';
import { readOrder, searchOfOrder, sheetSorts, usualDirection } from './sheet-order.ts';

test('codes can be ordered by all that the server knows, with the same direction to begin with', () => {
  expect([...sheetSorts].sort()).toEqual([...wantedSorts].sort());
  expect(sheetSorts.map(usualDirection)).toEqual(sheetSorts.map(coreDirection));
});

test('an address that says an order is read as it was written, and one that says none of ours has none', () => {
  for (const by of sheetSorts)
    for (const direction of ['asc', 'desc'] as const)
      expect(readOrder(searchOfOrder({ by, direction }))).toEqual({ by, direction });
  for (const search of [{}, { sort: 'luck' }, { order: 'asc' }, searchOfOrder(undefined)])
    expect(readOrder(search)).toBeUndefined();
  expect(readOrder({ sort: 'name', order: 'up' })).toEqual({ by: 'name', direction: 'asc' });
});
