import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { type BodyProblem, bodyProblemMessages } from '../shared/json-body.ts';
import { unavailableSeconds } from '../shared/retry-after.ts';

const statuses: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  validation_error: 400,
  too_broad: 400,
  unauthorized: 401,
  forbidden: 403,
  plan_limit_reached: 403,
  workspace_locked: 403,
  not_found: 404,
  slug_taken: 409,
  already_exists: 409,
  in_use: 409,
  proof_failed: 422,
  internal_error: 500,
  unavailable: 503,
};

/** To the letter what programs for that system look for. */
export const unauthorizedMessage = 'Unauthorized: Invalid API Key';
const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  not_found: 'QR Code not found',
  unauthorized: unauthorizedMessage,
};

/** The whole error form of this dialect: one sentence. */
export function renderError(c: Context, status: ContentfulStatusCode, error: string): Response {
  return c.json({ error }, status);
}

export function renderThrown(c: Context, thrown: unknown): Response {
  if (!(thrown instanceof AppError) || thrown.code === 'internal_error') {
    return renderError(c, 500, 'Internal Server Error');
  }
  if (thrown.code === 'unavailable') c.header('Retry-After', unavailableSeconds);
  return renderError(c, statuses[thrown.code], messages[thrown.code] ?? thrown.message);
}

export function renderBodyProblem(c: Context, problem: BodyProblem): Response {
  return renderError(c, problem === 'too_large' ? 413 : 400, bodyProblemMessages[problem]);
}
