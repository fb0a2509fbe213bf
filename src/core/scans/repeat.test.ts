import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRepeatJudge } from './repeat.ts';

const windowMs = 30_000;
const start = Date.UTC(2026, 10, 21);

interface Hit {
  readonly code: number;
  readonly visitor: number;
  readonly atMs: number;
}

const hits = fc.array(
  fc.record({
    code: fc.integer({ min: 1, max: 2 }),
    visitor: fc.integer({ min: 1, max: 3 }),
    atMs: fc.integer({ min: start, max: start + 5 * windowMs }),
  }),
  { maxLength: 60 },
);

/** By the rule's words, with all that was counted at hand: a repeat has a counted hit of its kind in the window. */
function judgeAll(all: readonly Hit[]): boolean[] {
  const counted: Hit[] = [];
  return all.map((hit) => {
    const same = counted.filter(({ code, visitor }) => code === hit.code && visitor === hit.visitor);
    const repeats = same.some(({ atMs }) => Math.abs(hit.atMs - atMs) < windowMs);
    if (!repeats) counted.push(hit);
    return repeats;
  });
}

test('hits in the order of their times are judged as by a list of all that was counted', () => {
  fc.assert(
    fc.property(hits, (unordered) => {
      const ordered = unordered.toSorted((left, right) => left.atMs - right.atMs);
      const judge = createRepeatJudge(windowMs);
      const judged = ordered.map(({ code, visitor, atMs }) => judge.isRepeat(code, visitor, atMs));
      expect(judged).toEqual(judgeAll(ordered));
    }),
  );
});

test('hits in any order: one within the window of the latest counted repeats it, on either side', () => {
  fc.assert(
    fc.property(hits, (all) => {
      const judge = createRepeatJudge(windowMs);
      const latest = new Map<string, number>();
      for (const { code, visitor, atMs } of all) {
        const key = `${code} ${visitor}`;
        const last = latest.get(key);
        const expected = last !== undefined && Math.abs(atMs - last) < windowMs;
        expect(judge.isRepeat(code, visitor, atMs)).toBe(expected);
        if (!expected) latest.set(key, Math.max(last ?? 0, atMs));
      }
    }),
  );
});

describe('the window', () => {
  test('ends exactly when it is over, and a repeat does not prolong it', () => {
    const judge = createRepeatJudge(windowMs);
    expect(judge.isRepeat(1, 9, start)).toBe(false);
    expect(judge.isRepeat(1, 9, start + windowMs - 1)).toBe(true);
    expect(judge.isRepeat(1, 9, start + windowMs)).toBe(false);
  });

  test('a late hit repeats the one that overtook it, and does not shorten its window', () => {
    const judge = createRepeatJudge(windowMs);
    expect(judge.isRepeat(1, 9, start)).toBe(false);
    expect(judge.isRepeat(1, 9, start - 10_000)).toBe(true);
    expect(judge.isRepeat(1, 9, start - 2 * windowMs)).toBe(false);
    expect(judge.isRepeat(1, 9, start + windowMs - 1)).toBe(true);
  });

  test('of 0 turns the rule off', () => {
    const judge = createRepeatJudge(0);
    expect([1, 2, 3].map(() => judge.isRepeat(1, 9, start))).toEqual([false, false, false]);
  });

  test('goes on over a restart with the scans that are handed over', () => {
    const judge = createRepeatJudge(windowMs);
    judge.remember(1, 9, start);
    expect(judge.isRepeat(1, 9, start + 1)).toBe(true);
    expect(judge.isRepeat(2, 9, start + 1)).toBe(false);
  });

  test('is kept for every visitor of it, however many there are', () => {
    const judge = createRepeatJudge(windowMs);
    const visitors = Array.from({ length: 30_000 }, (_, visitor) => visitor);
    for (const visitor of visitors) judge.isRepeat(1, visitor, start + visitor);
    const judged = visitors.map((visitor) => judge.isRepeat(1, visitor, start + 30_000));
    // The first one's window is just over.
    expect(
      judged.map((repeat, visitor) => (repeat ? -1 : visitor)).filter((visitor) => visitor >= 0),
    ).toEqual([0]);
  });
});
