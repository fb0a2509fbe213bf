import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

test.each([
  ['commas', 'name,url\nA,https://a.example/\n'],
  ['semicolons', 'name;url\nA;https://a.example/\n'],
  ['tabs', 'name\turl\nA\thttps://a.example/\n'],
  ['a byte order mark and Windows line ends', '\ufeffname,url\r\nA,https://a.example/\r\n'],
  ['quotes', '"name","url"\n"A","https://a.example/"'],
  ['blank lines', 'name,url\n\n , \nA,https://a.example/\n\n'],
])('a table with %s is read', async (_, text) => {
  const { columns, rows } = await readCsv(text);
  expect(columns).toEqual(['name', 'url']);
  expect(rows.map(({ cells }) => cells)).toEqual([['A', 'https://a.example/']]);
});

test('delimiters and line ends in quotes separate nothing, and lines are those of the file', async () => {
  const text = 'name;note;url\n"Müller; Söhne";"one\ntwo ""three"", four, five";x\n\nB;;y\n';
  expect((await readCsv(text)).rows).toEqual([
    { line: 2, cells: ['Müller; Söhne', 'one\ntwo "three", four, five', 'x'] },
    { line: 5, cells: ['B', '', 'y'] },
  ]);
});

test('a row that is too short or too long is kept, for its own problems to be told', async () => {
  const { rows } = await readCsv('a,b\n1\n1,2,3\n');
  expect(rows.map(({ cells }) => cells.length)).toEqual([1, 3]);
});

test('a first line with a link in it is a row', async () => {
  const { columns, rows } = await readCsv('Menu,https://a.example/\nCard,https://b.example/\n');
  expect(columns).toEqual(['Column 1', 'URL']);
  expect(rows.map(({ line }) => line)).toEqual([1, 2]);
});

test('text in many pieces is not cut inside a character', async () => {
  const name = '😀'.repeat(40_000);
  const { rows } = await readCsv(`name\nx${name}\n`);
  expect(rows[0]?.cells[0]).toBe(`x${name}`);
});

test('no more rows are read than an import takes, and one', async () => {
  const { rows } = await readCsv(`name\n${'x\n'.repeat(20_000)}`);
  expect(rows).toHaveLength(5_001);
});

test.each(['', '\ufeff', '\n\n', 'a,b\n"never closed,1\n'])('%j is refused as what it is', async (text) => {
  await expect(readCsv(text)).rejects.toMatchObject({ code: 'validation_error', details: [{ path: 'csv' }] });
});
