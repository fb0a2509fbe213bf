import type { Dimension, Metric, StatQuestion } from '../question.ts';
import { intervalStarts, type TimeRange } from '../zone.ts';
import type { Zone } from '../zone-offsets.ts';
import { DimensionValues } from './breakdown-values.ts';
import { CountTable } from './count-table.ts';

/** Keys for pairs of keys, numbered from 0 as they are met. */
export class KeyPairs {
  readonly #keys = new Map<number, number>();
  readonly #pairs: (readonly [number, number])[] = [];

  get size(): number {
    return this.#pairs.length;
  }

  /** Both keys below 2^26. */
  keyOf(first: number, second: number): number {
    const pair = first * 2 ** 26 + second;
    const known = this.#keys.get(pair);
    if (known !== undefined) return known;
    const key = this.#pairs.push([first, second]) - 1;
    this.#keys.set(pair, key);
    return key;
  }

  at(key: number): readonly [number, number] {
    return this.#pairs[key] as readonly [number, number];
  }
}

export interface SplitTally {
  readonly values: DimensionValues;
  readonly pairs: KeyPairs;
  /** By key of the pair. */
  readonly table: CountTable;
}

export interface BreakdownTally {
  readonly values: DimensionValues;
  readonly table: CountTable;
  readonly split: SplitTally | null;
}

export interface SeriesTally {
  /** UTC ms, ascending. */
  readonly starts: readonly number[];
  readonly table: CountTable;
}

/** What is counted for one period. Columns of all tables are the metrics asked for. */
export interface PeriodTally {
  readonly range: TimeRange;
  readonly zone: Zone;
  readonly metrics: readonly Metric[];
  /** Of `visitors`, -1 without. */
  readonly visitorColumn: number;
  /** One key, 0. */
  readonly totals: CountTable;
  readonly series: SeriesTally | null;
  readonly breakdowns: readonly BreakdownTally[];
}

export function createTally(
  question: Pick<StatQuestion, 'metrics' | 'interval' | 'by' | 'split'>,
  range: TimeRange,
  zone: Zone,
): PeriodTally {
  const { metrics, interval, by, split } = question;
  const createTable = () => new CountTable(metrics.length);
  const createSplit = (dimension: Dimension): SplitTally => ({
    values: new DimensionValues(dimension),
    pairs: new KeyPairs(),
    table: createTable(),
  });
  return {
    range,
    zone,
    metrics,
    visitorColumn: metrics.indexOf('visitors'),
    totals: createTable(),
    series:
      interval === null ? null : { starts: intervalStarts(zone, interval, range), table: createTable() },
    breakdowns: by.map((dimension) => ({
      values: new DimensionValues(dimension),
      table: createTable(),
      split: split === null ? null : createSplit(split),
    })),
  };
}

/** Every dimension whose values the tally counts. */
export function dimensionsOf({ breakdowns }: PeriodTally): DimensionValues[] {
  return breakdowns.flatMap(({ values, split }) => (split === null ? [values] : [values, split.values]));
}
