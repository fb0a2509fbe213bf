import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { drawWorld } from './world-shapes.ts';

const atlas = join(import.meta.dirname, '../../node_modules/world-atlas/countries-50m.json');
const world = drawWorld(JSON.parse(readFileSync(atlas, 'utf8')));
const codes = world.countries.map(({ code }) => code);
const byCode = new Map(world.countries.map((one) => [one.code, one]));

/** Every region that has a code of its own in CLDR, and is a place. */
function knownRegions(): readonly string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const notInIso = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => names.of(code) !== undefined && !notInIso.includes(code))
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
}

it('every country of ISO 3166-1 has its shape or its dot, once', () => {
  expect(codes.toSorted()).toEqual(knownRegions());
});

it('countries lie where they are, and the small ones are dots', () => {
  const at = (code: string) => byCode.get(code)!;
  expect(at('CA').y).toBeLessThan(at('BR').y);
  expect(at('US').x).toBeLessThan(at('DE').x);
  expect(at('DE').x).toBeLessThan(at('JP').x);
  expect(at('NZ').y).toBeGreaterThan(at('AU').y);
  for (const code of ['DE', 'US', 'CH', 'XK', 'NZ', 'FJ']) expect(at(code).path, code).not.toBe('');
  for (const code of ['MT', 'SG', 'LI', 'RE', 'TV']) expect(at(code).path, code).toBe('');
  for (const { code, x, y } of world.countries) {
    expect(x >= 0 && x <= world.width, code).toBe(true);
    expect(y >= 0 && y <= world.height, code).toBe(true);
  }
});

it('no outline runs across the map, as one does that was cut at the wrong place', () => {
  for (const { code, path } of world.countries) {
    for (const ring of path.split('z').filter(Boolean)) {
      const steps = ring.slice(ring.indexOf('l')).match(/-?\d+/g)!.map(Number);
      // The longest straight border of all is that of Canada, along the 49th parallel.
      expect(Math.max(...steps.map(Math.abs)), code).toBeLessThan(200);
    }
  }
});

it('the world fits into 20 kB on the wire', () => {
  expect(gzipSync(JSON.stringify(world)).length).toBeLessThan(20_000);
});
