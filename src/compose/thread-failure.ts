import { AppError, type ErrorCode, type FieldProblem } from '../core/errors.ts';

/** An error as it crosses from one thread to another. */
export type ThreadFailure =
  | { readonly code: ErrorCode; readonly message: string; readonly details: readonly FieldProblem[] }
  /** Of what nobody had thought of; the message is for the log. */
  | { readonly code: null; readonly message: string };

export function failureOf(error: unknown): ThreadFailure {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** @param what that failed, at the beginning of a sentence: `The statistics` */
export function errorOf(failure: ThreadFailure, what: string): Error {
  if (failure.code === null) return new Error(`${what} failed: ${failure.message}`);
  return new AppError(failure.code, failure.message, { details: failure.details });
}

export function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('unavailable', message, { cause });
}
