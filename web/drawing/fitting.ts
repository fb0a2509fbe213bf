import { fitSymbol } from '../../src/qr/fit.ts';
import { type Matrix, QrCapacityError } from '../../src/qr/matrix.ts';
import { type Subject, sourceOf } from './subject.ts';

export type Fitted = Matrix;

/** Symbols that were fitted last: while colours and shapes change they stay as they are. */
const kept = new Map<string, Fitted | null>();
const keptMax = 40;

/** The symbol of a subject, as the server fits it; null where the text is too long for any. */
export function fitNow(subject: Subject): Fitted | null {
  const key = keyOf(subject);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const fitted = fitOrNull(subject);
  keep(key, fitted);
  return fitted;
}

/** Of the same subject, fitted elsewhere. */
export function keepFitted(subject: Subject, fitted: Fitted | null): void {
  keep(keyOf(subject), fitted);
}

/** Undefined: it would have to be worked out first, which with the level `auto` takes longer than a frame. */
export function findFitted(subject: Subject): Fitted | null | undefined {
  return isQuick(subject) ? fitNow(subject) : kept.get(keyOf(subject));
}

function keep(key: string, fitted: Fitted | null): void {
  kept.delete(key);
  kept.set(key, fitted);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMax) break;
    kept.delete(oldest);
  }
}

function isQuick({ design }: Subject): boolean {
  return design.error_correction !== 'auto';
}

/** Everything that fitting looks at: shapes and the words of a frame are not among it. */
function keyOf({ text, design, logo }: Subject): string {
  const { error_correction: level, version, mask } = design;
  if (level !== 'auto') return JSON.stringify([text, level, version, mask]);
  const { modules, eyes, background, logo: place, quiet_zone: quietZone, rotation } = design;
  const colors = [modules.color, eyes.frame.color, eyes.ball.color, background];
  const sizes = [logo?.width, logo?.height];
  return JSON.stringify([text, level, version, mask, colors, place, sizes, quietZone, rotation]);
}

function fitOrNull(subject: Subject): Fitted | null {
  try {
    return fitSymbol(sourceOf(subject));
  } catch (error) {
    if (error instanceof QrCapacityError) return null;
    throw error;
  }
}
