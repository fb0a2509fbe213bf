/**
 * The whole error model of the product. Codes are a closed list and know nothing of HTTP: each surface maps
 * them in a table that the compiler forces to be complete. What can normally happen (an unknown slug on a
 * scan, a limit reached by a counter) is a return value and not an error.
 */
export type ErrorCode =
  | 'validation_error'
  | 'too_broad'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'plan_limit_reached'
  | 'workspace_locked'
  | 'slug_taken'
  | 'already_exists'
  | 'in_use'
  | 'proof_failed'
  | 'unavailable'
  | 'internal_error';

export interface FieldProblem {
  /** Dotted path of the field in the caller's own words, such as `content.phones.0.number`; '' is the whole. */
  readonly path: string;
  readonly message: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: readonly FieldProblem[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? [];
  }
}

export function invalid(path: string, message: string): AppError {
  return new AppError('validation_error', path === '' ? message : `${path}: ${message}`, {
    details: [{ path, message }],
  });
}

/** What is said of a field, as it stands alone. */
export function sentenceOf(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** One sentence for objects that do not exist and for those of another workspace: callers cannot tell them apart. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `${what} not found`);
}
