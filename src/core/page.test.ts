import { expect, test } from 'vitest';
import { readPage } from './page.ts';

const read = (rows: readonly number[]) => readPage(2, (count) => rows.slice(0, count));

test('a page that is followed by another ends in the row where that begins, and the last page in none', async () => {
  expect(await read([1, 2, 3])).toEqual({ rows: [1, 2], last: 2 });
  expect(await read([1, 2])).toEqual({ rows: [1, 2], last: undefined });
  expect(await read([])).toEqual({ rows: [], last: undefined });
});
