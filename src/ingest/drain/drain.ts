import { MessageChannel, Worker } from 'node:worker_threads';
import type { Spool } from '../spool/spool.ts';
import type { DrainOptions } from './loop.ts';
import type { DrainMessage, MainMessage, StoredBatch } from './main-port.ts';

export interface DrainSettings<Options extends DrainOptions> {
  /** Entry file of the thread, which wires the loop to a store. */
  readonly entry: URL;
  readonly options: Options;
  readonly spool: Spool;
  readonly onStored: (batch: StoredBatch) => void;
  /** The thread died: a batch may be stored that nobody was told of. */
  readonly onLost: () => void;
  readonly onTrouble: (message: string) => void;
}

export interface Drain {
  /** Null while batches are stored; else why the last attempt failed. */
  problem(): string | null;
  /** Ends the thread at once: what is not stored stays in the spool for the next start. */
  stop(): Promise<void>;
}

const restartMs = 500;

/** Runs the drain in a thread of its own and replaces it when it dies. */
export function startDrain<Options extends DrainOptions>(settings: DrainSettings<Options>): Drain {
  let worker: Worker | undefined;
  let problem: string | null = null;
  let stopped = false;
  let up = Promise.resolve();
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    settings.spool.connectDrain(port1).then(
      () => worker?.postMessage({ t: 'spool', port: port2 } satisfies MainMessage, [port2]),
      () => port2.close(),
    );
  };
  const fail = (message: string) => {
    problem = message;
    settings.onTrouble(message);
  };
  const start = () => {
    if (stopped) return;
    worker = new Worker(settings.entry, { workerData: settings.options, name: 'drain' });
    const { promise, resolve: isUp } = Promise.withResolvers<void>();
    up = promise;
    worker.on('error', (error: Error) => fail(error.message));
    worker.on('exit', () => {
      isUp();
      if (stopped) return;
      settings.onLost();
      setTimeout(start, restartMs);
    });
    worker.on('message', (message: DrainMessage) => {
      if (message.t === 'up') return isUp();
      if (message.t === 'trouble') return fail(message.message);
      problem = null;
      settings.onStored(message.batch);
    });
    connect();
  };
  settings.spool.onRestart(connect);
  start();
  return {
    problem: () => problem,
    async stop() {
      stopped = true;
      // A thread that is ended while it loads the driver takes the whole process with it (Node-API, fatal errors).
      await up;
      await worker?.terminate();
    },
  };
}
