import type { Dimension } from './question.ts';
import { hourOfLocalMs, weekdayOfLocalMs } from './zone.ts';

export type TimeDimension = Extract<Dimension, 'hour' | 'weekday' | 'week_hour'>;

interface TimeNumbers {
  readonly first: number;
  readonly last: number;
  /** @param localMs milliseconds of the wall clock, counted as if it were UTC */
  readonly numberOf: (localMs: number) => number;
}

/** Dimensions that go by the clocks of a zone. Their values are numbers, and always all there. */
export const timeDimensions: Readonly<Record<TimeDimension, TimeNumbers>> = {
  hour: { first: 0, last: 23, numberOf: hourOfLocalMs },
  weekday: { first: 1, last: 7, numberOf: weekdayOfLocalMs },
  week_hour: {
    first: 0,
    last: 167,
    numberOf: (localMs) => (weekdayOfLocalMs(localMs) - 1) * 24 + hourOfLocalMs(localMs),
  },
};

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return Object.hasOwn(timeDimensions, dimension);
}
