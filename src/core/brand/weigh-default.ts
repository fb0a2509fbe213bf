import type { Code } from '../codes/code.ts';
import { encodedTextOf } from '../codes/links.ts';
import type { Core } from '../core.ts';
import { warningsOfBudget } from '../designs/judge.ts';
import type { Images } from '../designs/port.ts';
import { pictureSourceOf } from '../designs/source.ts';
import { AppError } from '../errors.ts';

/** Warnings by designs and lengths of texts, so that a thousand codes of one look cost one weighing. */
const weighed = new WeakMap<Images, Map<string, readonly string[]>>();
const weighedMax = 200;
/** Codewords that the worst block could lose besides: texts of one length differ by one or two, as a logo covers them. */
const ampleMargin = 4;
/** Whoever made the code waits for it: one who waits too long asks again, and has two codes. */
const patienceMs = 1_000;

/**
 * What to mind of a code that was made with the brand's design, which was weighed on a link of usual length: more content
 * is a denser symbol. The code is there whatever comes of it: what cannot be weighed, or not soon, is a warning too.
 * Rejects with the signal's reason when it is aborted.
 */
export async function warningsOfDefault(
  core: Core,
  code: Code,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (code.design === null) return [];
  const known = weighed.get(core.images) ?? new Map<string, readonly string[]>();
  weighed.set(core.images, known);
  const { length } = new TextEncoder().encode(encodedTextOf(core.settings, code));
  const key = JSON.stringify([code.workspaceId, length, code.design]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const source = await pictureSourceOf(core, code);
    const budget = await core.images.weigh(
      source,
      signal === undefined ? patience : AbortSignal.any([signal, patience]),
    );
    const warnings = warningsOfBudget(budget);
    // Without a warning and with little left, the next text of this length may be one to warn of.
    if (warnings.length > 0 || budget.margin >= ampleMargin) {
      if (known.size >= weighedMax) known.clear();
      known.set(key, warnings);
    }
    return warnings;
  } catch (error) {
    signal?.throwIfAborted();
    const isTold = error instanceof AppError && error.code !== 'internal_error';
    const reason = isTold ? error.message : 'Look at it before you print it.';
    return [`The brand's design could not be weighed with what this code holds. ${reason}`];
  }
}
