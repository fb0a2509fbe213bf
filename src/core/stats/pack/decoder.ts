import { type FactContents, keyStep, type PackContents, quartersMax, type Tally } from './pack.ts';
import { readRevisits } from './reader.ts';
import {
  check,
  checkEnd,
  type FactHead,
  type LeftOut,
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

/** Hits of a fact by quarter, less those of the values that were read: what is left is the value without a list. */
const restCounts = new Float64Array(quartersMax);

/** @throws BrokenPack */
export function decodePack(pack: PackBytes): PackContents {
  const parts = openParts(pack);
  const facts = new Map<number, FactContents>();
  restCounts.fill(0);
  let flags = 0;
  for (let left = readFactCount(parts); left > 0; left -= 1) {
    const head = readFactHead(parts, flags);
    flags = head.flags;
    facts.set(flags, decodeFact(parts, head));
  }
  checkEnd(parts.marginals);
  checkEnd(parts.detail);
  const revisits: number[][] = [];
  readRevisits(parts.hours, 0, Number.POSITIVE_INFINITY, (group, length) => {
    revisits.push([...group.subarray(0, length)]);
  });
  return { month: pack.month, facts, revisits };
}

function decodeFact(parts: PackParts, head: FactHead): FactContents {
  const { hits, runLength } = head;
  const quarters = {
    keys: Float64Array.from(runQuarters.subarray(0, runLength)),
    counts: runCounts.slice(0, runLength),
  };
  const listBytes = head.listsEnd - parts.detail.at;
  check(listBytes <= parts.detail.left);
  const room = Math.min(hits, listBytes + runLength);
  const places = decodeKind(parts, quarters, room);
  const agents = decodeKind(parts, quarters, room);
  const referrers = decodeKind(parts, quarters, room);
  check(parts.marginals.at === head.valuesEnd && parts.detail.at === head.listsEnd);
  return { hits, quarters, places, agents, referrers };
}

/** Where a value stands in what was read so far. */
interface Span {
  readonly id: number;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** @param room quarters that the values can have at most: one a byte of their lists, and those of the fact */
function decodeKind(parts: PackParts, quarters: Tally, room: number): Tally {
  quarters.keys.forEach((quarter, place) => {
    restCounts[quarter] = quarters.counts[place] as number;
  });
  const tally = { keys: new Float64Array(room), counts: new Uint32Array(room) };
  const spans: Span[] = [];
  let length = 0;
  const leftOut = readLists(parts, (id, hits) => {
    const to = takeRun(tally, length, id, readRun(parts.detail, hits));
    spans.push({ id, from: length, to });
    length = to;
  });
  const to = takeRest(tally, length, leftOut, quarters);
  spans.push({ id: leftOut.id, from: length, to });
  return inOrder(tally, spans);
}

function takeRun(tally: Tally, at: number, id: number, runLength: number): number {
  for (let place = 0; place < runLength; place += 1) {
    const quarter = runQuarters[place] as number;
    const count = runCounts[place] as number;
    restCounts[quarter] = (restCounts[quarter] as number) - count;
    check((restCounts[quarter] as number) >= 0);
    tally.keys[at + place] = id * keyStep + quarter;
    tally.counts[at + place] = count;
  }
  return at + runLength;
}

function takeRest(tally: Tally, at: number, { id, hits }: LeftOut, quarters: Tally): number {
  let left = hits;
  let length = at;
  for (const quarter of quarters.keys) {
    const count = restCounts[quarter] as number;
    restCounts[quarter] = 0;
    if (count === 0) continue;
    tally.keys[length] = id * keyStep + quarter;
    tally.counts[length++] = count;
    left -= count;
  }
  check(left === 0);
  return length;
}

function inOrder(tally: Tally, spans: Span[]): Tally {
  const length = spans.at(-1)?.to ?? 0;
  const keys = new Float64Array(length);
  const counts = new Uint32Array(length);
  let at = 0;
  for (const { from, to } of spans.sort((a, b) => a.id - b.id)) {
    keys.set(tally.keys.subarray(from, to), at);
    counts.set(tally.counts.subarray(from, to), at);
    at += to - from;
  }
  return { keys, counts };
}
