import type { Pack } from '../port.ts';
import { type FactContents, keyStep, type PackContents, packFormat, type Tally } from './pack.ts';
import { VarintWriter } from './varint.ts';

/** Where the hits of one value stand in a tally. */
interface ValueRun {
  readonly value: number;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly hits: number;
}

/** Equal contents give equal bytes. */
export function encodePack(contents: PackContents): Pick<Pack, 'marginals' | 'hours' | 'detail'> {
  const [marginals, hours, detail] = [newPart(), newPart(), newPart()];
  const [values, lists] = [new VarintWriter(), new VarintWriter()];
  const facts = [...contents.facts].sort(([a], [b]) => a - b);
  marginals.write(facts.length);
  hours.write(facts.length);
  let last = 0;
  for (const [flags, fact] of facts) {
    for (const part of [marginals, hours]) {
      part.write(flags - last);
      part.write(fact.hits);
    }
    last = flags;
    writeRun(hours, fact.quarters, { value: 0, from: 0, to: fact.quarters.keys.length, hits: fact.hits });
    writeValues(values, lists, fact);
    marginals.append(values);
    detail.append(lists);
  }
  writeRevisits(hours, contents.revisits);
  return { marginals: marginals.take(), hours: hours.take(), detail: detail.take() };
}

function newPart(): VarintWriter {
  const part = new VarintWriter();
  part.write(packFormat);
  return part;
}

function writeValues(values: VarintWriter, lists: VarintWriter, fact: FactContents): void {
  values.clear();
  lists.clear();
  for (const tally of [fact.places, fact.agents, fact.referrers]) {
    const runs = runsOf(tally);
    const ones = runs.filter((run) => run.hits === 1);
    const more = runs.filter((run) => run.hits > 1);
    writeIds(values, ones);
    writeIds(values, more);
    const most = runs.reduce((a, b) => (b.hits > a.hits ? b : a));
    for (const run of ones) if (run !== most) writeRun(lists, tally, run);
    for (const run of more) if (run !== most) writeRun(lists, tally, run);
  }
}

function runsOf(tally: Tally): ValueRun[] {
  const runs: ValueRun[] = [];
  let from = 0;
  while (from < tally.keys.length) {
    const value = Math.floor((tally.keys[from] as number) / keyStep);
    const end = (value + 1) * keyStep;
    let hits = 0;
    let to = from;
    for (; to < tally.keys.length && (tally.keys[to] as number) < end; to += 1)
      hits += tally.counts[to] as number;
    runs.push({ value, from, to, hits });
    from = to;
  }
  return runs;
}

function writeIds(values: VarintWriter, runs: readonly ValueRun[]): void {
  values.write(runs.length);
  let last = 0;
  for (const run of runs) {
    values.write(run.value - last);
    last = run.value;
    if (run.hits > 1) values.write(run.hits - 2);
  }
}

function writeRun(part: VarintWriter, tally: Tally, run: ValueRun): void {
  const base = run.value * keyStep;
  const first = (tally.keys[run.from] as number) - base;
  part.write(first);
  if (run.hits === 1) return;
  const beyond = (tally.keys[run.to - 1] as number) - base - first;
  part.write(beyond);
  if (run.hits - 2 <= beyond + 1) writeBetween(part, tally, run);
  else writeCounts(part, tally, run, beyond + 1);
}

/** All quarters but the first and the last one. */
function writeBetween(part: VarintWriter, tally: Tally, run: ValueRun): void {
  let last = tally.keys[run.from] as number;
  let left = run.hits - 2;
  let skip = 1;
  for (let place = run.from; left > 0; place += 1) {
    const key = tally.keys[place] as number;
    for (let count = (tally.counts[place] as number) - skip; count > 0 && left > 0; count -= 1) {
      part.write(key - last);
      last = key;
      left -= 1;
    }
    skip = 0;
  }
}

function writeCounts(part: VarintWriter, tally: Tally, run: ValueRun, span: number): void {
  const first = tally.keys[run.from] as number;
  let place = run.from;
  for (let offset = 0; offset < span; offset += 1) {
    const here = tally.keys[place] === first + offset;
    part.write(here ? (tally.counts[place++] as number) : 0);
  }
}

function writeRevisits(part: VarintWriter, revisits: PackContents['revisits']): void {
  part.write(revisits.length);
  let lastFirst = 0;
  for (const group of [...revisits].sort(compareGroups)) {
    let last = lastFirst;
    group.forEach((quarter, place) => {
      part.write(quarter - last);
      if (place === 0) {
        part.write(group.length - 2);
        lastFirst = quarter;
      }
      last = quarter;
    });
  }
}

function compareGroups(a: readonly number[], b: readonly number[]): number {
  const byStart = (a[0] ?? 0) - (b[0] ?? 0) || a.length - b.length;
  if (byStart !== 0) return byStart;
  for (let place = 1; place < a.length; place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
