import { workerData } from 'node:worker_threads';
import type { StoreOptions } from '../store/open.ts';
import { serveCalls } from './serve-calls.ts';
import { openStatisticsHere, type StatisticsCalls } from './statistics.ts';

/** Entry of the thread that answers questions: on SQLite every read blocks it, and adding up is work. */
const statistics = openStatisticsHere(workerData as StoreOptions);

serveCalls<StatisticsCalls>({ answer: ([question]) => statistics.answer(question) });
