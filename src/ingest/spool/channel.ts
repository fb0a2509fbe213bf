import { type MessagePort, Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { FlatHits, SpoolReply, SpoolRequest, SpoolState, WireError } from './messages.ts';
import type { SpoolWorkerOptions } from './spool-worker.ts';

/** Distributes over the union, which a plain `Omit` does not. */
type WithoutCall<R> = R extends { readonly call: number } ? Omit<R, 'call'> : never;
type CallRequest = WithoutCall<SpoolRequest>;

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

const restartMs = 250;
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const entry = new URL(`./spool-worker.${extension}`, import.meta.url);

/**
 * The spool's thread and its mail. A thread that dies is replaced; what it had not confirmed fails, and it is
 * for the caller to try it again.
 */
export class SpoolChannel {
  readonly #options: SpoolWorkerOptions;
  readonly #calls = new Map<number, PendingCall>();
  #worker: Worker | undefined;
  #lastCall = 0;
  #groupFlying = false;
  #closing = false;
  /** Answer to the one group in flight. */
  onGroup: (error: WireError | null, depth: number) => void = () => undefined;
  /** Called after a thread that died was replaced. */
  onRestart: () => void = () => undefined;

  constructor(options: SpoolWorkerOptions) {
    this.#options = options;
  }

  open(): Promise<SpoolState> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: this.#options, name: 'spool' });
      this.#worker = worker;
      worker.on('error', (error: Error) => this.#onDeath(worker, error.message));
      worker.on('exit', () => this.#onDeath(worker, 'the spool thread ended'));
      worker.on('message', (message: SpoolReply) => {
        if (message.t === 'ready') resolve(message.state);
        else if (message.t === 'failed') reject(new AppError('unavailable', message.error.message));
        else this.#onReply(message);
      });
    });
  }

  sendHits(hits: FlatHits): void {
    this.#groupFlying = true;
    if (this.#worker) this.#worker.postMessage({ t: 'hits', group: 0, hits } satisfies SpoolRequest);
    else setImmediate(() => this.#failGroup('the spool thread is starting again'));
  }

  call<T>(request: CallRequest, transfer: readonly MessagePort[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.#worker) return reject(new AppError('unavailable', 'the spool thread is starting again'));
      this.#lastCall += 1;
      this.#calls.set(this.#lastCall, { resolve, reject });
      this.#worker.postMessage({ ...request, call: this.#lastCall }, [...transfer]);
    });
  }

  async close(): Promise<void> {
    await this.call<void>({ t: 'close' }).catch(() => undefined);
    this.#closing = true;
    await this.#worker?.terminate();
  }

  #onReply(message: SpoolReply & { t: 'group' | 'call' }): void {
    if (message.t === 'group') {
      this.#groupFlying = false;
      this.onGroup(message.error, message.depth);
      return;
    }
    const call = this.#calls.get(message.call);
    this.#calls.delete(message.call);
    if (message.error) call?.reject(new AppError('unavailable', message.error.message));
    else call?.resolve(message.value as never);
  }

  #onDeath(worker: Worker, message: string): void {
    if (this.#closing || this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#calls.values()) reject(new AppError('unavailable', message));
    this.#calls.clear();
    if (this.#groupFlying) this.#failGroup(message);
    this.#restart();
  }

  #failGroup(message: string): void {
    this.#groupFlying = false;
    this.onGroup({ code: 'THREAD', message }, 0);
  }

  #restart(): void {
    setTimeout(() => {
      if (this.#closing) return;
      this.open().then(
        () => this.onRestart(),
        () => this.#restart(),
      );
    }, restartMs);
  }
}
