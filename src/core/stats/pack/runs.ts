import type { Pack } from '../port.ts';
import { BrokenPack, packFormat, quartersMax } from './pack.ts';
import { VarintReader } from './varint.ts';

export type PackBytes = Pick<Pack, 'month' | 'marginals' | 'hours' | 'detail'>;

/** What a list of quarters is read into. All readers share it, so that reading makes no garbage. */
export const runQuarters = new Uint16Array(quartersMax);
export const runCounts = new Uint32Array(quartersMax);

export function openPart(bytes: Uint8Array): VarintReader {
  const part = new VarintReader(bytes);
  if (part.read() !== packFormat) throw new BrokenPack('it is of another format');
  return part;
}

export function checkEnd(part: VarintReader): void {
  if (part.left > 0) throw new BrokenPack('something is behind its end');
}

export function check(holds: boolean): void {
  if (!holds) throw new BrokenPack('its numbers contradict each other');
}

/** All three parts, read side by side: they hold the same flags in the same order. */
export interface PackParts {
  readonly marginals: VarintReader;
  readonly hours: VarintReader;
  readonly detail: VarintReader;
}

export function openParts(pack: PackBytes): PackParts {
  return { marginals: openPart(pack.marginals), hours: openPart(pack.hours), detail: openPart(pack.detail) };
}

export function readFactCount(parts: PackParts): number {
  const facts = parts.marginals.read();
  check(facts === parts.hours.read());
  return facts;
}

/** What stands before the values of a fact. */
export interface FactHead {
  readonly flags: number;
  readonly hits: number;
  /** Length of the list of the fact's quarters, which has been read. */
  readonly runLength: number;
  readonly valuesEnd: number;
  readonly listsEnd: number;
}

export function readFactHead(parts: PackParts, flagsBefore: number): FactHead {
  const { marginals, hours, detail } = parts;
  const step = marginals.read();
  const hits = marginals.read();
  check(step === hours.read() && hits === hours.read());
  const runLength = readRun(hours, hits);
  const valuesEnd = marginals.read() + marginals.at;
  const listsEnd = detail.read() + detail.at;
  return { flags: flagsBefore + step, hits, runLength, valuesEnd, listsEnd };
}

/** Fills `runQuarters` and `runCounts` with the quarters of that many hits; gives how many quarters there are. */
export function readRun(part: VarintReader, hits: number): number {
  const first = part.read();
  const beyond = hits > 1 ? part.read() : 0;
  check(hits > 0 && first + beyond < quartersMax);
  runQuarters[0] = first;
  runCounts[0] = 1;
  if (hits === 1) return 1;
  return hits - 2 <= beyond + 1
    ? readBetween(part, hits, first + beyond)
    : readCounts(part, hits, beyond + 1);
}

function readBetween(part: VarintReader, hits: number, last: number): number {
  let quarter = runQuarters[0] as number;
  let length = 1;
  for (let left = hits - 1; left > 0; left -= 1) {
    const next = left === 1 ? last : quarter + part.read();
    check(next <= last);
    if (next === quarter) {
      runCounts[length - 1] = (runCounts[length - 1] as number) + 1;
      continue;
    }
    quarter = next;
    runQuarters[length] = quarter;
    runCounts[length++] = 1;
  }
  return length;
}

function readCounts(part: VarintReader, hits: number, span: number): number {
  const first = runQuarters[0] as number;
  let length = 0;
  let sum = 0;
  let count = 0;
  for (let offset = 0; offset < span; offset += 1) {
    count = part.read();
    sum += count;
    if (count === 0) continue;
    runQuarters[length] = first + offset;
    runCounts[length++] = count;
  }
  check(sum === hits && count > 0 && runQuarters[0] === first);
  return length;
}

/**
 * Hits of the next list in [fromQuarter, toQuarter): what `readRun` and `hitsOfRun` give, without the way through the
 * buffers, which takes most of the time where lists are short.
 */
export function countRun(part: VarintReader, hits: number, fromQuarter: number, toQuarter: number): number {
  const first = part.read();
  const last = hits > 1 ? first + part.read() : first;
  check(hits > 0 && last < quartersMax);
  const ends = first >= fromQuarter && first < toQuarter ? 1 : 0;
  if (hits === 1) return ends;
  const span = last - first + 1;
  if (hits - 2 > span) return countCounts(part, hits, first, span, fromQuarter, toQuarter);
  let count = ends + (last >= fromQuarter && last < toQuarter ? 1 : 0);
  let quarter = first;
  for (let left = hits - 2; left > 0; left -= 1) {
    quarter += part.read();
    if (quarter >= fromQuarter && quarter < toQuarter) count += 1;
  }
  check(quarter <= last);
  return count;
}

function countCounts(
  part: VarintReader,
  hits: number,
  first: number,
  span: number,
  fromQuarter: number,
  toQuarter: number,
): number {
  let sum = 0;
  let inRange = 0;
  for (let quarter = first; quarter < first + span; quarter += 1) {
    const count = part.read();
    sum += count;
    if (quarter >= fromQuarter && quarter < toQuarter) inRange += count;
  }
  check(sum === hits);
  return inRange;
}

/** Hits of the list read last in [fromQuarter, toQuarter). */
export function hitsOfRun(length: number, fromQuarter: number, toQuarter: number): number {
  let hits = 0;
  for (let place = 0; place < length; place += 1) {
    const quarter = runQuarters[place] as number;
    if (quarter >= fromQuarter && quarter < toQuarter) hits += runCounts[place] as number;
  }
  return hits;
}

/** The value of a fact that has no list of its own: the first of those with the most hits. */
export interface LeftOut {
  readonly id: number;
  readonly hits: number;
}

/**
 * Reads one kind of a fact's values side by side with their lists.
 * @param readList called for each value but one, in the order of the marginals, and has to read its list of `hits`
 * @returns the one without a list: it has the hits that the others leave over
 */
export function readLists({ marginals }: PackParts, readList: (id: number, hits: number) => void): LeftOut {
  const leftOut = findLeftOut(marginals);
  let leftOutId = 0;
  let place = 0;
  for (const more of [false, true]) {
    let id = 0;
    for (let values = marginals.read(); values > 0; values -= 1, place += 1) {
      id += marginals.read();
      const hits = more ? marginals.read() + 2 : 1;
      if (place === leftOut.place) leftOutId = id;
      else readList(id, hits);
    }
  }
  return { id: leftOutId, hits: leftOut.hits };
}

/** Looks ahead: the reader stands where it stood. */
function findLeftOut(marginals: VarintReader): { readonly place: number; readonly hits: number } {
  const start = marginals.at;
  const ones = marginals.read();
  for (let left = ones; left > 0; left -= 1) marginals.read();
  const more = marginals.read();
  let leftOut = { place: 0, hits: 1 };
  for (let place = ones; place < ones + more; place += 1) {
    marginals.read();
    const hits = marginals.read() + 2;
    if (hits > leftOut.hits) leftOut = { place, hits };
  }
  check(ones + more > 0);
  marginals.at = start;
  return leftOut;
}
