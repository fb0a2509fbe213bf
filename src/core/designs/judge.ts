import type { Core } from '../core.ts';
import { AppError } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import type { Budget } from './budget.ts';
import type { Design } from './design.ts';
import type { ProofReport } from './proof.ts';
import { proveInTurn } from './prove-in-turn.ts';
import { type Drawing, noSuchLogo, sourceOfDrawing } from './source.ts';

/** What was found out about a drawing before it is saved. */
export interface Judgement {
  readonly drawing: Drawing;
  readonly warnings: readonly string[];
  /** Of a quick proof that it passed, to be kept; null where none was made. */
  readonly proof: ProofReport | null;
}

interface JudgingOptions {
  readonly requireProof: boolean;
  /** Of this very drawing, in place of a new proof. */
  readonly known?: ProofReport | undefined;
  /** Of whoever waits for the answer: it ends a proof. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Outside of any transaction, since a proof takes seconds.
 * @throws {AppError} validation_error for what cannot be drawn, proof_failed for what fails a proof that is required
 */
export async function judgeDrawing(
  core: Core,
  workspaceId: string,
  drawing: Drawing,
  { requireProof, known, signal }: JudgingOptions,
): Promise<Judgement> {
  const source = await sourceOfDrawing(core, workspaceId, drawing);
  const warnings = warningsOfBudget(await core.images.weigh(source));
  if (!requireProof) return { drawing, warnings, proof: null };
  const proof = known ?? (await proveInTurn(core, workspaceId, source, 'quick', signal && { signal }));
  if (!proof.ok) throw proofFailed(proof, warnings);
  return { drawing, warnings: [...warnings, ...proof.warnings], proof: known === undefined ? proof : null };
}

export function warningsOfBudget({
  safe,
  summary,
  lost,
  suggestions,
  missingLetters = [],
}: Budget): readonly string[] {
  // The summary says the worst of them already.
  const messages = lost.map(({ message }) => message).filter((message) => safe || !summary.includes(message));
  const [best] = suggestions;
  const codewords = safe ? messages : [summary, ...messages, ...(best === undefined ? [] : [best.message])];
  return missingLetters.length === 0 ? codewords : [...codewords, warnOfLetters(missingLetters)];
}

/** A few of them show what is meant. */
const namedLettersMax = 8;

function warnOfLetters(letters: readonly string[]): string {
  const more = letters.length > namedLettersMax ? ', …' : '';
  const named = `${letters.slice(0, namedLettersMax).join(', ')}${more}`;
  return letters.length === 1
    ? `The words of the frame hold a letter that no font here has (${named}); it is drawn as an empty box.`
    : `The words of the frame hold letters that no font here has (${named}); they are drawn as empty boxes.`;
}

function proofFailed(report: ProofReport, warnings: readonly string[]): AppError {
  const reasons = [...report.warnings, ...warnings];
  const score = Math.round(report.score);
  const first = reasons[0] === undefined ? '' : ` ${reasons[0]}`;
  return new AppError(
    'proof_failed',
    `The design failed its proof (${score} of 100) and was not saved.${first}`,
    {
      details: reasons.map((message) => ({ path: 'design', message })),
    },
  );
}

/** Asked once more where it counts: a logo could have been deleted since the drawing was judged. */
export async function requireLogo(
  tx: StoreWrites,
  workspaceId: string,
  design: Design | null,
): Promise<void> {
  const image = design?.logo?.image;
  if (image !== undefined && (await tx.logos.find(workspaceId, image)) === undefined) throw noSuchLogo();
}
