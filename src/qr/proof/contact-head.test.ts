import { expect, test } from 'vitest';
import { plainDesign } from '../../core/designs/design.ts';
import type { ProofReport, Reading } from '../../core/designs/proof.ts';
import { type PrintPlace, safeSizeOf } from '../../core/designs/safe-size.ts';
import { drawHead } from './contact-head.ts';
import { openDrawing } from './drawing.ts';

const source = { text: 'https://qz.io/Ab12', design: plainDesign, logo: null };
const image = { id: 'a'.repeat(64), png: new Uint8Array(), width: 10, height: 10 };

function reportOf(reading: Reading): ProofReport {
  return {
    ...{ profile: 'quick', matrix: 1, decoders: ['zxing'], passed: 3, total: 4, score: 75, ok: true },
    symbol: { version: 3, errorCorrection: 'H', mask: 0, size: 29 },
    conditions: [
      { id: 'none-png', damage: 'none', label: 'as it is', format: 'png', readings: { zxing: reading } },
    ],
    ...{ weakest: null, warnings: [], modulePxMin: 2.5, tookMs: 1 },
  };
}

/** Every piece of text in the order in which it is laid, as one line. */
function wordsOf(report: ProofReport, place: PrintPlace | undefined): string {
  const said: string[] = [];
  const drawing = openDrawing();
  const listened = {
    ...drawing,
    words: (...args: Parameters<typeof drawing.words>) => {
      said.push(args[0]);
      return drawing.words(...args);
    },
  };
  drawHead(listened, { source, report, place, image }, 0, 0, 188);
  return said.join(' ');
}

test('the size for the place that was asked for comes first, then those of usual distances', () => {
  const place = { distanceMm: 2000, dpi: 203 };
  const words = wordsOf(reportOf('read'), place);
  const { codeMm } = safeSizeOf(reportOf('read'), 4, place)!;
  expect(words).toContain(`At 2 m, printed at 203 dpi: ${codeMm.toFixed(1)} mm or wider Smallest safe width`);
  expect(words).toMatch(/at 203 dpi \d+ mm at 20 cm \d+ mm at 50 cm \d+ mm at 1 m \d+ mm at 3 m/);
});

test.each([
  [50, 'At 5 cm, '],
  [304.8, 'At 30.5 cm, '],
  [1828.8, 'At 1.83 m, '],
  [50_000, 'At 50 m, '],
])('%d mm are told as people say them: %s', (distanceMm, start) => {
  expect(wordsOf(reportOf('read'), { distanceMm, dpi: 300 })).toContain(start);
});

test('where nobody asked, the sizes are those of an office printer', () => {
  const words = wordsOf(reportOf('read'), undefined);
  expect(words).toMatch(/Smallest safe width at 300 dpi \d+ mm at 20 cm/);
  expect(words).not.toContain('or wider');
});

test.each([[{ distanceMm: 2000, dpi: 203 }], [undefined]])(
  'a code that a reader does not even read undamaged has no size, at %j',
  (place) => {
    const words = wordsOf(reportOf('missed'), place);
    expect(words.match(/none: it is not read at any size/g)).toHaveLength(1);
    expect(words).not.toMatch(/\d mm/);
  },
);
