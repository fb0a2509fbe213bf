import { classOfFlags } from '../../scans/hit.ts';
import { timeOfScanId } from '../../scans/id.ts';
import { columnsByClass, isScan } from '../metric.ts';
import { dayOfTime } from '../month.ts';
import type { HitRows } from '../port.ts';
import type { StatFilter } from '../question.ts';
import { isTimeDimension, timeDimensions } from '../time-dimensions.ts';
import { localMsOf } from '../zone.ts';
import { type NamedFamily, type Names, namedFamilies } from './breakdown-names.ts';
import { DimensionValues } from './breakdown-values.ts';
import { DayVisitors } from './count-day-visitors.ts';
import type { CountTable } from './count-table.ts';
import type { PeriodTally } from './count-tally.ts';
import { createIntervalFinder } from './series.ts';

/** The hit that is being counted; one object for all. */
interface CurrentHit {
  code: number;
  ms: number;
  geo: number;
  ua: number;
  ref: number;
  flags: number;
}

type KeyOfHit = (hit: CurrentHit) => number;

/** Something to count into: a table, and which of its keys a hit belongs to. */
interface Output {
  readonly table: CountTable;
  readonly keyOf: KeyOfHit;
}

export interface RowFilter {
  readonly values: DimensionValues;
  readonly accepted: ReadonlySet<string | number | null>;
}

/** Filters other than by code: those narrow the set of codes. */
export function createFilters(filters: readonly StatFilter[]): readonly RowFilter[] {
  return filters.map(({ dimension, values }) => ({
    values: new DimensionValues(dimension),
    accepted: new Set(values),
  }));
}

/** Counts single hits. Rows of one code and UTC day must come together, and each only once. */
export class RowCounter {
  readonly #names: Names;
  readonly #outputs: readonly Output[];
  readonly #filters: readonly KeyOfHit[];
  readonly #tests: readonly ((key: number) => boolean)[];
  readonly #columns: readonly (readonly number[])[];
  readonly #visitorColumn: number;
  readonly #visitors: DayVisitors;

  constructor(tally: PeriodTally, filters: readonly RowFilter[], names: Names) {
    this.#names = names;
    this.#outputs = listOutputs(tally);
    this.#filters = filters.map(({ values }) => keyReader(values, tally.zone));
    this.#tests = filters.map(keyTest);
    this.#columns = columnsByClass(tally.metrics);
    this.#visitorColumn = tally.visitorColumn;
    this.#visitors = new DayVisitors(this.#outputs.length);
  }

  /** @param keep which rows of the chunk count; all without it */
  async add(rows: HitRows, keep?: (place: number) => boolean): Promise<void> {
    for (const family of namedFamilies) await this.#names.load(family, numbersOf(rows, family));
    const hit: CurrentHit = { code: 0, ms: 0, geo: 0, ua: 0, ref: 0, flags: 0 };
    for (let place = 0; place < rows.id.length; place += 1) {
      if (keep !== undefined && !keep(place)) continue;
      hit.code = rows.code[place] as number;
      hit.ms = timeOfScanId(rows.id[place] as number);
      hit.geo = rows.geo[place] as number;
      hit.ua = rows.ua[place] as number;
      hit.ref = rows.ref[place] as number;
      hit.flags = rows.flags[place] as number;
      if (this.#passes(hit)) this.#count(hit, rows.visitor[place] as number);
    }
  }

  #passes(hit: CurrentHit): boolean {
    for (let place = 0; place < this.#filters.length; place += 1)
      if (!this.#tests[place]?.(this.#filters[place]?.(hit) as number)) return false;
    return true;
  }

  #count(hit: CurrentHit, visitor: number): void {
    const columns = this.#columns[classOfFlags(hit.flags)] as readonly number[];
    const isVisit = this.#visitorColumn >= 0 && isScan(hit.flags);
    if (columns.length === 0 && !isVisit) return;
    if (isVisit) this.#visitors.begin(hit.code, dayOfTime(hit.ms), visitor);
    for (let place = 0; place < this.#outputs.length; place += 1) {
      const { table, keyOf } = this.#outputs[place] as Output;
      const key = keyOf(hit);
      for (const column of columns) table.add(key, column, 1);
      if (isVisit && this.#visitors.isNew(place, key)) table.add(key, this.#visitorColumn, 1);
    }
  }
}

function numbersOf(rows: HitRows, family: NamedFamily): ArrayLike<number> {
  if (family === 'place') return rows.geo;
  return family === 'agent' ? rows.ua : rows.ref;
}

function listOutputs({ totals, series, breakdowns, zone }: PeriodTally): Output[] {
  const outputs: Output[] = [{ table: totals, keyOf: () => 0 }];
  if (series !== null) {
    const find = createIntervalFinder(series.starts);
    outputs.push({ table: series.table, keyOf: ({ ms }) => find(ms) });
  }
  for (const { values, table, split } of breakdowns) {
    const keyOf = keyReader(values, zone);
    outputs.push({ table, keyOf });
    if (split === null) continue;
    const innerKeyOf = keyReader(split.values, zone);
    outputs.push({ table: split.table, keyOf: (hit) => split.pairs.keyOf(keyOf(hit), innerKeyOf(hit)) });
  }
  return outputs;
}

export function keyReader(values: DimensionValues, zone: PeriodTally['zone']): KeyOfHit {
  if (isTimeDimension(values.dimension)) {
    const { numberOf } = timeDimensions[values.dimension];
    return ({ ms }) => values.keyOf(numberOf(localMsOf(zone, ms)));
  }
  if (values.family === 'place') return ({ geo }) => values.keyOf(geo);
  if (values.family === 'agent') return ({ ua }) => values.keyOf(ua);
  if (values.family === 'referrer') return ({ ref }) => values.keyOf(ref);
  if (values.family === 'code') return ({ code }) => values.keyOf(code);
  return ({ flags }) => values.keyOf(flags);
}

/** Whether what the filter reads off a hit is what it wants. */
export function keyTest({ values, accepted }: RowFilter): (key: number) => boolean {
  const known: boolean[] = [];
  return (key) => {
    known[key] ??= accepted.has(values.at(key).value);
    return known[key];
  };
}
