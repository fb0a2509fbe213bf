import { classOfFlags } from '../../scans/hit.ts';
import { columnsByClass, isScan, isSumMetric, type SumMetric } from '../metric.ts';
import { quartersMax } from '../pack/pack.ts';
import { readHours, readValues } from '../pack/reader.ts';
import type { Pack, PackPart } from '../port.ts';
import type { Metric } from '../question.ts';
import { DenseCounts, type SparseCounts } from './sums-counts.ts';

/** Families whose values packs count: dictionaries, flags and the code itself. */
export const sumFamilies = ['place', 'agent', 'referrer', 'flags', 'code'] as const;
export type SumFamily = (typeof sumFamilies)[number];

/** What of packs is added up. */
export interface SumWish {
  /** By value; `visitors` are those of each code. */
  readonly values: readonly Metric[];
  /** Whether places, agents and referrers are wanted. */
  readonly names: boolean;
  /** Whether codes are, which there can be many of. */
  readonly codes: boolean;
  /** By quarter-hour. */
  readonly hours: readonly SumMetric[];
  readonly revisits: boolean;
}

export interface ValueSums {
  /** For each metric of the wish. */
  readonly families: Readonly<Record<SumFamily, readonly SparseCounts[]>>;
}

export interface HourSums {
  /** For each metric of the wish, by quarter-hour of the month. */
  readonly hours: readonly Float64Array[];
  /** Quarters of each visitor and day with more than one scan, one group after the other; see `groupEnd`. */
  readonly revisits: Uint16Array;
}

/** Set in the last quarter of a group. */
export const groupEnd = 0x8000;

export interface QuarterWindow {
  readonly fromQuarter: number;
  readonly toQuarter: number;
  readonly whole: boolean;
}

/** The parts of packs that `MonthSums` reads for this. */
export function partsFor(wish: SumWish, whole: boolean): readonly PackPart[] {
  const parts = new Set<PackPart>();
  if (wish.values.some(isSumMetric)) {
    if (whole || wish.names) parts.add('marginals');
    if (!whole) parts.add('hours');
    if (!whole && wish.names) parts.add('detail');
  }
  if (wish.hours.length > 0 || wish.values.includes('visitors')) parts.add('hours');
  return [...parts].sort();
}

/** Counts of each metric, by number. */
export type Families = Readonly<Record<SumFamily, readonly DenseCounts[]>>;

export function createFamilies(metrics: number): Families {
  const family = () => Array.from({ length: metrics }, () => new DenseCounts());
  return { place: family(), agent: family(), referrer: family(), flags: family(), code: family() };
}

export function toSums(families: Families): ValueSums {
  const sparse = (family: SumFamily) => families[family].map((counts) => counts.toSparse());
  return {
    families: {
      place: sparse('place'),
      agent: sparse('agent'),
      referrer: sparse('referrer'),
      flags: sparse('flags'),
      code: sparse('code'),
    },
  };
}

/** Adds up packs of one month. */
export class MonthSums {
  readonly #wish: SumWish;
  readonly #families: Families;
  readonly #valueColumns: readonly (readonly number[])[];
  readonly #hours: readonly Float64Array[];
  readonly #hourColumns: readonly (readonly number[])[];
  #revisits = new Uint16Array(64);
  #revisitsLength = 0;
  /** In which the hits being read count. */
  #columns: readonly number[] = [];

  constructor(wish: SumWish) {
    this.#wish = wish;
    this.#families = createFamilies(wish.values.length);
    this.#valueColumns = columnsByClass(wish.values);
    this.#hourColumns = columnsByClass(wish.hours);
    this.#hours = wish.hours.map(() => new Float64Array(quartersMax));
  }

  /** @param hourWindow of the hours, where it is another one than that of the values */
  add(pack: Pack, window: QuarterWindow, hourWindow = window): void {
    if (this.#wish.values.length > 0) this.#addValues(pack, window);
    if (this.#wish.hours.length > 0 || this.#wish.revisits) this.#addHours(pack, hourWindow);
  }

  values(): ValueSums {
    return toSums(this.#families);
  }

  hours(): HourSums {
    return { hours: this.#hours, revisits: this.#revisits.slice(0, this.#revisitsLength) };
  }

  #addValues(pack: Pack, { fromQuarter, toQuarter, whole }: QuarterWindow): void {
    const { values, names } = this.#wish;
    const visitors = values.indexOf('visitors');
    if (visitors >= 0) this.#addCodeVisitors(pack, fromQuarter, toQuarter, visitors);
    if (!values.some(isSumMetric)) return;
    if (!whole && !names) {
      const hits = (flags: number, _quarter: number, count: number) => this.#addFact(pack.code, flags, count);
      readHours(pack, fromQuarter, toQuarter, { hits, revisits() {} });
      return;
    }
    readValues(pack, whole ? 0 : fromQuarter, whole ? Number.POSITIVE_INFINITY : toQuarter, {
      begin: (flags, hits) => this.#beginFact(pack.code, flags, hits),
      values: (kind, ids, hits, length) => {
        const family =
          kind === 0 ? this.#families.place : kind === 1 ? this.#families.agent : this.#families.referrer;
        for (const column of this.#columns) family[column]?.addRun(ids, hits, length);
      },
    });
  }

  #beginFact(code: number, flags: number, hits: number): boolean {
    const columns = this.#addFact(code, flags, hits);
    if (!this.#wish.names || columns.length === 0) return false;
    this.#columns = columns;
    return true;
  }

  /** Gives the columns that hits with these flags count in. */
  #addFact(code: number, flags: number, hits: number): readonly number[] {
    const columns = this.#valueColumns[classOfFlags(flags)] as readonly number[];
    for (const column of columns) {
      this.#families.flags[column]?.add(flags, hits);
      if (this.#wish.codes) this.#families.code[column]?.add(code, hits);
    }
    return columns;
  }

  #addCodeVisitors(pack: Pack, fromQuarter: number, toQuarter: number, column: number): void {
    let visitors = 0;
    readHours(pack, fromQuarter, toQuarter, {
      hits(flags, _quarter, count) {
        if (isScan(flags)) visitors += count;
      },
      revisits(_quarters, length) {
        visitors -= length - 1;
      },
    });
    this.#families.code[column]?.add(pack.code, visitors);
  }

  #addHours(pack: Pack, { fromQuarter, toQuarter }: QuarterWindow): void {
    const { revisits } = this.#wish;
    readHours(pack, fromQuarter, toQuarter, {
      hits: (flags, quarter, count) => {
        for (const column of this.#hourColumns[classOfFlags(flags)] as readonly number[]) {
          const counts = this.#hours[column] as Float64Array;
          counts[quarter] = (counts[quarter] as number) + count;
        }
      },
      revisits: (quarters, length) => {
        if (revisits) this.#addRevisits(quarters, length);
      },
    });
  }

  #addRevisits(quarters: Uint16Array, length: number): void {
    const end = this.#revisitsLength + length;
    if (end > this.#revisits.length) {
      const grown = new Uint16Array(end * 2);
      grown.set(this.#revisits);
      this.#revisits = grown;
    }
    for (let place = 0; place < length; place += 1)
      this.#revisits[this.#revisitsLength + place] = quarters[place] as number;
    this.#revisits[end - 1] = (quarters[length - 1] as number) | groupEnd;
    this.#revisitsLength = end;
  }
}
