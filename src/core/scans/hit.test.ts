import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  classesOf,
  classOfFlags,
  isQrTrackClass,
  kinds,
  outcomes,
  packFlags,
  reasons,
  scanClass,
  unpackFlags,
} from './hit.ts';
import { packSigns, unpackSigns } from './scan.ts';

const anyFacts = fc.record({
  kind: fc.constantFrom(...kinds),
  outcome: fc.constantFrom(...outcomes),
  repeat: fc.boolean(),
  reason: fc.constantFrom(...reasons),
});

test('facts come back from their flags as they were', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(unpackFlags(packFlags(facts))).toEqual(facts);
    }),
  );
});

test('the class of a hit is its kind, outcome and repeat, whatever the reason', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...reasons), (facts, reason) => {
      expect(classOfFlags(packFlags({ ...facts, reason }))).toBe(classOfFlags(packFlags(facts)));
    }),
  );
});

test('a scan is a human, answered, first hit and nothing else', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const isScan = facts.kind === 'human' && facts.outcome === 'answered' && !facts.repeat;
      expect(classesOf('scans').includes(classOfFlags(packFlags(facts)))).toBe(isScan);
    }),
  );
  expect(classesOf('scans')).toEqual([scanClass]);
});

test('QR Track counts every hit by a human, and `all` shows every hit', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const hitClass = classOfFlags(packFlags(facts));
      expect(isQrTrackClass(hitClass)).toBe(facts.kind === 'human');
      expect(classesOf('qr-track').includes(hitClass)).toBe(facts.kind === 'human');
      expect(classesOf('all')).toContain(hitClass);
    }),
  );
});

test('the numbers on disk stay what they are', () => {
  expect(
    kinds.map((kind) => packFlags({ kind, outcome: 'answered', repeat: false, reason: 'none' })),
  ).toEqual([0, 1, 2, 3, 4, 5]);
  const repeated = { kind: 'human', outcome: 'answered', repeat: true, reason: 'repeat_window' } as const;
  expect(packFlags(repeated)).toBe(16 + 32);
  expect(packFlags({ kind: 'head', outcome: 'blocked', repeat: false, reason: 'trashed' })).toBe(4 + 8 + 288);
});

test('signs of a request come back as they were', () => {
  const blocked = fc.constantFrom(null, 'paused', 'expired', 'trashed');
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), blocked, (head, prefetch, state) => {
      expect(unpackSigns(packSigns(head, prefetch, state))).toEqual({ head, prefetch, blocked: state });
    }),
  );
});
