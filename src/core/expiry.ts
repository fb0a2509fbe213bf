import { z } from 'zod';
import { invalid } from './errors.ts';

/** UTC ms of the last moment of the year 9999: RFC 3339, 1 writes no later one. */
export const latestMs = 253_402_300_799_999;
const problem = 'must be a time of the years 1970 to 9999';

/** UTC ms from which on something is over; null: never. */
export const expiryField = z.int(problem).min(0, problem).max(latestMs, problem).nullable();

/** What every surface has to show again. @throws {AppError} validation_error */
export function requireExpiry(path: string, ms: number | null): void {
  if (!expiryField.safeParse(ms).success) throw invalid(path, problem);
}
