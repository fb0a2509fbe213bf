import type { Core } from '../../core.ts';
import { invalid } from '../../errors.ts';
import type { Access } from '../../workspaces/access.ts';
import { askStatistics, type NamedAnswer } from './ask.ts';
import type { QuestionInput } from './parse.ts';
import type { CodeSet } from './set.ts';

/** Rows of a breakdown in a file, those of a split counted one by one: about 10 MB. */
const wholeRowsMax = 100_000;

/**
 * As `askStatistics`, with every row of the one breakdown at once, for files: nobody pages through one.
 * @throws AppError too_broad where there are more rows than a file holds, since a part of them would look like the whole
 */
export async function askWholeStatistics(
  core: Core,
  access: Access,
  set: CodeSet,
  input: QuestionInput,
): Promise<NamedAnswer> {
  if (input.by.length > 1) throw invalid('by', 'use one dimension: a file holds one table');
  const whole = { limit: wholeRowsMax, wholeMax: wholeRowsMax, after: null };
  return askStatistics(core, access, set, { ...input, ...whole });
}
