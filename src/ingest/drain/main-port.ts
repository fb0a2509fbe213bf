import type { MessagePort } from 'node:worker_threads';
import { connectSpool, type SpoolPort } from './spool-port.ts';

/** What was stored in one batch. */
export interface StoredBatch {
  readonly orphaned: number;
  /** Workspace, code and id in turn of each row inserted: numbers in one piece pass between threads for next to nothing. */
  readonly stored: Float64Array<ArrayBuffer>;
  readonly byClass: readonly (readonly [number, number])[];
  /** What was stored was told by nobody: the answer to an earlier attempt at the batch was lost. */
  readonly untold: boolean;
  /** Time of the store's transaction. */
  readonly ms: number;
  /** Age of the newest hit of the batch when it was stored. */
  readonly lagMs: number;
  /** When the oldest hit of the batch was made, UTC ms. */
  readonly oldestMs: number;
}

export type MainMessage = { readonly t: 'spool'; readonly port: MessagePort };
export type DrainMessage =
  | { readonly t: 'up' }
  | { readonly t: 'stored'; readonly batch: StoredBatch }
  | { readonly t: 'trouble'; readonly message: string };

/** The drain thread's link to the main thread. */
export interface MainPort {
  /** The port to the spool's thread, waiting for a new one after the last was lost. */
  spool(): Promise<SpoolPort>;
  /** What the thread needs is loaded: from now on it may be ended at any moment. */
  onUp(): void;
  onStored(batch: StoredBatch): void;
  onTrouble(error: unknown): void;
}

export function connectMainThread(port: MessagePort | null): MainPort {
  if (!port) throw new Error('the drain runs as a worker thread');
  let fresh: SpoolPort | undefined;
  let wake: (() => void) | undefined;
  port.on('message', (message: MainMessage) => {
    fresh = connectSpool(message.port);
    wake?.();
  });
  const say = (message: DrainMessage) => port.postMessage(message);
  let current: SpoolPort | undefined;
  return {
    async spool() {
      if (!fresh && current && !current.lost()) return current;
      if (!fresh) await new Promise<void>((resolve) => (wake = resolve));
      current = fresh as SpoolPort | undefined;
      fresh = undefined;
      if (!current) throw new Error('no spool is connected');
      return current;
    },
    onUp: () => say({ t: 'up' }),
    onStored: (batch) =>
      port.postMessage({ t: 'stored', batch } satisfies DrainMessage, [batch.stored.buffer]),
    onTrouble: (error) =>
      say({ t: 'trouble', message: error instanceof Error ? error.message : String(error) }),
  };
}
