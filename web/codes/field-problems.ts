import type { FieldProblem } from '../../src/http/dashboard/wire-people.ts';
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

export function problemsOf(error: Error | null): FieldProblems {
  return error instanceof AskError ? byField(error.problem.details ?? []) : noProblems;
}

/** Leads to the first field that the server refused, once the page shows which it is. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()),
  );
}
