import type { FieldProblem, WireError } from '../../src/http/dashboard/wire-people.ts';
import { AskError } from '../state/api.ts';

/** What the server refused, by the dotted path of its field. */
export type FieldProblems = ReadonlyMap<string, string>;

export const noProblems: FieldProblems = new Map();

/** Several problems of one field stand together. */
function byField(details: readonly FieldProblem[]): FieldProblems {
  const problems = new Map<string, string>();
  for (const { path, message } of details) {
    const before = problems.get(path);
    problems.set(path, before === undefined ? message : `${before}; ${message}`);
  }
  return problems;
}

/** The details of a refusal; one that can only be of a single field is put there. */
export function placeOf({ code, error, details }: WireError): readonly FieldProblem[] {
  if (details !== undefined) return details;
  return code === 'slug_taken' ? [{ path: 'slug', message: error }] : [];
}

export function problemsOf(error: Error | null): FieldProblems {
  return error instanceof AskError ? byField(placeOf(error.problem)) : noProblems;
}

/** Of a list whose entries share one input: its own problem, or the first of an entry. */
export function problemIn(problems: FieldProblems, path: string): string | undefined {
  return [...problems].find(([one]) => one === path || one.startsWith(`${path}.`))?.[1];
}
