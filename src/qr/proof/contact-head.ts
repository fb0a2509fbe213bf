import type { Color } from '../../core/designs/design.ts';
import type { LogoImage, PictureSource } from '../../core/designs/picture.ts';
import { type ProofReport, proofScoreMin } from '../../core/designs/proof.ts';
import { type PrintPlace, safeSizeOf } from '../../core/designs/safe-size.ts';
import { colors, decoderMarks, drawMark, markSize } from './contact-tile.ts';
import { breakLines, type Drawing, rounded, widthOf } from './drawing.ts';

/** Height of the head of the first page, in mm. */
export const headHeight = 47;
const picture = 36;
/** For the sizes that are told where nobody said: the usual office printer. */
const printerDpi = 300;
/** In mm: from a menu to a shop window. */
const distances = [200, 500, 1000, 3000] as const;

export interface HeadFacts {
  readonly source: PictureSource;
  readonly report: ProofReport;
  /** Where it was asked for. */
  readonly place: PrintPlace | undefined;
  /** The undamaged picture. */
  readonly image: LogoImage;
}

export function drawHead(drawing: Drawing, facts: HeadFacts, x: number, y: number, width: number): void {
  const { source, report, place, image } = facts;
  const scale = picture / Math.max(image.width, image.height);
  const size = { width: image.width * scale, height: image.height * scale };
  drawing.fill(colors.line, (pen) => pen.rect(x - 0.25, y - 0.25, picture + 0.5, picture + 0.5));
  drawing.fill(colors.paper, (pen) => pen.rect(x, y, picture, picture));
  drawing.image(image, { x: x + (picture - size.width) / 2, y: y + (picture - size.height) / 2, ...size });
  const left = x + picture + 6;
  drawing.words('Print proof', left, y + 5.2, 6.6, colors.ink);
  drawVerdict(drawing, report, left + widthOf('Print proof', 6.6) + 4, y);
  drawScore(drawing, report, x + width, y);
  const lineWidth = x + width - left;
  const [text = ''] = breakLines(source.text, 2.6, lineWidth - 30, 1);
  drawing.words(text, left, y + 11, 2.6, colors.ink);
  drawing.words(describe(report), left, y + 15, 2.2, colors.quiet);
  drawSizes(drawing, facts, left, y + (place === undefined ? 21 : 19.6));
  drawAdvice(drawing, report, left, y + 26.8, lineWidth);
  drawLegend(drawing, report, x, y + picture + 2.6);
}

/** Filled or empty, so that it is told without colour as well. */
function drawVerdict(drawing: Drawing, { ok }: ProofReport, x: number, y: number): void {
  const words = ok ? 'Can be printed' : 'Do not print';
  const size = 3;
  const width = widthOf(words, size) + 5;
  const color = ok ? colors.read : colors.missed;
  drawing.fill(color, (pen) => rounded(pen, x, y + 0.4, width, 5.6, 2.8));
  drawing.words(words, x + 2.5, y + 4.25, size, colors.paper);
}

function drawScore(drawing: Drawing, { score }: ProofReport, right: number, y: number): void {
  const of = ' / 100';
  const ofWidth = widthOf(of, 3);
  const words = String(score);
  drawing.words(words, right - ofWidth - widthOf(words, 12), y + 8.9, 12, colors.ink);
  drawing.words(of, right - ofWidth, y + 8.9, 3, colors.quiet);
  const barWidth = 32;
  const barX = right - barWidth;
  drawing.fill(colors.line, (pen) => rounded(pen, barX, y + 11.6, barWidth, 1.6, 0.8));
  const filled = Math.max(1.6, (barWidth * score) / 100);
  drawing.fill(score >= proofScoreMin ? colors.read : colors.missed, (pen) =>
    rounded(pen, barX, y + 11.6, filled, 1.6, 0.8),
  );
  const markX = barX + (barWidth * proofScoreMin) / 100;
  drawing.fill(colors.ink, (pen) => pen.rect(markX - 0.15, y + 10.9, 0.3, 3));
}

function describe({ symbol, profile, passed, total, matrix }: ProofReport): string {
  const side = `${symbol.size} × ${symbol.size} modules`;
  return `Version ${symbol.version}, level ${symbol.errorCorrection} · ${side} · ${profile} proof · ${passed} of ${total} readings right · matrix ${matrix}`;
}

const sizesLeading = 3.7;

/** The size that was asked for stands above those of the usual distances. */
function drawSizes(
  drawing: Drawing,
  { source, report, place }: Omit<HeadFacts, 'image'>,
  x: number,
  y: number,
): void {
  const widthAt = (at: PrintPlace) => safeSizeOf(report, source.design.quiet_zone, at)?.codeMm ?? null;
  const dpi = place?.dpi ?? printerDpi;
  let left = x;
  let base = y;
  const say = (words: string, size: number, color: Color, gap: number) => {
    left += drawing.words(words, left, base, size, color) + gap;
  };
  if (place !== undefined) {
    const asked = widthAt(place);
    say(`${describePlace(place)}:`, 2.6, colors.ink, 1);
    if (asked === null) return say(notRead, 2.6, colors.missed, 0);
    say(`${asked.toFixed(1)} mm or wider`, 2.6, colors.ink, 0);
    left = x;
    base += sizesLeading;
  }
  say(`Smallest safe width at ${dpi} dpi`, 2.2, colors.quiet, 3);
  for (const distanceMm of distances) {
    const codeMm = widthAt({ distanceMm, dpi });
    if (codeMm === null) return say(notRead, 2.6, colors.missed, 0);
    say(`${Math.ceil(codeMm)} mm`, 2.6, colors.ink, 1);
    say(`at ${describeDistance(distanceMm)}`, 2.2, colors.quiet, 3);
  }
}

const notRead = 'none: it is not read at any size';

function describePlace({ distanceMm, dpi }: PrintPlace): string {
  return `At ${describeDistance(distanceMm)}, printed at ${dpi} dpi`;
}

/** Such as "30 cm", "1.83 m": to a hundredth of a metre, or a millimetre. */
function describeDistance(mm: number): string {
  return mm < 1000 ? `${Math.round(mm) / 10} cm` : `${Math.round(mm / 10) / 100} m`;
}

const adviceLines = 4;

function drawAdvice(drawing: Drawing, report: ProofReport, x: number, y: number, width: number): void {
  const { weakest, warnings } = report;
  const told =
    warnings.length > 0
      ? warnings
      : weakest === null
        ? ['Every reader read every condition.']
        : [`Weakest: ${decoderMarks[weakest.decoder].name}, ${weakest.label}.`];
  const lines = told.flatMap((words) =>
    breakLines(words, 2.2, width - 3, 2).map((line, index) => ({ line, index })),
  );
  for (const [row, { line, index }] of lines.slice(0, adviceLines).entries()) {
    const top = y + row * 3.1;
    if (index === 0) {
      const color = warnings.length > 0 ? colors.missed : colors.read;
      drawing.fill(color, (pen) => pen.circle(x + 0.7, top - 0.75, 0.7));
    }
    drawing.words(line, x + 3, top, 2.2, colors.ink);
  }
}

function drawLegend(drawing: Drawing, { decoders }: ProofReport, x: number, y: number): void {
  let at = x;
  const base = y + markSize * 0.72;
  for (const decoder of decoders) {
    const { letter, name } = decoderMarks[decoder];
    drawMark(drawing, letter, 'read', at, y);
    at += markSize + 1;
    at += drawing.words(name, at, base, 2.2, colors.ink) + 4;
  }
  at += 4;
  for (const [reading, words] of [
    ['read', 'read'],
    ['missed', 'not read'],
    ['misread', 'read as another text'],
  ] as const) {
    drawMark(drawing, '', reading, at, y);
    at += markSize + 1;
    at += drawing.words(words, at, base, 2.2, colors.quiet) + 4;
  }
}
