import type { WireError, WireFieldProblem } from '../../src/http/dashboard/wire-people.ts';
import { AskError } from '../state/api.ts';

/** What the server refused, by the dotted path of its field. */
export type FieldProblems = ReadonlyMap<string, string>;

type Say = (problem: WireFieldProblem) => string;

export const noProblems: FieldProblems = new Map();

/** Several problems of one field stand together. */
function byField(details: readonly WireFieldProblem[], say: Say): FieldProblems {
  const problems = new Map<string, string>();
  for (const problem of details) {
    const before = problems.get(problem.path);
    problems.set(problem.path, before === undefined ? say(problem) : `${before} ${say(problem)}`);
  }
  return problems;
}

/** The details of a refusal; one that can only be of a single field is put there. */
export function placeOf({ code, error, details, reason, given }: WireError): readonly WireFieldProblem[] {
  if (details !== undefined) return details;
  if (code !== 'slug_taken') return [];
  return [{ path: 'slug', message: error, ...(reason && { reason }), ...(given && { given }) }];
}

/** @param say in the reader's language */
export function problemsOf(error: Error | null, say: Say): FieldProblems {
  return error instanceof AskError ? byField(placeOf(error.problem), say) : noProblems;
}

/** Of a list whose entries share one input: its own problem, or the first of an entry. */
export function problemIn(problems: FieldProblems, path: string): string | undefined {
  return [...problems].find(([one]) => one === path || one.startsWith(`${path}.`))?.[1];
}
