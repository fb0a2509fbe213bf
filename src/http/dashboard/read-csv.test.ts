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

test.each(['', 'x'])('text in many pieces is not cut inside a character: after %j', async (before) => {
  const name = `${before}${'😀'.repeat(20_000)}`;
  const { rows } = await readCsv(`name\n${`${name}\n`.repeat(3)}`);
  expect(rows.map(({ cells }) => cells[0] === name)).toEqual([true, true, true]);
});

test('no more rows are read than an import takes, and one', async () => {
  const { rows } = await readCsv(`name\n${'x\n'.repeat(20_000)}`);
  expect(rows).toHaveLength(5_001);
});

test.each(['', '\ufeff', '\n\n', 'a,b\n"never closed,1\n'])('%j is refused as what it is', async (text) => {
  await expect(readCsv(text)).rejects.toMatchObject({ code: 'validation_error', details: [{ path: 'csv' }] });
});

test('lines and rows that are no rows of codes are refused before they are read to their end', async () => {
  const short = `name,destination\n${'A,https://a.example/\n'.repeat(4_000)}`;
  expect((await readCsv(`${short}${'x'.repeat(50_000)}`)).rows).toHaveLength(4_001);
  for (const end of ['\n', '\r']) {
    const lines = `a,b${end}${`${','.repeat(50_000)}${end}`.repeat(2)}`;
    expect((await readCsv(`${lines}c,d${end}`)).rows).toHaveLength(1);
  }
  await expect(readCsv(`${short}${'x'.repeat(50_001)}\n${short}`)).rejects.toThrow(/line of more than 50000/);
  await expect(readCsv(','.repeat(10_000_000))).rejects.toThrow(/line of more than 50000/);
  await expect(readCsv(`a,b\n"${'x\n'.repeat(5_000_000)}"`)).rejects.toThrow(/cannot be read/);
});
