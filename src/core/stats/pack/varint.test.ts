import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BrokenPack } from './pack.ts';
import { VarintReader, VarintWriter } from './varint.ts';

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(127, 128, 16_383, 16_384, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
);

test('whole numbers below 2^53 come back as they were', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 400 }), (values) => {
      const writer = new VarintWriter();
      for (const value of values) writer.write(value);
      const reader = new VarintReader(writer.take());
      expect(values.map(() => reader.read())).toEqual(values);
      expect(reader.left).toBe(0);
    }),
  );
});

test('bytes are as the standard gives them', () => {
  const writer = new VarintWriter();
  for (const value of [0, 2, 127, 128, 129, 12_857]) writer.write(value);
  expect([...writer.take()]).toEqual([0, 2, 127, 0x80, 1, 0x81, 1, 0xb9, 0x64]);
});

test('what one writer holds can be put into another behind its length', () => {
  const [outer, inner] = [new VarintWriter(), new VarintWriter()];
  for (let value = 0; value < 1_000; value += 1) inner.write(value);
  outer.append(inner);
  inner.clear();
  outer.append(inner);
  const reader = new VarintReader(outer.take());
  reader.skip(reader.read());
  expect([reader.read(), reader.left]).toEqual([0, 0]);
});

test.each([
  ['nothing', []],
  ['a number without an end', [0x80]],
  ['a number above 2^53', [255, 255, 255, 255, 255, 255, 255, 16]],
  ['a number of nine bytes', [255, 255, 255, 255, 255, 255, 255, 255, 1]],
])('%s is refused', (_what, bytes) => {
  expect(() => new VarintReader(Uint8Array.from(bytes)).read()).toThrow(BrokenPack);
});
