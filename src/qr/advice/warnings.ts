import type { Advice, AdviceQuery, LinkSaving } from '../../core/designs/advice.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import type { Matrix } from '../matrix.ts';
import { isAtLeast, surfaceDemands } from './demands.ts';
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

export function warningsOf(found: Found): readonly string[] {
  const { query, source } = found;
  const warnings = [
    ...warningsOfStrength(found),
    ...warningsOfSize(found),
    ...warningsOfLength(found),
    surfaceDemands[query.surface].warning,
    source.design.background === null
      ? 'There is no background: what it is printed on must be as light as white paper.'
      : null,
  ];
  return warnings.filter((warning) => warning !== null);
}

function warningsOfStrength(found: Found): readonly (string | null)[] {
  const { present, symbol, errorCorrection, contrast, contrastMin, proof, query } = found;
  const [has, wants] = [round(contrast), round(contrastMin)];
  return [
    proof !== null && !proof.ok
      ? `The design failed its proof (${Math.round(proof.score)} of 100): size alone may not make it readable.`
      : null,
    levelWarning(present, symbol, errorCorrection),
    contrast < contrastMin
      ? `The contrast of the colours is ${has}:1; in ${query.light} light on a ${query.surface} surface it should be at least ${wants}:1.`
      : null,
  ];
}

function levelWarning(present: Matrix, symbol: Matrix, wanted: Advice['errorCorrection']): string | null {
  const has = present.errorCorrection;
  if (isAtLeast(has, wanted)) return null;
  return isAtLeast(symbol.errorCorrection, wanted)
    ? `Use error correction ${wanted} here instead of ${has}; the numbers are with it.`
    : `Error correction should be ${wanted} here instead of ${has}, at which no code holds so much: shorten what it holds.`;
}

function warningsOfSize({ query, codeMm, source }: Found): readonly (string | null)[] {
  const thumbMm = query.distanceMm / ruleOfThumb;
  return [
    codeMm < thumbMm * thumbShareMin
      ? `The rule of thumb of a tenth of the distance asks for ${roundMm(thumbMm)} mm: test this size with old phones first.`
      : null,
    codeMm > wideMm
      ? `At ${roundMm(query.distanceMm / 1000)} m the code must be ${roundMm(codeMm / 1000)} m wide: bring people closer, or shorten what it holds.`
      : null,
    source.design.quiet_zone < quietZoneMin
      ? `The quiet zone is ${source.design.quiet_zone} modules wide: leave ${quietZoneMin} free around it.`
      : null,
  ];
}

function warningsOfLength({ source, symbol, savings }: Found): readonly (string | null)[] {
  const bytes = new TextEncoder().encode(source.text).length;
  const [best] = savings.toSorted((one, other) => one.version - other.version);
  if (symbol.version < longLinkVersion) return [];
  const what = `The code holds ${bytes} bytes and is ${symbol.size} modules wide: the less it holds, the larger they are.`;
  return [best === undefined ? what : `${what} ${best.message}`];
}

function round(ratio: number): number {
  return Math.round(ratio * 10) / 10;
}
