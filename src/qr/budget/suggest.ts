import type { FieldChange, Suggestion } from '../../core/designs/budget.ts';
import type { Design } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { fitSymbol } from '../fit.ts';
import { type Matrix, QrCapacityError } from '../matrix.ts';
import { type Assessment, assess, isBetter } from './assess.ts';
import type { LogoPixels } from './logo-pixels.ts';
import { hasDarkGround, listCures, listTrials, shrinkLogo, type Trial, type TryOut } from './trials.ts';

/** What was tried, with its outcome. */
interface Outcome {
  readonly trials: readonly Trial[];
  readonly assessment: Assessment;
}

const suggestionsMax = 5;

/** Changes that make a design safer, each weighed; none for one that has half of its error correction left and misses nothing. */
export function suggestChanges(
  source: PictureSource,
  matrix: Matrix,
  now: Assessment,
  pixels: LogoPixels | null,
): readonly Suggestion[] {
  if (isComfortable(now) && now.lost.length === 0) return [];
  const tryOut = (design: Design) => assessChanged(source, design, pixels);
  const outcomes: Outcome[] = [];
  for (const trial of listTrials(source.design, matrix, now, tryOut, isComfortable)) {
    const assessment = tryOut(trial.change(source.design));
    if (assessment !== undefined && isCure(assessment, now)) outcomes.push({ trials: [trial], assessment });
  }
  const safe = outcomes.filter(({ assessment }) => assessment.safe);
  if (safe.length > 0) return chooseBest(safe);
  const way = now.safe ? undefined : findWayOut(source.design, matrix, tryOut);
  return chooseBest(way === undefined ? outcomes : [way]);
}

/** Half is left for dirt, wear and bad light. */
function isComfortable({ safe, worst, margin }: Assessment): boolean {
  return safe && 2 * margin >= worst.correctable;
}

/** Whether something of what is wrong is better then, and nothing is worse. */
function isCure(then: Assessment, now: Assessment): boolean {
  if (then.margin < now.margin || isAnyWorse(then, now)) return false;
  if (isComfortable(now)) return isComfortable(then) && weightOf(then) < weightOf(now);
  const more = then.margin > now.margin && then.marginShare > now.marginShare;
  if (now.safe) return more || weightOf(then) < weightOf(now);
  return (now.margin < 0 && more) || fatalOf(then) < fatalOf(now);
}

function isAnyWorse(then: Assessment, now: Assessment): boolean {
  return then.lost.some(
    (lost) => !now.lost.some(({ part, fatal }) => part === lost.part && (fatal || !lost.fatal)),
  );
}

function fatalOf({ lost }: Assessment): number {
  return lost.filter(({ fatal }) => fatal).length;
}

function weightOf(assessment: Assessment): number {
  return assessment.lost.length + fatalOf(assessment);
}

/** The best of each field, but of several sizes of the logo all. */
function chooseBest(outcomes: readonly Outcome[]): readonly Suggestion[] {
  const sorted = outcomes.toSorted((one, other) => compare(one.assessment, other.assessment));
  const fields = new Set<string>();
  const chosen: Suggestion[] = [];
  for (const { trials, assessment } of sorted) {
    const [first, ...others] = trials;
    if (first === undefined || (fields.has(first.field) && first.field !== 'logo.size')) continue;
    fields.add(first.field);
    chosen.push({
      ...changeOf(first),
      also: others.map(changeOf),
      margin: assessment.margin,
      message: trials.map(({ message }) => message).join(' '),
    });
  }
  return chosen.slice(0, suggestionsMax);
}

function changeOf({ field, value }: Trial): FieldChange {
  return { field, value };
}

function compare(one: Assessment, other: Assessment): number {
  if (isBetter(one, other)) return -1;
  return isBetter(other, one) ? 1 : one.lost.length - other.lost.length;
}

/**
 * For a design that no single change makes safe, the fewest that do so together: of all that may help, those are left
 * away again without which it is safe as well. The logo is as large as may be with the others.
 */
function findWayOut(design: Design, matrix: Matrix, tryOut: TryOut): Outcome | undefined {
  const isSafe = (trials: readonly Trial[]) => tryOut(applied(design, trials))?.safe === true;
  let needed = listCures(design, matrix);
  if (!isSafe(needed)) {
    const smaller = shrinkLogo(applied(design, needed), tryOut, ({ safe }) => safe);
    if (smaller === undefined) return undefined;
    needed = [...needed, smaller];
  }
  for (const trial of needed) {
    if (trial.field === 'background' && hasDarkGround(design)) continue;
    const others = needed.filter((other) => other !== trial);
    if (isSafe(others)) needed = others;
  }
  const assessment = tryOut(applied(design, needed));
  return assessment?.safe ? { trials: needed, assessment } : undefined;
}

function applied(design: Design, trials: readonly Trial[]): Design {
  return trials.reduce((changed, trial) => trial.change(changed), design);
}

function assessChanged(
  { text, logo }: PictureSource,
  design: Design,
  pixels: LogoPixels | null,
): Assessment | undefined {
  const source = { text, logo, design };
  try {
    return assess(source, fitSymbol(source), pixels);
  } catch (error) {
    if (error instanceof QrCapacityError) return undefined;
    throw error;
  }
}
