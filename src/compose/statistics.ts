import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode, type FieldProblem } from '../core/errors.ts';
import { createStatistics } from '../core/stats/answer/answer.ts';
import type { StatAnswer, Statistics, StatQuestion } from '../core/stats/question.ts';
import { openStatReads, type StoreOptions } from '../store/open.ts';

export interface StatRequest {
  readonly id: number;
  readonly question: StatQuestion;
}

export type StatFailure =
  | { readonly code: ErrorCode; readonly message: string; readonly details: readonly FieldProblem[] }
  /** Of what nobody had thought of; the message is for the log. */
  | { readonly code: null; readonly message: string };

export type StatReply =
  | { readonly id: number; readonly answer: StatAnswer }
  | { readonly id: number; readonly failure: StatFailure };

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

const threadFile = new URL(
  `./statistics-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);

/** Whoever asks when so many wait already gets no answer in a useful time. */
const waitingMax = 32;
const endPatienceMs = 2_000;
/** Rows live for a moment: with node's own limit their garbage takes three times the memory, and saves no time. */
const youngMb = 16;

interface Asked {
  readonly question: StatQuestion;
  resolve(answer: StatAnswer): void;
  reject(error: Error): void;
}

/**
 * For the server: a thread of its own, started with the first question and anew after it died. On SQLite it answers
 * one question after the other, since each blocks it; PostgreSQL works on three at once.
 */
export class StatisticsThread implements Statistics {
  readonly #options: StoreOptions;
  readonly #underWayMax: number;
  readonly #waiting: Asked[] = [];
  readonly #underWay = new Map<number, Asked>();
  #worker: Worker | undefined;
  #lastId = 0;
  #closed = false;
  #onIdle: () => void = () => undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#underWayMax = options.url === '' ? 1 : 3;
  }

  answer(question: StatQuestion): Promise<StatAnswer> {
    if (this.#closed) return Promise.reject(unavailable('The server is stopping'));
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(unavailable('Too many statistics are asked for at once; ask again soon'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#sendNext();
    });
  }

  /** Questions that were asked before are answered first, as far as there is time. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#waiting.length + this.#underWay.size > 0) await this.#idle();
    for (const asked of this.#waiting.splice(0)) asked.reject(unavailable('The server is stopping'));
    await this.#worker?.terminate();
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, endPatienceMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #sendNext(): void {
    while (this.#underWay.size < this.#underWayMax) {
      const asked = this.#waiting.shift();
      if (!asked) break;
      this.#worker ??= this.#start();
      this.#lastId += 1;
      this.#underWay.set(this.#lastId, asked);
      this.#worker.postMessage({ id: this.#lastId, question: asked.question } satisfies StatRequest);
    }
    if (this.#underWay.size === 0) this.#onIdle();
  }

  #start(): Worker {
    const worker = new Worker(threadFile, {
      workerData: this.#options,
      name: 'statistics',
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    });
    worker.on('message', (reply: StatReply) => this.#settle(reply));
    worker.on('error', (error) => this.#replace(worker, error));
    worker.on('exit', () => this.#replace(worker, undefined));
    return worker;
  }

  #settle(reply: StatReply): void {
    const asked = this.#underWay.get(reply.id);
    this.#underWay.delete(reply.id);
    if ('answer' in reply) asked?.resolve(reply.answer);
    else asked?.reject(errorOf(reply.failure));
    this.#sendNext();
  }

  /** What it was asked fails; what waits goes to the next thread, so that each death costs a question at least. */
  #replace(ended: Worker, cause: unknown): void {
    if (this.#worker !== ended) return;
    this.#worker = undefined;
    const lost = [...this.#underWay.values()];
    this.#underWay.clear();
    for (const asked of lost)
      asked.reject(unavailable('The thread of the statistics ended; ask again', cause));
    this.#sendNext();
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('unavailable', message, { cause });
}

function errorOf(failure: StatFailure): Error {
  if (failure.code === null) return new Error(`The statistics failed: ${failure.message}`);
  return new AppError(failure.code, failure.message, { details: failure.details });
}
