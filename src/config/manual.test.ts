import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderManual } from './manual.ts';
import { optionGroups } from './options.ts';

test('docs/configuration.md is what the table of options says; else run `node scripts/configuration-docs.ts`', () => {
  expect(readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')).toBe(renderManual());
});

test('the manual names every option once, and no cell breaks its table', () => {
  const rows = renderManual()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const names = optionGroups.flatMap((group) => group.options.map((option) => option.name));
  expect(rows.map((row) => row.split('`')[1])).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
  for (const row of rows) expect(row.split('|')).toHaveLength(7);
});
