import { daysInMonth, quartersPerDay } from '../month.ts';
import { type HoursVisitor, type ValueKind, type ValuesVisitor, valueKinds } from './pack.ts';
import {
  check,
  checkEnd,
  countRun,
  hitsOfRun,
  openPart,
  openParts,
  type PackBytes,
  type PackParts,
  readFactCount,
  readFactHead,
  readLists,
  readRun,
  runCounts,
  runQuarters,
} from './runs.ts';
import type { VarintReader } from './varint.ts';

/** Shared by all readers, as the lists of `runs.ts` are. Grows with the busiest visitor. */
let groupQuarters = new Uint16Array(1024);

/**
 * Values of the hits in [fromQuarter, toQuarter). The whole month, such as (0, Infinity), needs the marginals alone;
 * anything else needs all three parts. Values without a hit in the range are left out.
 * @throws BrokenPack
 */
export function readValues(
  pack: PackBytes,
  fromQuarter: number,
  toQuarter: number,
  visitor: ValuesVisitor,
): void {
  if (fromQuarter <= 0 && toQuarter >= daysInMonth(pack.month) * quartersPerDay) readAll(pack, visitor);
  else readWindow(pack, fromQuarter, toQuarter, visitor);
}

function readAll(pack: PackBytes, visitor: ValuesVisitor): void {
  const part = openPart(pack.marginals);
  let flags = 0;
  for (let facts = part.read(); facts > 0; facts -= 1) {
    flags += part.read();
    const hits = part.read();
    const end = part.read() + part.at;
    if (visitor.begin(flags, hits)) {
      for (const kind of valueKinds) readKind(part, hits, kind, visitor);
      check(part.at === end);
    } else part.skip(end - part.at);
  }
  checkEnd(part);
}

/** Shared by all readers. Grow with the longest list. */
let ids = new Float64Array(1024);
let counts = new Float64Array(1024);

function makeRoom(length: number): void {
  if (length <= ids.length) return;
  const [widerIds, widerCounts] = [new Float64Array(length * 2), new Float64Array(length * 2)];
  widerIds.set(ids);
  widerCounts.set(counts);
  [ids, counts] = [widerIds, widerCounts];
}

function readKind(part: VarintReader, hits: number, kind: ValueKind, visitor: ValuesVisitor): void {
  const ones = part.read();
  check(ones <= part.left);
  makeRoom(ones);
  part.readSteps(ids, 0, ones);
  counts.fill(1, 0, ones);
  const more = part.read();
  check(more * 2 <= part.left);
  const length = ones + more;
  makeRoom(length);
  let left = hits - ones;
  let id = 0;
  for (let place = ones; place < length; place += 1) {
    id += part.read();
    const count = part.read() + 2;
    left -= count;
    ids[place] = id;
    counts[place] = count;
  }
  check(left === 0);
  visitor.values(kind, ids, counts, length);
}

interface QuarterRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

function readWindow(pack: PackBytes, from: number, to: number, visitor: ValuesVisitor): void {
  const parts = openParts(pack);
  const { marginals, detail } = parts;
  let flags = 0;
  for (let facts = readFactCount(parts); facts > 0; facts -= 1) {
    const head = readFactHead(parts, flags);
    flags = head.flags;
    const within = hitsOfRun(head.runLength, from, to);
    if (within > 0 && visitor.begin(flags, within)) {
      for (const kind of valueKinds) {
        if (within === head.hits) readKind(marginals, head.hits, kind, visitor);
        else readKindWithin(parts, within, { from, to }, kind, visitor);
      }
      check(marginals.at === head.valuesEnd && (within === head.hits || detail.at === head.listsEnd));
    }
    marginals.skip(head.valuesEnd - marginals.at);
    detail.skip(head.listsEnd - detail.at);
  }
  checkEnd(marginals);
  checkEnd(detail);
}

/** The value without a list has those hits of the range that the others leave over. */
function readKindWithin(
  parts: PackParts,
  within: number,
  range: QuarterRange,
  kind: ValueKind,
  visitor: ValuesVisitor,
): void {
  let rest = within;
  let length = 0;
  const add = (id: number, hits: number) => {
    makeRoom(length + 1);
    ids[length] = id;
    counts[length++] = hits;
  };
  const leftOut = readLists(parts, (id, hits) => {
    const inRange = countRun(parts.detail, hits, range.from, range.to);
    rest -= inRange;
    if (inRange > 0) add(id, inRange);
  });
  check(rest >= 0 && rest <= leftOut.hits);
  if (rest > 0) add(leftOut.id, rest);
  visitor.values(kind, ids, counts, length);
}

/** Hits by quarter in [fromQuarter, toQuarter). Needs the hours alone. @throws BrokenPack */
export function readHours(
  pack: Pick<PackBytes, 'hours'>,
  fromQuarter: number,
  toQuarter: number,
  visitor: HoursVisitor,
): void {
  const part = openPart(pack.hours);
  let flags = 0;
  for (let facts = part.read(); facts > 0; facts -= 1) {
    flags += part.read();
    const length = readRun(part, part.read());
    for (let place = 0; place < length; place += 1) {
      const quarter = runQuarters[place] as number;
      if (quarter >= fromQuarter && quarter < toQuarter)
        visitor.hits(flags, quarter, runCounts[place] as number);
    }
  }
  readRevisits(part, fromQuarter, toQuarter, (quarters, length) => visitor.revisits(quarters, length));
}

/** The rest of the hours: groups of at least two quarters in the range. */
export function readRevisits(
  part: VarintReader,
  fromQuarter: number,
  toQuarter: number,
  tellGroup: (quarters: Uint16Array, length: number) => void,
): void {
  let first = 0;
  for (let groups = part.read(); groups > 0; groups -= 1) {
    first += part.read();
    const scans = part.read() + 2;
    check(scans - 1 <= part.left);
    if (scans > groupQuarters.length) groupQuarters = new Uint16Array(scans * 2);
    const dayEnd = (Math.floor(first / quartersPerDay) + 1) * quartersPerDay;
    let length = 0;
    let quarter = first;
    for (let place = 0; place < scans; place += 1) {
      if (place > 0) quarter += part.read();
      if (quarter >= fromQuarter && quarter < toQuarter) groupQuarters[length++] = quarter;
    }
    check(quarter < dayEnd);
    if (length >= 2) tellGroup(groupQuarters, length);
  }
  checkEnd(part);
}
