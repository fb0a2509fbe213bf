import { type Transferable, Worker } from 'node:worker_threads';
import type { CallMessage, CallReply, CallTable, ProgressOf } from './calls.ts';
import { errorOf, unavailable } from './thread-failure.ts';

export interface CallThreadOptions {
  /** Name of the file in this folder, without its ending; it calls `serveCalls`. */
  readonly file: string;
  /** What is asked for, at the beginning of a sentence: `Proofs`. */
  readonly what: string;
  readonly workerData?: unknown;
  /** Calls under way at once. */
  readonly underWayMax: number;
  /** Calls that may wait behind them: whoever asks when so many do already is refused. */
  readonly waitingMax: number;
  /** Of V8's young generation: with node's own limit the garbage of short-lived objects takes several times the memory. */
  readonly youngMb: number;
  /**
   * A call that is under way for so long and says nothing, neither progress nor a result, hangs: its thread is
   * replaced. Absent: it has all the time it takes.
   */
  readonly silenceMs?: number;
  /** Without anything to do for so long the thread ends, which gives its memory back. Absent: it stays. */
  readonly idleMs?: number;
  /** How long `close` waits for what was asked before. Absent: not at all. */
  readonly closePatienceMs?: number;
  /** Told when a thread that was not meant to end has ended, once each. */
  readonly onDeath?: (cause: Error) => void;
}

export interface CallWatch<Progress = never> {
  /** Takes so much memory that nothing else may be under way meanwhile. */
  readonly alone?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly transfer?: readonly Transferable[];
}

interface Asked {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly watch: CallWatch<unknown>;
  silence?: NodeJS.Timeout | undefined;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** A thread that ended before it had answered anything is started anew after a moment only. */
const restartMs = 1_000;
/** So many of them in a row, and whoever waits is told that there is none. */
const barrenMax = 2;

/** A thread that answers calls: started with the first, and started anew after it died. */
export class CallThread<Calls extends CallTable<Calls>> {
  /** Since the start. */
  readonly counters = { refused: 0, deaths: 0 };
  readonly #options: CallThreadOptions;
  readonly #waiting: Asked[] = [];
  readonly #underWay = new Map<number, Asked>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #hasAnswered = false;
  /** Threads in a row that ended without an answer. */
  #barren = 0;
  #lastId = 0;
  #closed = false;
  #onDone: () => void = () => undefined;

  constructor(options: CallThreadOptions) {
    this.#options = options;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  /** Calls that wait for those under way. */
  get waiting(): number {
    return this.#waiting.length;
  }

  call<Call extends keyof Calls & string>(
    call: Call,
    args: Calls[Call]['args'],
    watch: CallWatch<ProgressOf<Calls[Call]>> = {},
  ): Promise<Calls[Call]['result']> {
    const { what, waitingMax } = this.#options;
    if (this.#closed) return Promise.reject(stopping());
    if (watch.signal?.aborted) return Promise.reject(watch.signal.reason);
    if (this.#waiting.length >= waitingMax) {
      this.counters.refused += 1;
      return Promise.reject(unavailable(`${what} wait in a queue that is full; ask again in a moment`));
    }
    return new Promise((resolve, reject) => {
      // The thread's table of handlers has the same types.
      const told = watch as CallWatch<unknown>;
      const asked: Asked = { call, args, watch: told, resolve: resolve as Asked['resolve'], reject };
      this.#waiting.push(asked);
      if (watch.signal) this.#abortWith(watch.signal, asked);
      this.#sendNext();
    });
  }

  /** Whoever still waits when the patience is over is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    const { closePatienceMs = 0 } = this.#options;
    if (closePatienceMs > 0 && this.#waiting.length + this.#underWay.size > 0)
      await this.#done(closePatienceMs);
    const left = [...this.#takeUnderWay(), ...this.#waiting.splice(0)];
    for (const asked of left) asked.reject(stopping());
    await this.#end();
  }

  #done(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#onDone = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #abortWith(signal: AbortSignal, asked: Asked): void {
    const abort = () => {
      const at = this.#waiting.indexOf(asked);
      if (at >= 0) this.#waiting.splice(at, 1);
      const id = [...this.#underWay].find(([, other]) => other === asked)?.[0];
      // It keeps its place until the thread has really let go of it.
      if (id !== undefined) this.#worker?.postMessage({ id, abort: true } satisfies CallMessage);
      asked.reject(signal.reason);
    };
    const { resolve, reject } = asked;
    const forget = () => signal.removeEventListener('abort', abort);
    asked.resolve = (result) => {
      forget();
      resolve(result);
    };
    asked.reject = (error) => {
      forget();
      reject(error);
    };
    signal.addEventListener('abort', abort, { once: true });
  }

  #sendNext(): void {
    clearTimeout(this.#idle);
    while (this.#hasRoom()) {
      const worker = this.#worker ?? this.#start();
      const asked = worker && this.#waiting.shift();
      if (!asked) return;
      this.#send(worker, asked);
    }
    if (this.#underWay.size > 0) return;
    this.#onDone();
    const { idleMs } = this.#options;
    if (idleMs !== undefined && this.#worker) this.#idle = setTimeout(() => void this.#end(), idleMs).unref();
  }

  /** Whether the next one that waits can be begun. */
  #hasRoom(): boolean {
    const next = this.#waiting[0];
    if (!next || this.#underWay.size >= this.#options.underWayMax) return false;
    if (this.#underWay.size === 0) return true;
    return !next.watch.alone && ![...this.#underWay.values()].some(({ watch }) => watch.alone);
  }

  #send(worker: Worker, asked: Asked): void {
    this.#lastId += 1;
    const message: CallMessage = { id: this.#lastId, call: asked.call, args: asked.args };
    this.#underWay.set(this.#lastId, asked);
    const { silenceMs } = this.#options;
    if (silenceMs !== undefined) {
      const cause = new Error(`${asked.call} said nothing for ${silenceMs} ms`);
      asked.silence = setTimeout(() => this.#giveUp(worker, cause), silenceMs).unref();
    }
    try {
      worker.postMessage(message, asked.watch.transfer ?? []);
    } catch (error) {
      clearTimeout(asked.silence);
      this.#underWay.delete(this.#lastId);
      asked.reject(error);
    }
  }

  #start(): Worker | undefined {
    if (this.#restart) return undefined;
    this.#hasAnswered = false;
    const { file, workerData, youngMb } = this.#options;
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    try {
      const worker = new Worker(new URL(`./${file}.${ending}`, import.meta.url), {
        ...{ name: file, workerData, resourceLimits: { maxYoungGenerationSizeMb: youngMb } },
      });
      worker.on('message', (reply: CallReply) => this.#settle(worker, reply));
      worker.on('error', (error) => this.#replace(worker, asError(error)));
      worker.on('exit', (code) => this.#replace(worker, new Error(`it ended by itself with code ${code}`)));
      this.#worker = worker;
      return worker;
    } catch (error) {
      // No room for another thread, for instance.
      this.#noteDeath(asError(error));
      return undefined;
    }
  }

  #settle(worker: Worker, reply: CallReply): void {
    const asked = worker === this.#worker ? this.#underWay.get(reply.id) : undefined;
    if (!asked) return;
    if ('progress' in reply) {
      asked.silence?.refresh();
      asked.watch.onProgress?.(reply.progress);
      return;
    }
    clearTimeout(asked.silence);
    this.#underWay.delete(reply.id);
    this.#hasAnswered = true;
    this.#barren = 0;
    if ('result' in reply) asked.resolve(reply.result);
    else asked.reject(errorOf(reply.failure, this.#options.what));
    this.#sendNext();
  }

  /** It may be in the middle of something that nothing can interrupt, so its end is not waited for. */
  #giveUp(worker: Worker, cause: Error): void {
    this.#replace(worker, cause);
    void worker.terminate();
  }

  /** What it was at fails; what waits goes to the next thread, so that each death costs a call at least. */
  #replace(ended: Worker, cause: Error): void {
    if (this.#worker !== ended) return;
    this.#worker = undefined;
    this.#noteDeath(cause);
    this.#sendNext();
  }

  #noteDeath(cause: Error): void {
    const { what, onDeath } = this.#options;
    this.counters.deaths += 1;
    onDeath?.(cause);
    const lost = [...this.#takeUnderWay()];
    if (!this.#hasAnswered) {
      this.#barren += 1;
      this.#restart = setTimeout(() => {
        this.#restart = undefined;
        this.#sendNext();
      }, restartMs);
      if (this.#barren >= barrenMax) lost.push(...this.#waiting.splice(0));
    }
    for (const asked of lost)
      asked.reject(unavailable(`${what} failed: their thread ended; ask again`, cause));
  }

  #takeUnderWay(): readonly Asked[] {
    const taken = [...this.#underWay.values()];
    this.#underWay.clear();
    for (const { silence } of taken) clearTimeout(silence);
    return taken;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#restart);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function stopping(): Error {
  return unavailable('The server is stopping');
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
