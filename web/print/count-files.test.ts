import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createEntryCount } from './count-entries.ts';
import { createPageCount } from './count-pages.ts';

/** In pieces of so many bytes, with what is counted after each. */
function countIn(count: (bytes: Uint8Array) => number, bytes: Uint8Array, size: number): number[] {
  const counted: number[] = [];
  for (let at = 0; at < bytes.length; at += size) counted.push(count(bytes.subarray(at, at + size)));
  return counted;
}

test('files of a ZIP are counted exactly, however the stream is cut', () => {
  // A picture that holds what looks like a file of an archive.
  const inner = zipSync({ 'inner.png': strToU8('inner') }, { level: 0 });
  const zip = zipSync({ 'a.png': inner, 'empty.png': new Uint8Array(), 'c.png': strToU8('c') }, { level: 0 });
  for (const size of [1, 7, 30, 64, zip.length]) {
    const counted = countIn(createEntryCount(), zip, size);
    expect([size, counted.at(-1)]).toEqual([size, 3]);
    expect(counted).toEqual(counted.toSorted((one, other) => one - other));
  }
  expect(countIn(createEntryCount(), zip.subarray(0, 60), 60)).toEqual([0]);
});

test('pages of a PDF are counted, and what only looks like one is not', () => {
  const text = '<< /Type /Page /Parent 1 0 R >>//Type /Page /a << /Type /Pages /Kids [] >> /Type /Catalog';
  for (const size of [1, 5, 1_000]) expect(countIn(createPageCount(), strToU8(text), size).at(-1)).toBe(2);
});
