/**
 * What a pack holds, and how it is written. Quarters are quarter-hours of the UTC month from 0, 96 a day. Flags are
 * the facts of a hit (see `packFlags`); hits with the same flags are counted together.
 *
 * All numbers are varints (`varint.ts`); lists that ascend are written as differences. Each part begins with the
 * format's number. Equal contents give equal bytes: nothing depends on the order in which hits came.
 *
 * - marginals: the number of flags, then for each: flags, hits, byte length of its values; for places, agents and
 *   referrers in turn: how many ids have one hit, these ids; how many have more, each with its hits less 2.
 * - hours: the number of flags, then for each: flags, hits, their quarters. Then the number of revisits, and for each:
 *   first quarter, scans less 2, further quarters.
 * - detail: for each of the flags, byte length of what follows; for places, agents and referrers in turn, the quarters
 *   of each value in the order of the marginals. The value with most hits (the lowest id of several) is left out: it
 *   has the quarters that the others leave over. That saves a fifth.
 *
 * Quarters of n hits: the first; with n > 1, how far the last is from it (span - 1); then, if n - 2 <= span, those
 * between them one by one, and otherwise the hits of each quarter of the span.
 */
export const packFormat = 1;

/** Longest month: 31 days. */
export const quartersMax = 31 * 96;

/** Keys of a tally are value * `keyStep` + quarter. */
export const keyStep = 4096;

/** Hits by value and quarter. */
export interface Tally {
  /** Ascending, without doubles. */
  readonly keys: Float64Array;
  readonly counts: Uint32Array;
}

/** The hits of one combination of flags, counted four times; the value of `quarters` is 0. */
export interface FactContents {
  readonly hits: number;
  readonly quarters: Tally;
  readonly places: Tally;
  readonly agents: Tally;
  readonly referrers: Tally;
}

export interface PackContents {
  readonly month: number;
  /** By flags, in any order. */
  readonly facts: ReadonlyMap<number, FactContents>;
  /**
   * For each UTC day and visitor with more than one scan in it, the ascending quarters of these scans, in any order.
   * They are what is needed to count distinct visitors of any stretch of quarters.
   */
  readonly revisits: readonly (readonly number[])[];
}

/** Place, agent and referrer, in the order in which they are written. */
export const valueKinds = [0, 1, 2] as const;
export type ValueKind = (typeof valueKinds)[number];

/**
 * Called for each of the flags with hits in the range, ascending, and then for its values, kind by kind, if `begin`
 * said so. Must not read packs itself: what is handed over is in buffers that all readers share.
 */
export interface ValuesVisitor {
  begin(flags: number, hits: number): boolean;
  /** The first `length` of each: every value once, with its hits in the range, which are at least 1. */
  values(kind: ValueKind, ids: Float64Array, hits: Float64Array, length: number): void;
}

/** Must not read packs itself, as above. */
export interface HoursVisitor {
  /** Quarters ascend within the flags. */
  hits(flags: number, quarter: number, count: number): void;
  /** The first `length` of `quarters`: ascending, of one visitor and UTC day, at least 2. */
  revisits(quarters: Uint16Array, length: number): void;
}

/** The bytes of a pack are not what any version of this program has written: cut, overwritten, or of a later one. */
export class BrokenPack extends Error {
  constructor(what: string) {
    super(`pack cannot be read: ${what}`);
    this.name = 'BrokenPack';
  }
}
