import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readColumns, readRows } from './tab-separated.ts';

test('every table of unsigned integers below 2^53 is read as it was written', () => {
  const row = fc.array(fc.maxSafeNat(), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const text = rows.map((values) => `${values.join('\t')}\n`).join('');
      expect(readRows(text, 3)).toEqual(rows);
      expect(readColumns(text, 3).map((column) => column.length)).toEqual([
        rows.length,
        rows.length,
        rows.length,
      ]);
    }),
  );
});

test('an answer that breaks off or is no table of numbers is an error and not fewer rows', () => {
  const broken = [
    '1\t2',
    '1\t2\n3',
    '1\t2\n3\t',
    '1\n',
    '1\t2\t3\n',
    'Code: 241\n',
    '-1\t2\n',
    '1.5\t2\n',
    '\t\n',
    '\n',
  ];
  for (const text of broken) expect(() => readRows(text, 2), text).toThrow('rows of numbers');
});
