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
  #opened = false;
  #closing = false;
  /** Answer to the one group in flight. */
  onGroup: (error: WireError | null, depth: number) => void = () => undefined;
  /** Hits not yet drained, told when a batch was released. */
  onDepth: (depth: number) => void = () => undefined;
  /** Called after a thread that died was replaced. */
  onRestart: () => void = () => undefined;

  constructor(options: SpoolWorkerOptions) {
    this.#options = options;
  }

  /** @throws AppError('unavailable') when the first thread cannot start; later ones are tried until they can */
  async open(): Promise<SpoolState> {
    const state = await this.#start();
    this.#opened = true;
    return state;
  }

  sendHits(hits: FlatHits): void {
    this.#groupFlying = true;
    if (this.#worker) this.#worker.postMessage({ t: 'hits', hits } satisfies SpoolRequest);
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
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Promise<SpoolState> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: this.#options, name: 'spool' });
      this.#worker = worker;
      const fail = (message: string) => {
        reject(new AppError('unavailable', message));
        this.#onDeath(worker, message);
      };
      worker.on('error', (error: Error) => fail(error.message));
      worker.on('exit', () => fail('the spool thread ended'));
      worker.on('message', (message: SpoolReply) => {
        if (this.#worker !== worker) return;
        if (message.t === 'ready') resolve(message.state);
        else if (message.t === 'failed') fail(message.error.message);
        else this.#onReply(message);
      });
    });
  }

  #onReply(message: SpoolReply & { t: 'group' | 'call' | 'depth' }): void {
    if (message.t === 'group') {
      this.#groupFlying = false;
      this.onGroup(message.error, message.depth);
      return;
    }
    if (message.t === 'depth') return this.onDepth(message.depth);
    const call = this.#calls.get(message.call);
    this.#calls.delete(message.call);
    if (message.error) call?.reject(new AppError('unavailable', message.error.message));
    else call?.resolve(message.value as never);
  }

  /** Once for each thread, whatever it says of its end: two successors would shut each other out. */
  #onDeath(worker: Worker, message: string): void {
    if (this.#closing || this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#calls.values()) reject(new AppError('unavailable', message));
    this.#calls.clear();
    if (this.#groupFlying) this.#failGroup(message);
    if (this.#opened) this.#restart();
  }

  #failGroup(message: string): void {
    this.#groupFlying = false;
    this.onGroup({ code: 'THREAD', message }, 0);
  }

  #restart(): void {
    setTimeout(() => {
      if (this.#closing) return;
      // One that fails to start has died, which brings the next.
      this.#start().then(
        () => this.onRestart(),
        () => undefined,
      );
    }, restartMs);
  }
}
