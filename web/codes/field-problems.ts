import type { FieldProblem } from '../../src/core/errors.ts';
import { AskError } from '../state/api.ts';

/** What the server refused, by the dotted path of its field. */
export type FieldProblems = ReadonlyMap<string, string>;

export const noProblems: FieldProblems = new Map();

/** Several problems of one field stand together. */
export function byField(details: readonly FieldProblem[]): FieldProblems {
  const problems = new Map<string, string>();
  for (const { path, message } of details) {
    const before = problems.get(path);
    problems.set(path, before === undefined ? message : `${before}; ${message}`);
  }
  return problems;
}

export function problemsOf(error: Error | null): FieldProblems {
  return error instanceof AskError ? byField(error.problem.details ?? []) : noProblems;
}

/** The field itself, or what stands in it. */
export function hasProblemIn(problems: FieldProblems, path: string): boolean {
  return [...problems.keys()].some((one) => one === path || one.startsWith(`${path}.`));
}

/** What no field on the page shows, because the page has none of that path. */
export function problemsBeside(problems: FieldProblems, shown: (path: string) => boolean): readonly string[] {
  return [...problems].filter(([path]) => !shown(path)).map(([path, message]) => `${path}: ${message}`);
}
