import { createStatistics } from '../core/stats/answer/answer.ts';
import type { StatAnswer, Statistics, StatQuestion } from '../core/stats/question.ts';
import type { Logger } from '../runtime/logger.ts';
import { openStatReads, type StoreOptions } from '../store/open.ts';
import { CallThread } from './call-thread.ts';

/**
 * In the thread of the caller, which on SQLite every read blocks: for commands, and for the thread of statistics. The
 * store is opened with the first question; one that could not be opened is tried again with the next.
 */
export function openStatisticsHere(options: StoreOptions): Statistics {
  let opening: Promise<Statistics> | undefined;
  const open = () => {
    const opened = opening ?? openStatReads(options).then(createStatistics);
    opening = opened;
    opened.catch(() => {
      opening = undefined;
    });
    return opened;
  };
  return {
    answer: async (question) => (await open()).answer(question),
    async close() {
      await (await opening)?.close();
    },
  };
}

/** Of the thread of statistics. */
export interface StatisticsCalls {
  readonly answer: { readonly args: readonly [StatQuestion]; readonly result: StatAnswer };
}

/** Whoever asks when so many wait already gets no answer in a useful time. */
const waitingMax = 32;
const closePatienceMs = 2_000;
/** Rows live for a moment: with node's own limit their garbage takes three times the memory, and saves no time. */
const youngMb = 16;

/**
 * For the server: a thread of its own, started with the first question and anew after it died. On SQLite it answers
 * one question after the other, since each blocks it; PostgreSQL works on three at once. Questions that were asked
 * before `close` are answered first, as far as there is time.
 */
export function createStatisticsThread(options: StoreOptions, log: Pick<Logger, 'error'>): Statistics {
  const thread = new CallThread<StatisticsCalls>({
    ...{ file: 'statistics-thread', what: 'Statistics', workerData: options },
    ...{ underWayMax: options.url === '' ? 1 : 3, waitingMax, youngMb, closePatienceMs },
    onDeath: (err) =>
      log.error({ err }, 'the thread of the statistics ended; the next question starts another'),
  });
  return {
    answer: (question) => thread.call('answer', [question]),
    close: () => thread.close(),
  };
}
