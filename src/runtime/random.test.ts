import { describe, expect, test } from 'vitest';
import { systemRandom } from './random.ts';

describe('randomness of the system', () => {
  test('ids are UUIDv7 and grow with time', async () => {
    const first = systemRandom.uuid();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeAt = Number.parseInt(first.replace('-', '').slice(0, 12), 16);
    expect(Math.abs(Date.now() - madeAt)).toBeLessThan(1000);
  });

  test('text has the length asked for and every character of the alphabet comes up evenly', () => {
    const text = systemRandom.text('abcde', 10_000);
    expect(text).toHaveLength(10_000);
    const counts = [...'abcde'].map((letter) => text.split(letter).length - 1);
    expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
    // 5 standard deviations around 2,000
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  test('digests are SHA-256 in lower-case hex (FIPS 180-4, "abc")', () => {
    expect(systemRandom.sha256('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
