import type { PackStore } from '../port.ts';
import { lateCodes, lateRound } from './late.ts';
import { rebuildRound } from './rebuild.ts';
import { type SealPlace, type SealSpan, sealRound } from './round.ts';
import {
  type MonthChange,
  type SealCallbacks,
  type SealLimits,
  type SealResult,
  SealRun,
  sealLimits,
} from './run.ts';
import { chooseSpan } from './span.ts';
import { checkPack, codeMonths, type WrongPack } from './verify.ts';

/**
 * The rules of sealing, for whoever has the claim of the store. Every run can be stopped or die at any moment: what is
 * written is whole, and the next run goes on. Snapshots are short, and memory goes with the largest pack.
 */

/**
 * Seals every day before `day` (days since 1970): puts it into the packs of all codes. A run that was interrupted is
 * ended first, for the day that it was for. Days that were sealed before are not touched.
 * @throws LeaseLost
 */
export async function sealUpTo(
  store: PackStore,
  holder: string,
  day: number,
  callbacks: SealCallbacks = {},
  limits: SealLimits = sealLimits,
): Promise<SealResult> {
  const run = new SealRun(store, holder, callbacks, limits);
  for (;;) {
    const span = await chooseSpan(store, day, limits.roundCodes);
    if (span.toDay <= span.fromDay) return run.result();
    await store.closeDays(holder, span.toDay);
    if (!(await sealCodes(run, store, span))) return run.result();
    await store.setSealed(holder, span.toDay);
  }
}

/** False when it was stopped. */
async function sealCodes(run: SealRun, store: PackStore, span: SealSpan): Promise<boolean> {
  let place: SealPlace = { afterCode: span.afterCode, within: null };
  for (;;) {
    if (run.isStopped) return false;
    const from = place;
    const codes = from.within
      ? [from.within.code]
      : await store.codesAfter(from.afterCode, run.limits.roundCodes);
    if (codes.length === 0) return true;
    const { changes, next } = await store.read((snapshot) => sealRound(run, snapshot, span, from, codes));
    const progressAfter = (at: number) => ({
      targetDay: span.toDay,
      afterCode: codesDoneAt(changes, at, next),
    });
    if (!(await run.write(changes, progressAfter))) return false;
    run.finishCodes(codes.filter((code) => code > from.afterCode && code <= next.afterCode).length);
    place = next;
  }
}

/** The last code that is done when the change at a place is written. */
function codesDoneAt(changes: readonly MonthChange[], at: number, next: SealPlace): number {
  const code = changes[at]?.code ?? 0;
  const following = changes[at + 1]?.code ?? next.within?.code;
  return following === code ? code - 1 : code;
}

/** Puts late hits of sealed days into their packs. @throws LeaseLost */
export async function repackLate(
  store: PackStore,
  holder: string,
  callbacks: SealCallbacks = {},
  limits: SealLimits = sealLimits,
): Promise<SealResult> {
  const run = new SealRun(store, holder, callbacks, limits);
  for (const code of await store.read(lateCodes)) {
    for (let month: number | null = 0; month !== null; ) {
      if (run.isStopped) return run.result();
      const fromMonth: number = month;
      const round = await store.read((snapshot) => lateRound(run, snapshot, code, fromMonth));
      if (!(await run.write(round.changes))) return run.result();
      month = round.nextMonth;
    }
    run.finishCodes(1);
  }
  return run.result();
}

export interface RebuildResult {
  /** Packs that there are. */
  readonly packs: number;
  /** Packs that were not what the rows say, and are now. */
  readonly changed: number;
  /** Days in them that stayed as they are, since their single hits are erased. */
  readonly erasedDays: number;
}

/**
 * Makes all packs of sealed days again from rows. Days of which single hits were erased stay as they are, and equal
 * packs are not written.
 * @throws LeaseLost
 * @throws BrokenPack if a pack with days that cannot be made again is broken
 */
export async function rebuildPacks(
  store: PackStore,
  holder: string,
  callbacks: SealCallbacks = {},
  limits: SealLimits = sealLimits,
): Promise<RebuildResult> {
  const run = new SealRun(store, holder, callbacks, limits);
  let [packs, changed, erasedDays] = [0, 0, 0];
  for await (const code of allCodes(store)) {
    for (let month: number | null = 0; month !== null; ) {
      if (run.isStopped) return { packs, changed, erasedDays };
      const fromMonth: number = month;
      const round = await store.read((snapshot) => rebuildRound(run, snapshot, code, fromMonth));
      if (!(await run.write(round.changes))) return { packs, changed, erasedDays };
      packs += round.packs;
      changed += round.changed;
      erasedDays += round.erasedDays;
      month = round.nextMonth;
    }
    run.finishCodes(1);
  }
  return { packs, changed, erasedDays };
}

/** Pages of all codes that have hits, ascending. */
export async function* pagesOfCodes(store: PackStore): AsyncGenerator<readonly number[]> {
  for (let after = 0; ; ) {
    const codes = await store.codesAfter(after, 1_000);
    const last = codes.at(-1);
    if (last === undefined) return;
    yield codes;
    after = last;
  }
}

async function* allCodes(store: PackStore): AsyncGenerator<number> {
  for await (const page of pagesOfCodes(store)) yield* page;
}

export interface VerifyOptions {
  /** How many packs, about; they are of as many codes as there are. */
  readonly sample: number | 'all';
  /** A whole number from 0 to below `n`, at random. */
  readonly choose: (n: number) => number;
}

export interface VerifyResult {
  readonly checked: number;
  /** Days in them that could not be counted again, since their single hits are erased. */
  readonly erasedDays: number;
  readonly wrong: readonly WrongPack[];
}

/** Counts packs again from their rows, each within one snapshot. Needs no claim and writes nothing. */
export async function verifyPacks(
  store: PackStore,
  options: VerifyOptions,
  callbacks: Pick<SealCallbacks, 'onProgress'> = {},
): Promise<VerifyResult> {
  const wrong: WrongPack[] = [];
  let checked = 0;
  let erasedDays = 0;
  let codesDone = 0;
  for (const { code, packs } of await chooseCodes(store, options)) {
    const { packed, missing } = await store.read((snapshot) => codeMonths(snapshot, code));
    for (const month of missing) wrong.push({ code, month, what: 'it is missing' });
    for (const month of chooseSome(packed, packs, options.choose)) {
      const found = await store.read((snapshot) => checkPack(snapshot, code, month));
      checked += 1;
      erasedDays += found.erasedDays;
      if (found.what !== null) wrong.push({ code, month, what: found.what });
    }
    codesDone += 1;
    callbacks.onProgress?.(codesDone);
  }
  return { checked, erasedDays, wrong };
}

/** With how many packs to look at of each. */
async function chooseCodes(
  store: PackStore,
  { sample, choose }: VerifyOptions,
): Promise<readonly { readonly code: number; readonly packs: number }[]> {
  const codes: number[] = [];
  for await (const code of allCodes(store)) codes.push(code);
  if (sample === 'all') return codes.map((code) => ({ code, packs: Number.POSITIVE_INFINITY }));
  const chosen = chooseSome(codes, sample, choose);
  return chosen.map((code, place) => {
    const packs = Math.floor(sample / chosen.length) + (place < sample % chosen.length ? 1 : 0);
    return { code, packs };
  });
}

/** That many of them, or all, without doubles. */
function chooseSome(items: readonly number[], count: number, choose: (n: number) => number): number[] {
  const rest = [...items];
  const chosen: number[] = [];
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(choose(rest.length), 1));
  return chosen;
}
