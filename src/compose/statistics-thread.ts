import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../core/errors.ts';
import type { StoreOptions } from '../store/open.ts';
import { openStatisticsHere, type StatFailure, type StatReply, type StatRequest } from './statistics.ts';

/** Entry of the thread that answers questions: on SQLite every read blocks it, and adding up is work. */
if (!parentPort) throw new Error('statistics run as a worker thread');
const port = parentPort;
const statistics = openStatisticsHere(workerData as StoreOptions);

port.on('message', (request: StatRequest) => void answer(request).then((reply) => port.postMessage(reply)));

async function answer({ id, question }: StatRequest): Promise<StatReply> {
  try {
    return { id, answer: await statistics.answer(question) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): StatFailure {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
