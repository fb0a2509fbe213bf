import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Design, plainDesign } from '../../core/designs/design.ts';
import type { LogoImage, PictureSource } from '../../core/designs/picture.ts';
import { damages, type ProofProgress, type ProofReport } from '../../core/designs/proof.ts';
import { proveDesign, readingOf } from './prove.ts';

const link = 'https://qz.io/Ab12';
/** The work grows with the symbol, and most where readers look in vain. */
const shortText = 'QZ';
const logo = await drawLogo();

async function drawLogo(): Promise<LogoImage> {
  const png = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#c2185b' } })
    .png()
    .toBuffer();
  return { id: 'c'.repeat(64), png: new Uint8Array(png), width: 64, height: 64 };
}

function pictureOf(changes: Partial<Design>, text = link): PictureSource {
  return {
    text,
    design: { ...plainDesign, error_correction: 'M', ...changes },
    logo: changes.logo ? logo : null,
  };
}

const gradient = {
  type: 'linear',
  angle: 0,
  stops: [
    { offset: 0, color: '#000000' },
    { offset: 1, color: '#d8c878' },
  ],
} as const;

function expectFit(report: ProofReport): void {
  expect(report.score).toBeGreaterThanOrEqual(90);
  expect(report).toMatchObject({ ok: true, warnings: [] });
  expect(report.modulePxMin).toBeLessThanOrEqual(3);
  const undamaged = report.conditions.filter(({ damage }) => damage === 'none');
  expect(undamaged.map(({ format }) => format)).toEqual(['svg', 'png', 'pdf']);
  for (const { readings } of undamaged) expect(new Set(Object.values(readings))).toEqual(new Set(['read']));
}

test('a plain design of level H is fit to print: at least 90, and every reader reads every file', async () => {
  expectFit(await proveDesign(pictureOf({ error_correction: 'H' }), 'quick'));
});

describe('a design that fails is told so, with what to do', () => {
  const place = { image: logo.id, margin: 1, excavate: true };
  test.each<[string, Partial<Design>, RegExp]>([
    ['a large logo at level M', { logo: { ...place, size: 0.3 } }, /logo.*smaller/],
    ['no quiet zone', { quiet_zone: 0 }, /dark wall: widen the quiet zone from 0 to 4/],
    [
      'light on dark',
      { background: '#000000', modules: { shape: 'square', color: '#ffffff' } },
      /lighter than the background.*swap/,
    ],
    ['a gradient into the background', { modules: { shape: 'square', color: gradient } }, /too much alike/],
    ['no background', { background: null }, /no background/],
  ])('%s', async (_, changes, warning) => {
    const report = await proveDesign(pictureOf(changes, shortText), 'quick');
    expect(report.ok).toBe(false);
    expect(report.score).toBeLessThan(88);
    expect(report.warnings[0]).toMatch(warning);
    expect(report.weakest).not.toBeNull();
  });
});

describe('two proofs of one plain code of level M', () => {
  const seen: ProofProgress[] = [];
  let report: ProofReport;
  beforeAll(async () => {
    report = await proveDesign(pictureOf({}), 'quick', {
      onProgress: (progress) => seen.push(progress),
    });
  });

  test('it is fit to print: at least 90, and every reader reads every file', () => expectFit(report));

  test('the same picture and profile give the same report, however long it took', async () => {
    const { tookMs: one, ...first } = report;
    const { tookMs: other, ...second } = await proveDesign(pictureOf({}), 'quick');
    expect(first).toEqual(second);
    expect(Math.min(one, other)).toBeGreaterThan(0);
  });

  test('progress counts every reading once, up to all of them', () => {
    expect(report.total).toBe(report.conditions.length * report.decoders.length);
    expect(seen.at(-1)).toEqual({ done: report.total, total: report.total });
    for (const [index, { done, total }] of seen.entries()) {
      expect(done).toBeGreaterThan(seen[index - 1]?.done ?? 0);
      expect(total).toBe(report.total);
    }
  });

  test('every damage was looked at by every reader', () => {
    expect(new Set(report.conditions.map(({ damage }) => damage))).toEqual(new Set(damages));
    for (const { readings } of report.conditions) expect(Object.keys(readings)).toEqual([...report.decoders]);
  });
});

test('a proof that is cancelled stops before the next reading, with the reason', async () => {
  const cancel = new AbortController();
  const reason = new Error('nobody waits any more');
  const seen: ProofProgress[] = [];
  const proof = proveDesign(pictureOf({}), 'full', {
    signal: cancel.signal,
    onProgress: (progress) => {
      seen.push(progress);
      if (progress.done === 5) cancel.abort(reason);
    },
  });
  await expect(proof).rejects.toBe(reason);
  expect(seen.at(-1)?.done).toBe(5);
});

test('a proof that was cancelled before it began looks at nothing', async () => {
  const reason = new Error('too late');
  const seen: ProofProgress[] = [];
  const watch = {
    signal: AbortSignal.abort(reason),
    onProgress: (progress: ProofProgress) => seen.push(progress),
  };
  await expect(proveDesign(pictureOf({}), 'quick', watch)).rejects.toBe(reason);
  expect(seen).toEqual([]);
});

test('another text is a misreading, not a miss', () => {
  expect([readingOf(link, link), readingOf(null, link), readingOf(`${link}2`, link)]).toEqual([
    'read',
    'missed',
    'misread',
  ]);
});
