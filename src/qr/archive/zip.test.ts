import { deflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openZip } from './zip.ts';

const madeAt = Date.UTC(2026, 4, 1, 18, 30, 10);

test('files are read back as they were, packed or not, and their sizes stand before them', () => {
  const zip = openZip(madeAt);
  const text = Buffer.from('the same again '.repeat(100));
  const pieces = [...zip.add('a.svg', text, true), ...zip.add('b.png', text, false), ...zip.end()];
  const files = unzipSync(new Uint8Array(Buffer.concat(pieces)));
  expect(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).equals(text)])).toEqual([
    ['a.svg', true],
    ['b.png', true],
  ]);
  const head = Buffer.from(pieces[0] ?? []);
  // APPNOTE.TXT 4.3.7: flags, then sizes before and after unpacking.
  expect([head.readUInt16LE(6), head.readUInt32LE(18), head.readUInt32LE(22)]).toEqual([
    0,
    deflateRawSync(text).length,
    text.length,
  ]);
  expect(pieces[1]).toHaveLength(head.readUInt32LE(18));
});

test('more files than the oldest readers count are all there', () => {
  const zip = openZip(madeAt);
  const count = 70_000;
  const pieces = Array.from({ length: count }, (_, n) => zip.add(`${n}.txt`, Buffer.from(String(n)), false));
  const files = unzipSync(new Uint8Array(Buffer.concat([...pieces.flat(), ...zip.end()])));
  expect(Object.keys(files)).toHaveLength(count);
  expect(Buffer.from(files['69999.txt'] ?? []).toString()).toBe('69999');
});
