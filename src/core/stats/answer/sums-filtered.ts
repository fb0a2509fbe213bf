import { classOfFlags } from '../../scans/hit.ts';
import { columnsByClass } from '../metric.ts';
import { quartersMax, type ValueKind } from '../pack/pack.ts';
import { readQuarters } from '../pack/quarters.ts';
import { readHours, readValues } from '../pack/reader.ts';
import { type Pack, type PackPart, packParts } from '../port.ts';
import { type NamedFamily, namedFamilies } from './breakdown-names.ts';
import type { LeftOutDay } from './count-packs.ts';
import { openQuarters, type PackFilter, withoutDays } from './pack-filter.ts';
import {
  createFamilies,
  type Families,
  type HourSums,
  type SumWish,
  toSums,
  type ValueSums,
} from './sums.ts';
import type { MonthWindow } from './window.ts';

const kindOf = { place: 0, agent: 1, referrer: 2 } as const satisfies Readonly<
  Record<NamedFamily, ValueKind>
>;

/** Hits of a value that has no name yet, which the filter wants to know. */
interface Unnamed {
  readonly id: number;
  readonly flags: number;
  add(): void;
}

/** Adds up what filters leave of packs of one month. There are no revisits in it: it knows no visitors. */
export class FilteredSums {
  /** Of packs that `add` reads. */
  readonly parts: readonly PackPart[];
  /** Of packs that `addWithoutDays` reads. */
  readonly openParts: readonly PackPart[];
  readonly #wish: SumWish;
  readonly #filter: PackFilter;
  /** Whose values are read: of the family that is filtered by, or of those that are broken down. */
  readonly #kinds: readonly ValueKind[];
  readonly #open: Uint8Array;
  /** Whether the marginals are enough for the values. */
  readonly #isWhole: boolean;
  /** Whether facts are counted by the hours: where the values are not all the hits that there are. */
  readonly #isByHours: boolean;
  readonly #families: Families;
  readonly #columns: readonly (readonly number[])[];
  readonly #hours: readonly Float64Array[];
  #unnamed: Unnamed[] = [];
  /** In which the hits being read count. */
  #now: readonly number[] = [];

  constructor(wish: SumWish, filter: PackFilter, families: readonly NamedFamily[], window: MonthWindow) {
    const { family, byTime } = filter;
    this.#wish = wish;
    this.#filter = filter;
    this.#kinds = families.map((one) => kindOf[one]);
    this.#open = openQuarters(window, filter);
    this.#isWhole = window.whole && !byTime && (family === null || wish.hours.length === 0);
    this.#isByHours = family === null && (!this.#isWhole || wish.hours.length > 0);
    this.#families = createFamilies(wish.values.length);
    this.#columns = columnsByClass(wish.values);
    this.#hours = wish.hours.map(() => new Float64Array(quartersMax));
    this.openParts = this.#kinds.length === 0 ? ['hours'] : packParts;
    this.parts = this.#isWhole ? this.#wholeParts() : this.openParts;
  }

  #wholeParts(): readonly PackPart[] {
    if (!this.#isByHours) return ['marginals'];
    return this.#kinds.length === 0 ? ['hours'] : ['hours', 'marginals'];
  }

  add(pack: Pack): void {
    if (!this.#isWhole) return this.#addOpen(pack, this.#open);
    if (this.#isByHours) this.#addHours(pack, this.#open);
    if (this.#isByHours && this.#kinds.length === 0) return;
    let flagsNow = 0;
    readValues(pack, 0, Number.POSITIVE_INFINITY, {
      begin: (flags, hits) => {
        flagsNow = flags;
        if (!this.#begin(flags)) return false;
        if (this.#filter.family === null && !this.#isByHours) this.#addFact(pack.code, flags, hits);
        return this.#kinds.length > 0;
      },
      values: (kind, ids, hits, length) => {
        if (!this.#kinds.includes(kind)) return;
        for (let place = 0; place < length; place += 1)
          this.#addHits(pack.code, flagsNow, kind, ids[place] as number, hits[place] as number);
      },
    });
  }

  addWithoutDays(pack: Pack, days: readonly LeftOutDay[]): void {
    this.#addOpen(pack, withoutDays(this.#open, days));
  }

  /** @param open 1 for each quarter-hour that counts */
  #addOpen(pack: Pack, open: Uint8Array): void {
    if (this.#filter.family === null) this.#addHours(pack, open);
    if (this.#kinds.length === 0) return;
    let flagsNow = 0;
    readQuarters(pack, this.#kinds, {
      begin: (flags) => {
        flagsNow = flags;
        return this.#begin(flags);
      },
      value: (kind, id, quarters, counts, length) => {
        const flags = flagsNow;
        if (this.#isNamed(id)) {
          this.#addRun(pack.code, flags, kind, id, { quarters, counts, length }, open);
          return;
        }
        const run = { quarters: quarters.slice(0, length), counts: counts.slice(0, length), length };
        this.#unnamed.push({ id, flags, add: () => this.#addRun(pack.code, flags, kind, id, run, open) });
      },
    });
  }

  /** Numbers of the family that is filtered by, which were met before they had a name. */
  unnamedIds(): readonly number[] {
    return this.#unnamed.map(({ id }) => id);
  }

  /** Once they have one. */
  addUnnamed(): void {
    for (const { flags, add } of this.#unnamed) if (this.#begin(flags)) add();
    this.#unnamed = [];
  }

  values(): ValueSums {
    return toSums(this.#families);
  }

  hours(): HourSums {
    return { hours: this.#hours, revisits: new Uint16Array(0) };
  }

  #begin(flags: number): boolean {
    this.#now = this.#filter.acceptsFlags(flags) ? (this.#columns[classOfFlags(flags)] ?? []) : [];
    return this.#now.length > 0;
  }

  /** Of no family: the hits of each quarter-hour count in all of them. */
  #addHours(pack: Pack, open: Uint8Array): void {
    readHours(pack, 0, Number.POSITIVE_INFINITY, {
      hits: (flags, quarter, count) => {
        if (open[quarter] === 0 || !this.#begin(flags)) return;
        this.#addHour(quarter, count);
        this.#addFact(pack.code, flags, count);
      },
      revisits() {},
    });
  }

  #addHour(quarter: number, hits: number): void {
    for (const column of this.#now) {
      const counts = this.#hours[column];
      if (counts !== undefined) counts[quarter] = (counts[quarter] as number) + hits;
    }
  }

  #addFact(code: number, flags: number, hits: number): void {
    for (const column of this.#now) {
      this.#families.flags[column]?.add(flags, hits);
      if (this.#wish.codes) this.#families.code[column]?.add(code, hits);
    }
  }

  #isNamed(id: number): boolean {
    return this.#filter.family === null || this.#filter.hasName(id);
  }

  #addHits(code: number, flags: number, kind: ValueKind, id: number, hits: number): void {
    if (this.#isNamed(id)) this.#addValue(code, flags, kind, id, hits);
    else this.#unnamed.push({ id, flags, add: () => this.#addValue(code, flags, kind, id, hits) });
  }

  #addRun(code: number, flags: number, kind: ValueKind, id: number, run: Run, open: Uint8Array): void {
    const isFiltered = this.#filter.family !== null;
    if (isFiltered && !this.#filter.accepts(id)) return;
    const { quarters, counts, length } = run;
    let hits = 0;
    for (let place = 0; place < length; place += 1) {
      const quarter = quarters[place] as number;
      if (open[quarter] === 0) continue;
      hits += counts[place] as number;
      if (isFiltered) this.#addHour(quarter, counts[place] as number);
    }
    if (hits > 0) this.#addValue(code, flags, kind, id, hits);
  }

  /** Where a family is filtered by, its values are all the hits that there are. */
  #addValue(code: number, flags: number, kind: ValueKind, id: number, hits: number): void {
    if (this.#filter.family !== null) {
      if (!this.#filter.accepts(id)) return;
      this.#addFact(code, flags, hits);
    }
    const counts = this.#families[namedFamilies[kind] as (typeof namedFamilies)[number]];
    for (const column of this.#now) counts[column]?.add(id, hits);
  }
}

/** Hits of a value by quarter-hour. */
interface Run {
  readonly quarters: Uint16Array;
  readonly counts: Uint32Array;
  readonly length: number;
}
