import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../core/errors.ts';
import { createStatistics } from '../core/stats/answer/answer.ts';
import type { Statistics } from '../core/stats/question.ts';
import { openStatReads, type StoreOptions } from '../store/open.ts';
import type { StatFailure, StatReply, StatRequest } from './statistics.ts';

/** Entry of the thread that answers questions: on SQLite every read blocks it, and adding up is work. */
if (!parentPort) throw new Error('statistics run as a worker thread');
const port = parentPort;
const options = workerData as StoreOptions;
let opening: Promise<Statistics> | undefined;

port.on('message', (request: StatRequest) => void answer(request).then((reply) => port.postMessage(reply)));

async function answer({ id, question }: StatRequest): Promise<StatReply> {
  try {
    return { id, answer: await (await open()).answer(question) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

/** A store that could not be opened is tried again with the next question. */
function open(): Promise<Statistics> {
  const opened = opening ?? openStatReads(options).then(createStatistics);
  opening = opened;
  opened.catch(() => {
    opening = undefined;
  });
  return opened;
}

function failureOf(error: unknown): StatFailure {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
