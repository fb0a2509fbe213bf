import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { createStatisticsThread } from '../../src/compose/statistics.ts';
import type { StatQuestion } from '../../src/core/stats/question.ts';
import { migrateStore, type StoreOptions } from '../../src/store/open.ts';
import { makeFolder } from '../support/server-process.ts';

const workers: Worker[] = [];
process.on('worker', (worker: Worker) => workers.push(worker));

const question: StatQuestion = {
  ...{
    codes: [1],
    sinceMs: Date.UTC(2026, 0, 1),
    untilMs: Date.UTC(2026, 0, 2),
    zone: 'UTC',
    interval: null,
  },
  ...{ metrics: ['scans'], by: [], split: null, filters: [], limit: 10, after: null, compare: false },
};

async function openOptions(): Promise<StoreOptions> {
  const options = { url: '', file: `${makeFolder()}/quietzone.db`, durability: 'fast' } as const;
  await migrateStore(options);
  return options;
}

const log = { error: () => undefined };

async function open(options?: StoreOptions) {
  const statistics = createStatisticsThread(options ?? (await openOptions()), log);
  onTestFinished(() => statistics.close());
  return statistics;
}

test('nothing runs before the first question, and one thread answers all of them', async () => {
  const options = await openOptions();
  const before = workers.length;
  const statistics = await open(options);
  expect(workers).toHaveLength(before);
  const answers = await Promise.all([1, 2, 3].map(() => statistics.answer(question)));
  expect(answers.map(({ totals }) => totals)).toEqual([[0], [0], [0]]);
  expect(workers).toHaveLength(before + 1);
});

test('a question under way fails with `unavailable` when the thread dies, and the next are answered by another', async () => {
  const statistics = await open();
  await statistics.answer(question);
  const worker = workers.at(-1)!;
  const [lost, waiting] = [statistics.answer(question), statistics.answer(question)];
  lost.catch(() => undefined);
  await Promise.all([once(worker, 'exit'), worker.terminate()]);
  await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
  expect((await waiting).totals).toEqual([0]);
  expect(workers.at(-1)).not.toBe(worker);
});

test('an error of the product crosses with its code, message and details', async () => {
  const statistics = await open();
  const asked = statistics.answer({
    ...question,
    sinceMs: 0,
    untilMs: Date.UTC(2090, 0, 1),
    interval: 'hour',
  });
  await expect(asked).rejects.toMatchObject({
    name: 'AppError',
    code: 'validation_error',
    message: expect.stringContaining('interval'),
    details: [{ path: 'interval', message: expect.any(String) }],
  });
});

test('a store that cannot be opened fails the question, and is tried again with the next', async () => {
  const options = await openOptions();
  const missing = `${makeFolder()}/quietzone.db`;
  const statistics = await open({ ...options, file: missing });
  await expect(statistics.answer(question)).rejects.toThrow();
  await migrateStore({ ...options, file: missing });
  expect((await statistics.answer(question)).totals).toEqual([0]);
});

test('beyond 32 questions that wait the next is refused at once', async () => {
  const statistics = await open();
  const asked = Array.from({ length: 40 }, () => statistics.answer(question));
  const outcomes = (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? 'answered' : (each.reason as { code: string }).code,
  );
  // One is under way at once.
  expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(33);
  expect(outcomes.slice(33)).toEqual(Array.from({ length: 7 }, () => 'unavailable'));
});

test('closing waits for what was asked before, and refuses what is asked later', async () => {
  const statistics = await open();
  const asked = [1, 2, 3].map(() => statistics.answer(question));
  await statistics.close();
  expect((await Promise.all(asked)).map(({ totals }) => totals)).toEqual([[0], [0], [0]]);
  await expect(statistics.answer(question)).rejects.toMatchObject({ code: 'unavailable' });
  expect(workers.at(-1)!.threadId).toBe(-1);
});
