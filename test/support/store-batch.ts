import { workerData } from 'node:worker_threads';
import { openScanSink } from '../../src/store/open.ts';
import type { BatchToStore } from './stored-hits.ts';

/** Stores one batch and ends. */
const { options, batch } = workerData as BatchToStore;
const sink = await openScanSink(options);
try {
  await sink.storeBatch(batch);
} finally {
  await sink.close();
}
