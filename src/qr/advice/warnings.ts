import type { Advice, AdviceNote, AdviceQuery, LinkSaving, Surface } from '../../core/designs/advice.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import type { Matrix } from '../matrix.ts';
import { isAtLeast } from './demands.ts';
import { roundMm } from './savings.ts';

export interface Found
  extends Pick<Advice, 'moduleMm' | 'codeMm' | 'contrast' | 'contrastMin' | 'errorCorrection'> {
  readonly query: AdviceQuery;
  readonly source: PictureSource;
  /** At the level that is advised. */
  readonly symbol: Matrix;
  /** As the design has it now. */
  readonly present: Matrix;
  readonly proof: ProofReport | null;
  readonly savings: readonly LinkSaving[];
}

/** Version 5 at level H holds 44 bytes (ISO/IEC 18004:2015, table 7): short links of most domains. */
const longLinkVersion = 6;
/** The old rule of a tenth of the distance; a fit that comes to much less deserves a second look. */
const ruleOfThumb = 10;
const thumbShareMin = 0.6;
/** Wider than posters are. */
const wideMm = 1000;
/** ISO/IEC 18004:2015, 6.3.8. */
const quietZoneMin = 4;

export function notesOf(found: Found): readonly AdviceNote[] {
  const { query, source } = found;
  const { surface } = query;
  const notes: readonly (AdviceNote | null)[] = [
    ...notesOnStrength(found),
    ...notesOnSize(found),
    noteOnLength(found),
    surface === 'flat' ? null : { about: 'surface', surface },
    source.design.background === null ? { about: 'no_background' } : null,
  ];
  return notes.filter((note) => note !== null);
}

function notesOnStrength(found: Found): readonly (AdviceNote | null)[] {
  const { contrast, contrastMin, proof } = found;
  return [
    proof !== null && !proof.ok ? { about: 'failed_proof', score: Math.round(proof.score) } : null,
    noteOnLevel(found),
    contrast < contrastMin
      ? { about: 'contrast', has: roundTenth(contrast), wants: roundTenth(contrastMin) }
      : null,
  ];
}

function noteOnLevel({ present, symbol, errorCorrection: wants }: Found): AdviceNote | null {
  const has = present.errorCorrection;
  if (isAtLeast(has, wants)) return null;
  return { about: 'level', has, wants, fits: isAtLeast(symbol.errorCorrection, wants) };
}

function notesOnSize({ query, codeMm, source }: Found): readonly (AdviceNote | null)[] {
  const thumbMm = query.distanceMm / ruleOfThumb;
  const { quiet_zone } = source.design;
  return [
    codeMm < thumbMm * thumbShareMin ? { about: 'rule_of_thumb', mm: roundMm(thumbMm) } : null,
    codeMm > wideMm ? { about: 'very_wide', mm: roundMm(codeMm) } : null,
    quiet_zone < quietZoneMin ? { about: 'quiet_zone', has: quiet_zone, wants: quietZoneMin } : null,
  ];
}

function noteOnLength({ source, symbol }: Found): AdviceNote | null {
  if (symbol.version < longLinkVersion) return null;
  const bytes = new TextEncoder().encode(source.text).length;
  return { about: 'length', bytes, modules: symbol.size };
}

/** The note in English. */
export function sayNote(note: AdviceNote, { query, savings }: Pick<Found, 'query' | 'savings'>): string {
  switch (note.about) {
    case 'failed_proof':
      return `The design failed its proof (${note.score} of 100): size alone may not make it readable.`;
    case 'level':
      return note.fits
        ? `Use error correction ${note.wants} here instead of ${note.has}; the numbers are with it.`
        : `Error correction should be ${note.wants} here instead of ${note.has}, at which no code holds so much: shorten what it holds.`;
    case 'contrast':
      return `The contrast of the colours is ${note.has}:1; in ${query.light} light on a ${query.surface} surface it should be at least ${note.wants}:1.`;
    case 'rule_of_thumb':
      return `The rule of thumb of a tenth of the distance asks for ${note.mm} mm: test this size with old phones first.`;
    case 'very_wide':
      return `At ${roundMm(query.distanceMm / 1000)} m the code must be ${roundMm(note.mm / 1000)} m wide: bring people closer, or shorten what it holds.`;
    case 'quiet_zone':
      return `The quiet zone is ${note.has} modules wide: leave ${note.wants} free around it.`;
    case 'length':
      return sayLength(note.bytes, note.modules, savings);
    case 'surface':
      return surfaceWarnings[note.surface];
    case 'no_background':
      return 'There is no background: what it is printed on must be as light as white paper.';
  }
}

function sayLength(bytes: number, modules: number, savings: readonly LinkSaving[]): string {
  const [best] = savings.toSorted((one, other) => one.version - other.version);
  const what = `The code holds ${bytes} bytes and is ${modules} modules wide: the less it holds, the larger they are.`;
  return best === undefined ? what : `${what} ${best.message}`;
}

const surfaceWarnings: Readonly<Record<Exclude<Surface, 'flat'>, string>> = {
  glossy: 'Lamps and the sky are mirrored in a glossy surface: hang it where none is, or laminate it matt.',
  rough: 'Edges fray on a rough surface: use plain squares, which have the most ink in each module.',
  fabric: 'Fabric stretches and folds: place the code where it lies flat.',
  curved: 'Around a curve the sides turn away: let the code cover at most a sixth of the way around.',
  screen: 'On a screen dpi is that of the screen; show the code for long enough to take a phone out.',
};

function roundTenth(ratio: number): number {
  return Math.round(ratio * 10) / 10;
}
