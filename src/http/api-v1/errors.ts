import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type ErrorCode, type FieldProblem } from '../../core/errors.ts';
import { type BodyProblem, bodyBytesMax, bodyProblemMessages, tooLargeMessage } from '../shared/json-body.ts';
import { unavailableSeconds } from '../shared/retry-after.ts';

type RequestErrorCode =
  | 'invalid_json'
  | 'payload_too_large'
  | 'method_not_allowed'
  | 'rate_limited'
  | 'idempotency_key_in_use'
  | 'idempotency_key_reused'
  | 'idempotency_key_done';
export type WireErrorCode = ErrorCode | RequestErrorCode;

const errorStatuses: Readonly<Record<WireErrorCode, ContentfulStatusCode>> = {
  validation_error: 400,
  too_broad: 400,
  invalid_json: 400,
  unauthorized: 401,
  forbidden: 403,
  plan_limit_reached: 403,
  workspace_locked: 403,
  not_found: 404,
  method_not_allowed: 405,
  slug_taken: 409,
  already_exists: 409,
  in_use: 409,
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  idempotency_key_done: 409,
  proof_failed: 422,
  payload_too_large: 413,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
};

/** Every code that an error of this dialect can have. */
export const errorCodes = Object.keys(errorStatuses) as readonly WireErrorCode[];

const codesWithDetails: ReadonlySet<WireErrorCode> = new Set([
  'validation_error',
  'too_broad',
  'proof_failed',
]);

export function renderError(
  c: Context,
  code: WireErrorCode,
  message: string,
  details: readonly FieldProblem[] = [],
): Response {
  if (code === 'unauthorized') c.header('WWW-Authenticate', 'Bearer');
  if (code === 'unavailable') c.header('Retry-After', unavailableSeconds);
  const error = { error: message, code };
  return c.json(codesWithDetails.has(code) ? { ...error, details } : error, errorStatuses[code]);
}

/** The same for every key that does not work, whenever that is found out. */
export const unauthorizedMessage = 'Send a valid API key as "Authorization: Bearer qrf_live_…".';

/** Callers see the message of an error that was made for them, and nothing of any other. */
export function renderThrown(c: Context, thrown: unknown): Response {
  if (thrown instanceof AppError && thrown.code !== 'internal_error') {
    const message = thrown.code === 'unauthorized' ? unauthorizedMessage : thrown.message;
    return renderError(c, thrown.code, message, thrown.details);
  }
  return renderError(
    c,
    'internal_error',
    'Something went wrong on our side. The log of the server has the reason.',
  );
}

const bodyProblemCodes: Readonly<Record<BodyProblem, WireErrorCode>> = {
  too_large: 'payload_too_large',
  encoded: 'validation_error',
  not_json: 'invalid_json',
  too_many: 'validation_error',
  too_deep: 'validation_error',
  bad_text: 'validation_error',
  interrupted: 'invalid_json',
};

/** @param bytesMax what was read at most */
export function renderBodyProblem(c: Context, problem: BodyProblem, bytesMax = bodyBytesMax): Response {
  const message = problem === 'too_large' ? tooLargeMessage(bytesMax) : bodyProblemMessages[problem];
  return renderError(c, bodyProblemCodes[problem], message, [{ path: '', message }]);
}
