import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type FieldProblem } from '../../core/errors.ts';
import { reasonOf } from '../../core/problem-reasons.ts';
import { unavailableSeconds } from '../shared/retry-after.ts';
import type { WireError, WireFieldProblem } from './wire-people.ts';

const errorStatuses: Readonly<Record<WireError['code'], ContentfulStatusCode>> = {
  validation_error: 400,
  too_broad: 400,
  invalid_json: 400,
  unauthorized: 401,
  forbidden: 403,
  csrf: 403,
  plan_limit_reached: 403,
  workspace_locked: 403,
  not_found: 404,
  method_not_allowed: 405,
  slug_taken: 409,
  already_exists: 409,
  in_use: 409,
  proof_failed: 422,
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  idempotency_key_done: 409,
  payload_too_large: 413,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
};

export function renderError(c: Context, error: WireError): Response {
  if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
  else if (error.code === 'unavailable') c.header('Retry-After', unavailableSeconds);
  return c.json(error, errorStatuses[error.code]);
}

/** What only this surface refuses, with its whole answer. */
export class Refusal extends Error {
  readonly problem: WireError;

  constructor(problem: WireError) {
    super(problem.error);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

export function renderAppError({ code, message, details }: AppError): WireError {
  const problems = details.map(renderProblem);
  return { error: message, code, ...reasonOf(message), ...(problems.length > 0 && { details: problems }) };
}

export function renderProblem(problem: FieldProblem): WireFieldProblem {
  return { ...problem, ...reasonOf(problem.message) };
}

/** Callers see the message of an error that was made for them, and nothing of any other. */
export function renderThrown(c: Context, thrown: unknown): Response {
  if (thrown instanceof Refusal) return renderError(c, thrown.problem);
  if (thrown instanceof AppError && thrown.code !== 'internal_error') {
    return renderError(c, renderAppError(thrown));
  }
  const error = 'Something went wrong on our side. The log of the server has the reason.';
  return renderError(c, { error, code: 'internal_error' });
}
