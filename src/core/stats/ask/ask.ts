import type { Code } from '../../codes/code.ts';
import type { Core } from '../../core.ts';
import type { Access } from '../../workspaces/access.ts';
import type { BreakdownRow, StatAnswer, StatQuestion } from '../question.ts';
import { parseQuestion, type QuestionInput } from './parse.ts';
import { type CodeSet, listSet } from './set.ts';

export interface NamedAnswer {
  readonly question: StatQuestion;
  readonly answer: StatAnswer;
  /** Those that rows are about, by their number; without ones that were deleted meanwhile. */
  readonly codes: ReadonlyMap<number, Code>;
}

/**
 * Answers a question about codes of the workspace.
 * @throws AppError not_found for a code of another workspace; validation_error that names the parameter; too_broad
 */
export async function askStatistics(
  core: Core,
  access: Access,
  set: CodeSet,
  input: QuestionInput,
): Promise<NamedAnswer> {
  const codes = await listSet(core, access, set, input.filters.code ?? []);
  const question = parseQuestion(input, codes, core.clock.now());
  const answer = await core.statistics.answer(question);
  return { question, answer, codes: await nameCodes(core, access, question, answer) };
}

async function nameCodes(
  core: Core,
  access: Access,
  { split }: StatQuestion,
  { breakdowns }: StatAnswer,
): Promise<ReadonlyMap<number, Code>> {
  const nums = new Set<number>();
  const note = (rows: readonly BreakdownRow[]) => {
    for (const { value } of rows) if (typeof value === 'number') nums.add(value);
  };
  for (const { by, rows } of breakdowns) {
    if (by === 'code') note(rows);
    if (split === 'code') for (const row of rows) note(row.rows ?? []);
  }
  if (nums.size === 0) return new Map();
  const codes = await core.store.codes.findByNums(access.workspace.id, [...nums]);
  return new Map(codes.map((code) => [code.num, code]));
}
