import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SealOutcome } from './messages.ts';
import { startSealer } from './sealer.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

const startMs = Date.UTC(2026, 10, 21, 12);
const minuteMs = 60_000;
const day = startMs / 86_400_000 - 0.5;

/** A thread that says one thing and ends; `options` are what it says. */
const thread = (body: string) =>
  new URL(`data:text/javascript,import { parentPort, workerData } from 'node:worker_threads';${body}`);
const speaker = thread('parentPort.postMessage(workerData)');

function start(
  entry: URL,
  options: object = {},
  isReady = () => true,
  look = () => Promise.resolve({ sealedDay: 0, hasLate: false }),
) {
  vi.setSystemTime(startMs);
  const outcomes: (SealOutcome | string)[] = [];
  let wake: () => void = () => undefined;
  const note = (outcome: SealOutcome | string) => {
    outcomes.push(outcome);
    wake();
  };
  const sealer = startSealer({
    ...{ entry, options, look, now: Date.now, ready: isReady },
    ...{ onRun: note, onTrouble: note },
  });
  return {
    sealer,
    outcomes,
    /** Lets time pass, and waits for the thread that is then started to end. */
    async nextAfter(timeMs: number) {
      const count = outcomes.length;
      const ended = new Promise<void>((resolve) => {
        wake = resolve;
      });
      vi.advanceTimersByTime(timeMs - 1);
      expect(outcomes).toHaveLength(count);
      vi.advanceTimersByTime(1);
      await ended;
      return outcomes.at(-1);
    },
  };
}

const run: SealOutcome = { worked: true, sealedDay: day, hits: 7, packs: 2 };
const done = { t: 'done', run };

test('days are sealed soon after the start, and it is looked for late hits every few minutes', async () => {
  const { sealer, nextAfter } = start(speaker, done);
  expect(sealer.sealedUntilMs()).toBeUndefined();
  expect(await nextAfter(2_000)).toEqual(run);
  expect(sealer.sealedUntilMs()).toBe(day * 86_400_000);
  expect(sealer.problem()).toBeNull();
  expect(await nextAfter(5 * minuteMs)).toEqual(run);
  await sealer.stop();
});

test('a day is sealed two minutes after its end', async () => {
  const { sealer, nextAfter } = start(speaker, done);
  await nextAfter(2_000);
  vi.setSystemTime(Date.UTC(2026, 10, 21, 23, 55, 30));
  await nextAfter(5 * minuteMs);
  expect(new Date(Date.now()).toISOString()).toBe('2026-11-22T00:00:30.000Z');
  await nextAfter(90_000);
  expect(new Date(Date.now()).toISOString()).toBe('2026-11-22T00:02:00.000Z');
  await sealer.stop();
});

test('a hit of a past day is sealed within seconds, and many of them do not keep the thread running', async () => {
  const { sealer, nextAfter } = start(speaker, done);
  await nextAfter(2_000);
  const yesterdayMs = startMs - 86_400_000;
  sealer.noteStored(startMs - 1_000);
  vi.advanceTimersByTime(20_000);
  sealer.noteStored(yesterdayMs);
  await nextAfter(2_000);
  for (let n = 0; n < 100; n += 1) sealer.noteStored(yesterdayMs);
  await nextAfter(10_000);
  await sealer.stop();
});

test('no thread is started where everything is sealed and nothing is late', async () => {
  let state = { sealedDay: day, hasLate: false };
  const { sealer, nextAfter } = start(speaker, done, undefined, () => Promise.resolve(state));
  const nothing = { worked: false, sealedDay: day, hits: 0, packs: 0 };
  expect(await nextAfter(2_000)).toEqual(nothing);
  expect(sealer.sealedUntilMs()).toBe(day * 86_400_000);
  state = { sealedDay: day, hasLate: true };
  expect(await nextAfter(5 * minuteMs)).toEqual(run);
  state = { sealedDay: day - 1, hasLate: false };
  expect(await nextAfter(5 * minuteMs)).toEqual(run);
  await sealer.stop();
});

test('what fails is tried again with growing pauses, and is a problem after an hour', async () => {
  const { sealer, nextAfter } = start(thread("throw new Error('the disk is full')"));
  expect(await nextAfter(2_000)).toBe('the disk is full');
  sealer.noteStored(0);
  for (const pauseMs of [15_000, 30_000, minuteMs, 2 * minuteMs]) await nextAfter(pauseMs);
  for (const pauseMs of [4 * minuteMs, 8 * minuteMs, 15 * minuteMs, 15 * minuteMs]) await nextAfter(pauseMs);
  expect(sealer.problem()).toBeNull();
  await nextAfter(15 * minuteMs);
  expect(sealer.problem()).toBe('the disk is full');
  await sealer.stop();
});

test('a thread that ends without a word has failed', async () => {
  const { sealer, nextAfter } = start(thread(''));
  expect(await nextAfter(2_000)).toBe('the thread ended in the middle of its work');
  await sealer.stop();
});

test('nothing is tried before the store can be there', async () => {
  let isReady = false;
  const { sealer, outcomes, nextAfter } = start(speaker, done, () => isReady);
  vi.advanceTimersByTime(minuteMs);
  expect(outcomes).toEqual([]);
  isReady = true;
  await nextAfter(2_000);
  await sealer.stop();
});

test('a thread that does not answer is ended with the server', async () => {
  const { sealer } = start(thread('setInterval(() => undefined, 1_000)'));
  vi.advanceTimersByTime(2_000);
  const stopped = sealer.stop();
  vi.advanceTimersByTime(500);
  await stopped;
  expect(vi.getTimerCount()).toBe(0);
});
