import { parentPort, workerData } from 'node:worker_threads';
import { type DrainOptions, runDrain } from '../ingest/drain/loop.ts';
import { connectMainThread } from '../ingest/drain/main-port.ts';
import { giveWay } from '../runtime/give-way.ts';
import { openScanSink, type StoreOptions } from '../store/open.ts';

/** Entry of the drain's thread: the loop of `ingest` wired to the sink of `store`. */
export type DrainThreadOptions = DrainOptions & { readonly store: StoreOptions };

giveWay();
const options = workerData as DrainThreadOptions;
await runDrain(options, connectMainThread(parentPort), () => openScanSink(options.store));
