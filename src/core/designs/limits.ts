import { z } from 'zod';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Both bounds in one sentence, whatever is wrong. */
export function wholeWithin({ min, max }: Range) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

export function mmWithin({ min, max }: Range) {
  const message = `must be a number of millimetres from ${min} to ${max}`;
  return z.number(message).min(min, message).max(max, message);
}
