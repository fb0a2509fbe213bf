/**
 * What a breakdown can be by. `hour` (0-23), `weekday` (1 Monday - 7 Sunday, ISO 8601) and `week_hour` (0 the first hour
 * of Monday - 167 the last of Sunday) are those of the zone asked for.
 */
export const dimensions = [
  'country',
  'region',
  'city',
  'device',
  'os',
  'browser',
  'referrer',
  'hour',
  'weekday',
  'week_hour',
  'code',
  'kind',
  'reason',
  'network',
] as const;
export type Dimension = (typeof dimensions)[number];

/**
 * What is counted. `hits` is every stored request. Every other metric but `visitors` is a part of it: each hit is in
 * exactly one of them. `visitors` are distinct visitors among the scans per code and UTC day,
 * added up: a visitor's hash changes at midnight UTC, so nobody can be followed for longer.
 */
export const metrics = [
  'scans',
  'visitors',
  'hits',
  'repeats',
  'blocked',
  'bots',
  'previews',
  'prefetches',
  'heads',
  'scanners',
] as const;
export type Metric = (typeof metrics)[number];

/** Weeks begin on Monday (ISO 8601). All begin and end by the calendar of the zone asked for. */
export const intervals = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** One of `values` must be the hit's; null stands for "not known", or for no referrer at all. */
export interface StatFilter {
  readonly dimension: Dimension;
  readonly values: readonly (string | number | null)[];
}

/** The last row of a page of a breakdown, which the next page goes on behind. */
export interface BreakdownPlace {
  /** Of the first metric asked for. */
  readonly count: number;
  /** Sorts rows of the same count; made by the engine, opaque to everyone else. */
  readonly key: string;
}

/** A question about a fixed set of codes, already checked: see `parseQuestion`. */
export interface StatQuestion {
  /** `num` of each, ascending, without doubles. May be empty. */
  readonly codes: readonly number[];
  /** UTC ms, inclusive. */
  readonly sinceMs: number;
  /** UTC ms, exclusive, not before `sinceMs`. */
  readonly untilMs: number;
  /** IANA name that this system knows. */
  readonly zone: string;
  /** Null asks for no series. */
  readonly interval: Interval | null;
  /** At least one, without doubles. Rows are ordered by the first. */
  readonly metrics: readonly Metric[];
  /** Each is broken down on its own. */
  readonly by: readonly Dimension[];
  /** Breaks each row of `by`, which then is one dimension, down again. */
  readonly split: Dimension | null;
  /** All must hold. At most one a dimension. */
  readonly filters: readonly StatFilter[];
  /** Rows of each breakdown, at least 1; of a split, rows within each row. Those of time are always all there. */
  readonly limit: number;
  /** More rows than these, those of a split counted one by one, are refused: for whoever can use nothing but all. */
  readonly wholeMax?: number;
  readonly after: BreakdownPlace | null;
  /** Whether the totals and the series of the time before are wanted too: see `periodBefore`. */
  readonly compare: boolean;
}

export interface BreakdownRow {
  /**
   * As filters take it: names, ISO 3166-1 alpha-2 for countries, `num` of a code, hour, weekday or hour of the week as a number; null
   * for "not known".
   */
  readonly value: string | number | null;
  /** Of a region or city, since names are not unique; null elsewhere. */
  readonly country: string | null;
  /** Of a city; null elsewhere. */
  readonly region: string | null;
  /** In the order of the metrics asked for. */
  readonly counts: readonly number[];
  /** With `split` alone: at most `limit` of them. */
  readonly rows?: readonly BreakdownRow[];
  /** With `split` alone: how many `rows` there are without the limit. */
  readonly total?: number;
}

export interface Breakdown {
  readonly by: Dimension;
  readonly rows: readonly BreakdownRow[];
  /** How many different values there are; `rows` holds `limit` of them. */
  readonly total: number;
  /** Null at the end. */
  readonly next: BreakdownPlace | null;
}

export interface SeriesPoint {
  /** UTC ms at which the interval begins; the first and the last are cut to the range asked for. */
  readonly startMs: number;
  readonly counts: readonly number[];
}

export interface StatPeriod {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly totals: readonly number[];
  /** Null without an interval. Intervals without a hit are there, with zeros. */
  readonly series: readonly SeriesPoint[] | null;
}

export interface StatAnswer extends StatPeriod {
  /**
   * The time before: as many days of the calendar earlier as the range has, counted up, or as many months where both
   * ends begin one.
   */
  readonly previous: StatPeriod | null;
  /** In the order of `by`. */
  readonly breakdowns: readonly Breakdown[];
  /** Days before it (UTC ms) are counted from packs: they change no more but for late hits. */
  readonly sealedUntilMs: number;
}

/** The engine of statistics: in a thread of its own in the server, in the same one in commands and tests. */
export interface Statistics {
  /** @throws AppError `validation_error` or `too_broad` for what cannot be answered, `unavailable` without a store */
  answer(question: StatQuestion): Promise<StatAnswer>;
  close(): Promise<void>;
}

/** Single rows that one answer reads at most. */
export const rawRowsMax = 2_000_000;
/** Bytes of packs that tell the times of values, which one answer reads at most: some 30 million hits, seconds of work. */
export const detailBytesMax = 128 * 1024 * 1024;
