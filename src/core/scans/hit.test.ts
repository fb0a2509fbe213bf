import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  classesOf,
  classOfFlags,
  isQrTrackClass,
  kinds,
  networks,
  outcomes,
  packFlags,
  reasons,
  scanClass,
  unpackFlags,
} from './hit.ts';
import { markSigns, networkOfSigns, packSigns, unpackSigns } from './scan.ts';

const anyFacts = fc.record({
  kind: fc.constantFrom(...kinds),
  outcome: fc.constantFrom(...outcomes),
  repeat: fc.boolean(),
  reason: fc.constantFrom(...reasons),
  network: fc.constantFrom(...networks),
});

test('facts come back from their flags as they were', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(unpackFlags(packFlags(facts))).toEqual(facts);
    }),
  );
});

test('the class of a hit is its kind, outcome and repeat, whatever the reason and the network', () => {
  fc.assert(
    fc.property(anyFacts, anyFacts, (facts, { reason, network }) => {
      expect(classOfFlags(packFlags({ ...facts, reason, network }))).toBe(classOfFlags(packFlags(facts)));
    }),
  );
});

test('flags fit the smallest integer of a database', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(packFlags(facts)).toBeLessThan(2 ** 15);
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
  const scanner = {
    kind: 'scanner',
    outcome: 'answered',
    repeat: false,
    reason: 'scanner_user_agent',
  } as const;
  expect(packFlags(scanner)).toBe(5 + 320);
  expect(packFlags({ kind: 'human', outcome: 'blocked', repeat: false, reason: 'blocked' })).toBe(8 + 352);
  const scan = { kind: 'human', outcome: 'answered', repeat: false, reason: 'none' } as const;
  expect(networks.map((network) => packFlags({ ...scan, network }))).toEqual([0, 1024, 2048]);
});

test('a hit that was stored before networks were marked has no mark', () => {
  expect(unpackFlags(48)).toMatchObject({ repeat: true, network: 'none' });
  expect(networkOfSigns(15)).toBe('none');
});

test('signs of a request come back as they were', () => {
  const blocked = fc.constantFrom(null, 'paused', 'expired', 'trashed', 'suspended');
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), blocked, fc.constantFrom(...networks), (...all) => {
      const [head, prefetch, state, network] = all;
      const signs = markSigns(packSigns(head, prefetch, state), network);
      expect(unpackSigns(signs)).toEqual({ head, prefetch, blocked: state });
      expect(networkOfSigns(signs)).toBe(network);
    }),
  );
});
