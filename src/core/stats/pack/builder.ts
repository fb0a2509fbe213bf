import { classOfFlags, scanClass } from '../../scans/hit.ts';
import { timeOfScanId } from '../../scans/id.ts';
import { daysInMonth, monthStartMs, quarterOfTime, quartersPerDay } from '../month.ts';
import { type FactContents, keyStep, type PackContents, type Tally } from './pack.ts';

/** Above every visitor (47 bits), and small enough that 31 days of them stay whole numbers. */
const visitorStep = 2 ** 48;

/** A list of numbers that takes 8 bytes each, however long it gets. */
class NumberList {
  private values = new Float64Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Float64Array(this.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }

  view(): Float64Array {
    return this.values.subarray(0, this.length);
  }

  sorted(): Float64Array {
    return this.values.slice(0, this.length).sort();
  }
}

interface FactHits {
  readonly quarters: NumberList;
  readonly places: NumberList;
  readonly agents: NumberList;
  readonly referrers: NumberList;
}

/** Counts the hits of one code and month, given in any order. All hits of a day have to come to the same builder. */
export class PackBuilder {
  readonly month: number;
  private readonly startMs: number;
  private readonly quartersEnd: number;
  private readonly facts = new Map<number, FactHits>();
  /** Day and visitor, and quarter, of each scan. */
  private readonly visits = new NumberList();
  private readonly visitQuarters = new NumberList();
  /** Hits that were added. */
  size = 0;

  constructor(month: number) {
    this.month = month;
    this.startMs = monthStartMs(month);
    this.quartersEnd = daysInMonth(month) * quartersPerDay;
  }

  /** @throws RangeError for a hit of another month */
  add(id: number, flags: number, geo: number, ua: number, ref: number, visitor: number): void {
    const quarter = quarterOfTime(timeOfScanId(id), this.startMs);
    if (!(quarter >= 0 && quarter < this.quartersEnd)) throw new RangeError('the hit is of another month');
    const fact = this.fact(flags);
    fact.quarters.push(quarter);
    fact.places.push(geo * keyStep + quarter);
    fact.agents.push(ua * keyStep + quarter);
    fact.referrers.push(ref * keyStep + quarter);
    this.size += 1;
    if (classOfFlags(flags) !== scanClass) return;
    this.visits.push(Math.floor(quarter / quartersPerDay) * visitorStep + visitor);
    this.visitQuarters.push(quarter);
  }

  contents(): PackContents {
    const facts = new Map<number, FactContents>();
    for (const [flags, hits] of this.facts) facts.set(flags, countFact(hits));
    return { month: this.month, facts, revisits: this.revisits() };
  }

  private fact(flags: number): FactHits {
    const known = this.facts.get(flags);
    if (known) return known;
    const fact = {
      quarters: new NumberList(),
      places: new NumberList(),
      agents: new NumberList(),
      referrers: new NumberList(),
    };
    this.facts.set(flags, fact);
    return fact;
  }

  /** Most visitors come once: only those who came again are looked at one by one. */
  private revisits(): number[][] {
    const sorted = this.visits.sorted();
    const again = new Map<number, number[]>();
    for (let place = 1; place < sorted.length; place += 1)
      if (sorted[place] === sorted[place - 1]) again.set(sorted[place] as number, []);
    if (again.size === 0) return [];
    const quarters = this.visitQuarters.view();
    this.visits.view().forEach((visit, place) => {
      again.get(visit)?.push(quarters[place] as number);
    });
    return [...again.values()].map((group) => group.sort((a, b) => a - b));
  }
}

function countFact(hits: FactHits): FactContents {
  return {
    hits: hits.quarters.length,
    quarters: countKeys(hits.quarters.sorted()),
    places: countKeys(hits.places.sorted()),
    agents: countKeys(hits.agents.sorted()),
    referrers: countKeys(hits.referrers.sorted()),
  };
}

/** @param sorted is written over */
function countKeys(sorted: Float64Array): Tally {
  const counts = new Uint32Array(sorted.length);
  let length = 0;
  let last = -1;
  for (let place = 0; place < sorted.length; place += 1) {
    const key = sorted[place] as number;
    if (key !== last) sorted[length++] = key;
    last = key;
    counts[length - 1] = (counts[length - 1] as number) + 1;
  }
  return cutTally(sorted, counts, length);
}

/** A copy where much is unused, so that memory goes with what is counted. */
function cutTally(keys: Float64Array, counts: Uint32Array, length: number): Tally {
  if (length * 2 > keys.length) return { keys: keys.subarray(0, length), counts: counts.subarray(0, length) };
  return { keys: keys.slice(0, length), counts: counts.slice(0, length) };
}

export function isEmptyContents(contents: PackContents): boolean {
  return contents.facts.size === 0;
}

export function hitsOfContents(contents: PackContents): number {
  let hits = 0;
  for (const fact of contents.facts.values()) hits += fact.hits;
  return hits;
}

/** Of the same month. A visitor of a day that is in both counts as two, since packs do not know who it was. */
export function mergeContents(a: PackContents, b: PackContents): PackContents {
  if (a.month !== b.month) throw new RangeError('packs of two months cannot be added');
  const facts = new Map(a.facts);
  for (const [flags, fact] of b.facts) {
    const other = facts.get(flags);
    facts.set(flags, other ? mergeFacts(other, fact) : fact);
  }
  return { month: a.month, facts, revisits: [...a.revisits, ...b.revisits] };
}

function mergeFacts(a: FactContents, b: FactContents): FactContents {
  return {
    hits: a.hits + b.hits,
    quarters: mergeTallies(a.quarters, b.quarters),
    places: mergeTallies(a.places, b.places),
    agents: mergeTallies(a.agents, b.agents),
    referrers: mergeTallies(a.referrers, b.referrers),
  };
}

function mergeTallies(a: Tally, b: Tally): Tally {
  const room = a.keys.length + b.keys.length;
  const keys = new Float64Array(room);
  const counts = new Uint32Array(room);
  let length = 0;
  let atA = 0;
  let atB = 0;
  while (atA < a.keys.length || atB < b.keys.length) {
    const keyA = a.keys[atA] ?? Number.POSITIVE_INFINITY;
    const keyB = b.keys[atB] ?? Number.POSITIVE_INFINITY;
    keys[length] = Math.min(keyA, keyB);
    counts[length] =
      (keyA <= keyB ? (a.counts[atA++] as number) : 0) + (keyB <= keyA ? (b.counts[atB++] as number) : 0);
    length += 1;
  }
  return cutTally(keys, counts, length);
}

/** @param keep of the days of the month, from 0 */
export function keepDays(contents: PackContents, keep: (day: number) => boolean): PackContents {
  const kept = Uint8Array.from({ length: 31 }, (_, day) => (keep(day) ? 1 : 0));
  if (!kept.includes(0)) return contents;
  const facts = new Map<number, FactContents>();
  for (const [flags, fact] of contents.facts) {
    const rest = keepDaysOfFact(fact, kept);
    if (rest.hits > 0) facts.set(flags, rest);
  }
  const revisits = contents.revisits.filter(([first = 0]) => kept[Math.floor(first / quartersPerDay)] === 1);
  return { month: contents.month, facts, revisits };
}

function keepDaysOfFact(fact: FactContents, kept: Uint8Array): FactContents {
  const quarters = keepDaysOfTally(fact.quarters, kept);
  return {
    hits: quarters.counts.reduce((sum, count) => sum + count, 0),
    quarters,
    places: keepDaysOfTally(fact.places, kept),
    agents: keepDaysOfTally(fact.agents, kept),
    referrers: keepDaysOfTally(fact.referrers, kept),
  };
}

function keepDaysOfTally(tally: Tally, kept: Uint8Array): Tally {
  const keys = new Float64Array(tally.keys.length);
  const counts = new Uint32Array(keys.length);
  let length = 0;
  for (let place = 0; place < keys.length; place += 1) {
    const key = tally.keys[place] as number;
    const quarter = key - Math.floor(key / keyStep) * keyStep;
    if (kept[Math.floor(quarter / quartersPerDay)] === 0) continue;
    keys[length] = key;
    counts[length++] = tally.counts[place] as number;
  }
  return cutTally(keys, counts, length);
}
