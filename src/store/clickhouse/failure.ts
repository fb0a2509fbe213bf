import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '../../core/errors.ts';

/**
 * Codes of trouble around the statement: 159 time-out, 164 read-only, 194, 192 and 516 log-in, 202 and 203 too many
 * queries, 209, 210 network, 241 memory, 242 read-only table, 243 disk, 252 too many parts, 394 and 236 ended by the
 * operator, 425 and 999 system and coordination. Source: ErrorCodes.cpp of ClickHouse; they are never renumbered.
 */
const surroundings = new Set(
  '159 164 192 194 202 203 209 210 236 241 242 243 252 394 425 516 999'.split(' '),
);

/** What callers of the store get: `unavailable` for an outage, and the server's own words for a statement that is wrong. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof ClickHouseError && !surroundings.has(error.code)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('unavailable', `ClickHouse does not answer (${message})`, { cause: error });
}
