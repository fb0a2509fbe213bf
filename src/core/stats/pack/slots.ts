import { quartersMax, type ValueKind, valueKinds } from './pack.ts';
import {
  check,
  checkEnd,
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

/** A slot is a part of the month that is counted on its own, such as a day by the clocks of a zone. */
export const slotsMax = 33;

export interface SlotsVisitor {
  /** Hits with these flags by slot, in an array that is used again; false passes over their values. */
  begin(flags: number, hits: Uint32Array): boolean;
  value(kind: ValueKind, id: number, slot: number, hits: number): void;
}

/** Shared by all readers, as the lists of `runs.ts` are. */
const factHits = new Uint32Array(slotsMax);
const rest = new Int32Array(slotsMax);

/**
 * Values of all hits of the month by slot, in one pass: as many calls of `readValues` would take a pass each.
 * @param slotOf slot of each quarter-hour of the month
 * @throws BrokenPack
 */
export function readSlots(pack: PackBytes, slotOf: Uint8Array, visitor: SlotsVisitor): void {
  const parts = openParts(pack);
  const { marginals, detail } = parts;
  let flags = 0;
  for (let facts = readFactCount(parts); facts > 0; facts -= 1) {
    const head = readFactHead(parts, flags);
    flags = head.flags;
    factHits.fill(0);
    for (let place = 0; place < head.runLength; place += 1) {
      const slot = slotOf[runQuarters[place] as number] as number;
      factHits[slot] = (factHits[slot] as number) + (runCounts[place] as number);
    }
    if (visitor.begin(flags, factHits)) {
      for (const kind of valueKinds) readKind(parts, slotOf, kind, visitor);
      check(marginals.at === head.valuesEnd && detail.at === head.listsEnd);
    }
    marginals.skip(head.valuesEnd - marginals.at);
    detail.skip(head.listsEnd - detail.at);
  }
  checkEnd(marginals);
  checkEnd(detail);
}

/** The value without a list has the hits that the others leave over. */
function readKind(parts: PackParts, slotOf: Uint8Array, kind: ValueKind, visitor: SlotsVisitor): void {
  const { detail } = parts;
  rest.set(factHits);
  const leftOut = readLists(parts, (id, hits) => {
    if (hits > 1) tellRun(readRun(detail, hits), slotOf, kind, id, visitor);
    else tellOne(detail.read(), slotOf, kind, id, visitor);
  });
  for (let slot = 0; slot < slotsMax; slot += 1) {
    const hits = rest[slot] as number;
    check(hits >= 0);
    if (hits > 0) visitor.value(kind, leftOut.id, slot, hits);
  }
}

function tellOne(
  quarter: number,
  slotOf: Uint8Array,
  kind: ValueKind,
  id: number,
  visitor: SlotsVisitor,
): void {
  check(quarter < quartersMax);
  const slot = slotOf[quarter] as number;
  rest[slot] = (rest[slot] as number) - 1;
  visitor.value(kind, id, slot, 1);
}

/** One call for each slot: the quarters of a list ascend, and so do slots. */
function tellRun(
  length: number,
  slotOf: Uint8Array,
  kind: ValueKind,
  id: number,
  visitor: SlotsVisitor,
): void {
  let slot = slotOf[runQuarters[0] as number] as number;
  let hits = 0;
  for (let place = 0; place < length; place += 1) {
    const next = slotOf[runQuarters[place] as number] as number;
    if (next !== slot) {
      rest[slot] = (rest[slot] as number) - hits;
      visitor.value(kind, id, slot, hits);
      slot = next;
      hits = 0;
    }
    hits += runCounts[place] as number;
  }
  rest[slot] = (rest[slot] as number) - hits;
  visitor.value(kind, id, slot, hits);
}
