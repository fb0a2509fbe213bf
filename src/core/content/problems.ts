import type { z } from 'zod';
import { AppError, type FieldProblem } from '../errors.ts';

/** Checks against a schema; what is wrong comes back in words of ours, one problem a field. */
export function problemsIn(schema: z.ZodType, value: unknown): readonly FieldProblem[] {
  const result = schema.safeParse(value, { error: messageOf });
  return result.success ? [] : result.error.issues.flatMap(fieldProblemsOf);
}

/** @param path what the caller calls a field; by default as the schema does */
export function parseBySchema<T>(
  schema: z.ZodType<T>,
  value: unknown,
  path: (field: string) => string = (field) => field,
): T {
  const result = schema.safeParse(value, { error: messageOf });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(fieldProblemsOf);
  throw contentError(problems.map((problem) => ({ ...problem, path: path(problem.path) })));
}

/** A body of nothing but mistakes must not grow into an answer many times its size. */
const problemsMax = 50;

export function contentError(problems: readonly FieldProblem[]): AppError {
  const sentences = problems
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = problems.length > 3 ? [`and ${problems.length - 3} more`] : [];
  return new AppError('validation_error', [...sentences, ...more].join('; '), {
    details: problems.slice(0, problemsMax),
  });
}

function fieldProblemsOf(issue: z.core.$ZodIssue): readonly FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'invalid_union') return problemsOfUnion(issue, path);
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key].join('.'),
    message: `${key} is not a field of this type: leave it out`,
  }));
}

/** Of the choice that the value was meant for: the only one that is of its type. */
function problemsOfUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: readonly string[],
): readonly FieldProblem[] {
  const isOfType = (issues: readonly z.core.$ZodIssue[]) =>
    !issues.some(({ code, path: at }) => code === 'invalid_type' && at.length === 0);
  const meant = issue.errors.find(isOfType);
  if (meant === undefined) return [{ path: path.join('.'), message: issue.message }];
  return meant.flatMap(fieldProblemsOf).map((problem) => ({
    ...problem,
    path: [...path, ...(problem.path === '' ? [] : [problem.path])].join('.'),
  }));
}

function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return typeMessage(issue.expected, issue.input);
  if (issue.code === 'too_small') return sizeMessage(issue.origin, Number(issue.minimum), 'least');
  if (issue.code === 'too_big') return sizeMessage(issue.origin, Number(issue.maximum), 'most');
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return undefined;
}

function typeMessage(expected: string, input: unknown): string {
  if (input === undefined) return 'is required';
  if (expected === 'int') return 'must be a whole number';
  const article = /^[aeiou]/.test(expected) ? 'an' : 'a';
  const advice = input === null ? ', or be left out' : '';
  return `must be ${article} ${expected}${advice}`;
}

function sizeMessage(origin: string, limit: number, side: 'least' | 'most'): string {
  if (side === 'least' && limit === 1 && (origin === 'string' || origin === 'array')) {
    return 'must not be empty';
  }
  if (origin === 'string') return `must have at ${side} ${limit} characters`;
  if (origin === 'array') return `must have at ${side} ${limit} entries`;
  return `must be at ${side} ${limit}`;
}
