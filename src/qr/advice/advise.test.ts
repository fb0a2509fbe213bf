import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdviceQuery, lights, surfaces } from '../../core/designs/advice.ts';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import { encodeMatrix } from '../matrix.ts';
import { adviseSize } from './advise.ts';

const near: AdviceQuery = { distanceMm: 300, surface: 'flat', dpi: 300, light: 'indoor' };
const short = 'https://q.example/p/abc234';
const long = 'https://qr.a-rather-long-company-name.example.com/p/summer-2027';

function advise(query: Partial<AdviceQuery> = {}, text = short, changes: Partial<Design> = {}) {
  return adviseSize(
    { text, design: { ...plainDesign, ...changes }, logo: null },
    { ...near, ...query },
    null,
  );
}

function proofOf(modulePxMin: number, changes: Partial<ProofReport> = {}): ProofReport {
  return {
    profile: 'quick',
    matrix: 1,
    symbol: { version: 1, errorCorrection: 'H', mask: 0, size: 21 },
    decoders: ['zxing'],
    conditions: [],
    passed: 9,
    total: 10,
    score: 90,
    ok: true,
    weakest: null,
    warnings: [],
    modulePxMin,
    tookMs: 1,
    ...changes,
  };
}

describe('size', () => {
  test('a module is a whole number of dots of the printer, at least four', () => {
    const queries = fc.record({
      distanceMm: fc.integer({ min: 50, max: 50_000 }),
      surface: fc.constantFrom(...surfaces),
      dpi: fc.constantFrom(72, 150, 203, 300, 600, 1200, 2400),
      light: fc.constantFrom(...lights),
    });
    fc.assert(
      fc.property(queries, (query) => {
        const { moduleMm, moduleDots, codeMm, pictureMm, modules } = advise(query);
        expect(Number.isInteger(moduleDots)).toBe(true);
        expect(moduleDots).toBeGreaterThanOrEqual(4);
        expect(moduleMm).toBeCloseTo((moduleDots * 25.4) / query.dpi, 9);
        expect(codeMm).toBeCloseTo(moduleMm * (modules + 8), 9);
        expect(pictureMm).toBeCloseTo(codeMm, 9);
      }),
    );
  });

  test('from afar it comes near the old rule of a tenth of the distance', () => {
    const { codeMm, boundBy } = advise({ distanceMm: 2000 });
    expect(boundBy).toBe('distance');
    expect(codeMm / 2000).toBeGreaterThan(0.08);
    expect(codeMm / 2000).toBeLessThan(0.15);
  });

  test('twice as far is twice as large; a harder place is never smaller', () => {
    const [one, two] = [advise({ distanceMm: 2000 }), advise({ distanceMm: 4000 })];
    expect(two.moduleMm / one.moduleMm).toBeCloseTo(2, 1);
    const easy = advise({ distanceMm: 1000 }).moduleMm;
    for (const surface of surfaces) {
      for (const light of lights) {
        expect(advise({ distanceMm: 1000, surface, light }).moduleMm).toBeGreaterThanOrEqual(easy);
      }
    }
  });

  test('it says what asks for the size: the printer, the distance, the surface, or a proof', () => {
    expect(advise({ distanceMm: 50, dpi: 203 }).boundBy).toBe('printer');
    expect(advise({ distanceMm: 5000 }).boundBy).toBe('distance');
    expect(advise({ distanceMm: 50, surface: 'fabric' }).boundBy).toBe('surface');
    const source = { text: short, design: plainDesign, logo: null };
    const far = { ...near, distanceMm: 5000 };
    const weak = adviseSize(source, far, proofOf(6));
    expect(weak.boundBy).toBe('proof');
    expect(weak.moduleMm).toBeGreaterThan(adviseSize(source, far, proofOf(3)).moduleMm);
  });

  test('a proof that failed makes no size smaller, and none where even the undamaged file is not read', () => {
    const source = { text: short, design: plainDesign, logo: null };
    const far = { ...near, distanceMm: 5000 };
    const sizeWith = (proof: ProofReport | null) => adviseSize(source, far, proof).moduleMm;
    const failed = { ok: false, score: 40 };
    expect(sizeWith(proofOf(3, failed))).toBe(sizeWith(null));
    expect(sizeWith(proofOf(6, failed))).toBe(sizeWith(proofOf(6)));
    const readings = { zxing: 'missed' } as const;
    const undamaged = { id: 'none-svg', damage: 'none', label: 'the SVG as it is', format: 'svg' } as const;
    const unread = adviseSize(
      source,
      far,
      proofOf(8, { ...failed, conditions: [{ ...undamaged, readings }] }),
    );
    expect(unread.moduleMm).toBe(sizeWith(null));
    expect(unread.boundBy).toBe('distance');
    expect(unread.warnings.join()).toMatch(/failed its proof/);
  });

  test('a frame counts for the picture, and not for the code', () => {
    const frame = {
      shape: 'box',
      position: 'bottom',
      text: 'Scan',
      color: '#000000',
      text_color: '#ffffff',
    } as const;
    const framed = advise({}, short, { frame });
    expect(framed.codeMm).toBe(advise().codeMm);
    expect(framed.pictureMm).toBeGreaterThan(framed.codeMm);
  });
});

describe('strength', () => {
  test('the level is that of the harder of surface and light, and the numbers are with it', () => {
    expect(advise({ surface: 'flat', light: 'bright' }).errorCorrection).toBe('M');
    expect(advise({ surface: 'glossy' }).errorCorrection).toBe('Q');
    const rough = advise({ surface: 'rough' }, short, { error_correction: 'L' });
    expect(rough.errorCorrection).toBe('H');
    expect(rough.version).toBe(encodeMatrix(short, 'H').version);
    expect(rough.warnings).toContainEqual(expect.stringMatching(/^Use error correction H here instead of L/));
    expect(advise({ surface: 'rough' }).warnings.join()).not.toMatch(/error correction/);
  });

  test('a text that fits at its own level alone is told to be shortened, not refused', () => {
    const full = 'x'.repeat(2900);
    const advice = advise({ surface: 'rough' }, full, { error_correction: 'L' });
    expect(advice.version).toBe(40);
    expect(advice.warnings.join()).toMatch(/at which no code holds so much/);
  });

  test('contrast is told as a ratio, of the worst part, with what the place asks for', () => {
    expect(advise().contrast).toBeCloseTo(21, 5);
    const eyes = { ...plainDesign.eyes, ball: { shape: 'square', color: '#767676' } } as const;
    // The grey that is the lightest with 4.5:1 on white.
    expect(advise({}, short, { eyes }).contrast).toBeCloseTo(4.54, 2);
    expect(advise({}, short, { eyes }).warnings.join()).not.toMatch(/contrast/);
    const dim = advise({ light: 'dim' }, short, { eyes });
    expect(dim.contrastMin).toBeGreaterThan(dim.contrast);
    expect(dim.warnings).toContainEqual(
      expect.stringMatching(/contrast of the colours is 4\.5:1.*at least 6:1/),
    );
  });

  test('the contrast that a place asks for is told to a tenth, never less than it asks for', () => {
    expect(advise({ light: 'dim', surface: 'fabric' }).contrastMin).toBe(7.2);
    expect(advise({ light: 'bright', surface: 'glossy' }).contrastMin).toBe(4.4);
    expect(advise({ light: 'indoor', surface: 'rough' }).contrastMin).toBe(4.4);
  });
});

describe('savings', () => {
  test('each is what encoding that link at the same level really comes to', () => {
    const { savings, version, modules, moduleMm } = advise({}, long);
    expect(savings.map(({ change }) => change)).toEqual(['upper_case', 'shorter_domain', 'both']);
    for (const saving of savings) {
      const symbol = encodeMatrix(saving.example, 'H');
      expect(saving).toMatchObject({
        version: symbol.version,
        modules: symbol.size,
        characters: saving.example.length,
      });
      expect(saving.version).toBeLessThan(version);
      expect(saving.codeMm).toBeCloseTo(moduleMm * (symbol.size + 8), 9);
      expect(saving.message).toContain(`version ${saving.version} instead of ${version}`);
      expect(saving.message).toContain(`${saving.modules} modules a side instead of ${modules}`);
    }
    expect(savings[0]?.example).toBe(long.toUpperCase());
    expect(savings[1]?.example).toMatch(/^https:\/\/[a-z.]{8}\/p\/summer-2027$/);
  });

  test('upper case saves nothing where the slug has a character that alphanumeric mode lacks', () => {
    const { savings } = advise({}, long.replace('summer-2027', 'summer_2027'));
    expect(savings.map(({ change }) => change)).not.toContain('upper_case');
  });

  test('both changes are told of only where they save more than each alone', () => {
    const hosts = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 20 }), (host, length) => {
        const { savings } = advise({}, `https://${host}.example/p/${'a'.repeat(length)}`);
        const both = savings.find(({ change }) => change === 'both');
        for (const { change, version } of savings) {
          if (both !== undefined && change !== 'both') expect(both.version).toBeLessThan(version);
        }
      }),
    );
    const { savings } = advise({}, 'https://a-long.example/p/abc234');
    expect(savings.length).toBeGreaterThan(0);
  });

  test('other texts than short links have none: nobody may rewrite them', () => {
    for (const text of ['https://example.com/Some/Path', 'WIFI:S:net;;', `${long}?a=b`]) {
      expect(advise({}, text).savings).toEqual([]);
    }
  });

  test('a long link is warned of with the best that can be done', () => {
    expect(advise({}, long).warnings.join()).toMatch(
      /holds 63 bytes and is \d+ modules wide.*version \d+ instead/,
    );
    expect(advise().warnings).toEqual([]);
  });
});
