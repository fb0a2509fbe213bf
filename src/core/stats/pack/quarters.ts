import { quartersMax, type ValueKind, valueKinds } from './pack.ts';
import {
  check,
  checkEnd,
  countRun,
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

/** Must not read packs itself: what is handed over is in buffers that all readers share. */
export interface QuartersVisitor {
  /** Called for each of the flags, ascending; false passes over their values. */
  begin(flags: number): boolean;
  /** The first `length` of each: quarters ascend, and each has a hit at least. */
  value(kind: ValueKind, id: number, quarters: Uint16Array, counts: Uint32Array, length: number): void;
}

/** Shared by all readers, as the lists of `runs.ts` are: those of a fact, and what is left over of its hits. */
const factQuarters = new Uint16Array(quartersMax);
const factCounts = new Uint32Array(quartersMax);
const rest = new Int32Array(quartersMax);

/**
 * When the hits of each value of some kinds were. Needs all three parts.
 * @throws BrokenPack
 */
export function readQuarters(pack: PackBytes, kinds: readonly ValueKind[], visitor: QuartersVisitor): void {
  const lastKind = Math.max(...kinds);
  const parts = openParts(pack);
  const { marginals, detail } = parts;
  let flags = 0;
  for (let facts = readFactCount(parts); facts > 0; facts -= 1) {
    const head = readFactHead(parts, flags);
    flags = head.flags;
    if (visitor.begin(flags)) {
      factQuarters.set(runQuarters.subarray(0, head.runLength));
      factCounts.set(runCounts.subarray(0, head.runLength));
      for (const kind of valueKinds) {
        if (kinds.includes(kind)) readKind(parts, head.runLength, kind, visitor);
        else if (kind < lastKind) passOver(parts);
      }
    }
    marginals.skip(head.valuesEnd - marginals.at);
    detail.skip(head.listsEnd - detail.at);
  }
  checkEnd(marginals);
  checkEnd(detail);
}

function passOver(parts: PackParts): void {
  readLists(parts, (_id, hits) => countRun(parts.detail, hits, 0, 0));
}

/** The value without a list has the hits that the others leave over. */
function readKind(parts: PackParts, factLength: number, kind: ValueKind, visitor: QuartersVisitor): void {
  for (let place = 0; place < factLength; place += 1)
    rest[factQuarters[place] as number] = factCounts[place] as number;
  const leftOut = readLists(parts, (id, hits) => {
    const length = readRun(parts.detail, hits);
    for (let place = 0; place < length; place += 1) {
      const quarter = runQuarters[place] as number;
      rest[quarter] = (rest[quarter] as number) - (runCounts[place] as number);
    }
    visitor.value(kind, id, runQuarters, runCounts, length);
  });
  let length = 0;
  let left = leftOut.hits;
  for (let place = 0; place < factLength; place += 1) {
    const quarter = factQuarters[place] as number;
    const hits = rest[quarter] as number;
    rest[quarter] = 0;
    check(hits >= 0);
    if (hits === 0) continue;
    left -= hits;
    runQuarters[length] = quarter;
    runCounts[length++] = hits;
  }
  check(left === 0);
  visitor.value(kind, leftOut.id, runQuarters, runCounts, length);
}
