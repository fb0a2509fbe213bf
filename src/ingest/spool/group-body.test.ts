import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpooledHit } from '../../core/scans/scan.ts';
import { decodeHits, encodeHits } from './group-body.ts';

const place = fc.option(fc.string({ maxLength: 20, unit: 'binary' }), { nil: null });
const hits: fc.Arbitrary<SpooledHit[]> = fc.array(
  fc.record({
    id: fc.maxSafeNat(),
    code: fc.nat(),
    workspace: fc.nat(),
    signs: fc.nat({ max: 63 }),
    country: place,
    region: place,
    city: place,
    visitor: fc.integer({ min: 0, max: 2 ** 47 - 1 }),
    ua: fc.oneof(
      fc.constantFrom('', 'Mozilla/5.0', '__proto__', 'constructor'),
      fc.string({ unit: 'binary' }),
    ),
    referrer: fc.option(fc.string({ unit: 'binary' })),
  }),
);

test('hits come back from their text as they were, in their order', () => {
  fc.assert(
    fc.property(hits, (group) => {
      expect(decodeHits(encodeHits(group))).toEqual(group);
    }),
  );
});

test('a user agent that many share is written once', () => {
  const hit = { id: 1, code: 1, workspace: 1, signs: 0, country: null, region: null, city: null, visitor: 1 };
  const group = Array.from({ length: 50 }, () => ({ ...hit, ua: 'an-agent-of-many', referrer: '' }));
  expect(encodeHits(group).split('an-agent-of-many')).toHaveLength(2);
});

test('what older versions wrote is read', () => {
  const [place, body] = [
    ['DE', null, 'Köln'],
    '[["Mozilla"],[[4096,7,3,1,"DE",null,"Köln",99,0,"https://e.test/"]]]',
  ];
  const [country, region, city] = place as [string, null, string];
  expect(decodeHits(body)).toEqual([
    {
      id: 4096,
      code: 7,
      workspace: 3,
      signs: 1,
      country,
      region,
      city,
      visitor: 99,
      ua: 'Mozilla',
      referrer: 'https://e.test/',
    },
  ]);
});
