import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { plainDesign } from '../../core/designs/design.ts';
import type { ProofProfile, ProofReport } from '../../core/designs/proof.ts';
import type { PrintPlace } from '../../core/designs/safe-size.ts';
import { drawContactSheet } from './contact-sheet.ts';
import { matrixNumber } from './matrix.ts';
import { planOf } from './plan.ts';

const source = { text: 'https://qz.io/Ab12', design: plainDesign, logo: null };
const readings = { zxing: 'read', jsqr: 'read', qr: 'missed' } as const;

let report: ProofReport;
beforeAll(async () => {
  report = await reportOf('quick');
});

/** As a proof that came to the same readings everywhere, without the seconds that it takes. */
async function reportOf(
  profile: ProofProfile,
  conditionsMax = Number.POSITIVE_INFINITY,
): Promise<ProofReport> {
  const { symbol, sittings } = await planOf(source, profile);
  const conditions = sittings
    .slice(0, conditionsMax)
    .map(({ id, damage, label, format }) => ({ id, damage, label, format, readings }));
  return {
    ...{ profile, matrix: matrixNumber, symbol, decoders: ['zxing', 'jsqr', 'qr'], conditions },
    ...{ passed: 2 * conditions.length, total: 3 * conditions.length, score: 66, ok: false, tookMs: 1 },
    ...{ weakest: null, warnings: [], modulePxMin: 4 },
  };
}

async function readPdf(pdf: Uint8Array) {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages = [...document.pages()].map((page) => ({
    ...page.getOriginalSize(),
    images: [...page.objects()].filter(({ type }) => type === 'image').length,
  }));
  library.destroy();
  return pages;
}

test('a quick proof is one page of A4 with a picture of every condition', async () => {
  const pages = await readPdf(await drawContactSheet(source, report, 'pdf'));
  expect(pages).toHaveLength(1);
  expect(pages[0]!.originalWidth / 72).toBeCloseTo(210 / 25.4, 2);
  expect(pages[0]!.originalHeight / 72).toBeCloseTo(297 / 25.4, 2);
  // And the undamaged picture in the head.
  expect(pages[0]!.images).toBe(report.conditions.length + 1);
});

test('what does not fit one page goes on over the next, and no condition is left out', async () => {
  const long = await reportOf('full', 60);
  const pages = await readPdf(await drawContactSheet(source, long, 'pdf'));
  expect(pages).toHaveLength(2);
  expect(pages.reduce((sum, { images }) => sum + images, 0)).toBe(long.conditions.length + 1);
});

test('the PNG is the same for the same report, and differs where a reading does', async () => {
  const few = { ...report, conditions: report.conditions.filter(({ damage }) => damage === 'noise') };
  const first = await drawContactSheet(source, few, 'png');
  expect(Buffer.from(await drawContactSheet(source, few, 'png')).equals(Buffer.from(first))).toBe(true);
  expect(await sharp(first).metadata()).toMatchObject({ format: 'png', width: 1654 });
  const [condition, ...others] = few.conditions;
  const missed = { ...condition!, readings: { ...condition!.readings, zxing: 'missed' as const } };
  const other = await drawContactSheet(source, { ...few, conditions: [missed, ...others] }, 'png');
  expect(Buffer.from(other).equals(Buffer.from(first))).toBe(false);
});

test('the place that was asked for is told in the head', async () => {
  const few = { ...report, conditions: report.conditions.slice(0, 1) };
  const drawn = (place?: PrintPlace) => drawContactSheet(source, few, 'png', undefined, place);
  const near = await drawn({ distanceMm: 300, dpi: 300 });
  expect(await drawn()).not.toEqual(near);
  expect(await drawn({ distanceMm: 2000, dpi: 300 })).not.toEqual(near);
  expect(await drawn({ distanceMm: 300, dpi: 203 })).not.toEqual(near);
});

test('a report of another matrix of damage is refused: its pictures are not to be had any more', async () => {
  const old = { ...report, matrix: report.matrix - 1 };
  await expect(drawContactSheet(source, old, 'png')).rejects.toMatchObject({
    name: 'PictureError',
    field: 'report',
  });
});
