import type { Core } from '../../core.ts';
import { AppError, invalid, sentenceOf } from '../../errors.ts';
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
  const named = await askStatistics(core, access, set, { ...input, limit: wholeRowsMax, after: null });
  const rows = named.answer.breakdowns[0]?.rows ?? [];
  const count = rows.reduce((sum, row) => sum + (row.rows?.length ?? 1), 0);
  if (named.answer.breakdowns[0]?.next || count > wholeRowsMax) throw tooManyRows();
  return named;
}

function tooManyRows(): AppError {
  const message = `that would be more than ${wholeRowsMax.toLocaleString('en')} rows: choose a shorter range, fewer codes or a filter`;
  return new AppError('too_broad', sentenceOf(message), { details: [{ path: 'by', message }] });
}
