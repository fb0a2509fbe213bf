import { type FactContents, keyStep, type PackContents, quartersMax, type Tally } from './pack.ts';
import { readRevisits } from './reader.ts';
import {
  check,
  checkEnd,
  type FactHead,
  findLeftOut,
  openParts,
  type PackBytes,
  type PackParts,
  readFactCount,
  readFactHead,
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
  const { marginals, detail } = parts;
  const leftOut = findLeftOut(marginals);
  quarters.keys.forEach((quarter, place) => {
    restCounts[quarter] = quarters.counts[place] as number;
  });
  const tally = { keys: new Float64Array(room), counts: new Uint32Array(room) };
  const spans: Span[] = [];
  let leftOutId = 0;
  let place = 0;
  let length = 0;
  for (const more of [false, true]) {
    let id = 0;
    for (let values = marginals.read(); values > 0; values -= 1, place += 1) {
      id += marginals.read();
      const hits = more ? marginals.read() + 2 : 1;
      if (place === leftOut.place) {
        leftOutId = id;
        continue;
      }
      const to = takeRun(tally, length, id, readRun(detail, hits));
      spans.push({ id, from: length, to });
      length = to;
    }
  }
  spans.push({ id: leftOutId, from: length, to: takeRest(tally, length, leftOutId, leftOut.hits, quarters) });
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

function takeRest(tally: Tally, at: number, id: number, hits: number, quarters: Tally): number {
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
