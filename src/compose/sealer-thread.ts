import { parentPort, workerData } from 'node:worker_threads';
import { runSealer, type SealerOptions } from '../ingest/sealer/run.ts';
import { giveWay } from '../runtime/give-way.ts';
import { openPackStore, type StoreOptions } from '../store/open.ts';

/** Entry of the sealer's thread: the run of `ingest` wired to the packs of `store`. */
export type SealerThreadOptions = SealerOptions & { readonly store: StoreOptions };

giveWay();
const options = workerData as SealerThreadOptions;
await runSealer(options, parentPort, () => openPackStore(options.store));
