import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { ConnectionOptions } from './connection.ts';
import { SqliteFailure, toStoreError } from './failure.ts';
import type { QueryRows, ThreadFailure, ThreadReply, ThreadRequest } from './thread-message.ts';
import { openedId } from './thread-message.ts';

type Command =
  | { readonly do: 'query'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly do: 'begin' | 'commit' | 'rollback' | 'close' };

interface Waiting {
  resolve(rows: QueryRows): void;
  reject(error: unknown): void;
}

// The worker runs from the sources in development and from the build in production.
const workerFile = new URL(
  `./connection-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** Told once: a store without its thread answers nothing any more. */
export class ThreadEnded extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The thread of the database ended', { cause });
  }
}

/**
 * One SQLite connection in a thread of its own. When the thread ends, whatever waits for it and everything
 * asked of it later fails with `unavailable`.
 */
export class ConnectionThread {
  readonly #worker: Worker;
  readonly #onDeath: (error: AppError) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = openedId;
  #death: AppError | undefined;
  #closing = false;

  private constructor(options: ConnectionOptions, onDeath: (error: AppError) => void) {
    this.#onDeath = onDeath;
    this.#worker = new Worker(workerFile, { workerData: options, name: 'quietzone-sqlite' });
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#die(error));
    this.#worker.on('exit', () => this.#die(undefined));
  }

  /** @param onDeath called once if the thread ends without having been closed */
  static async open(
    options: ConnectionOptions,
    onDeath: (error: AppError) => void,
  ): Promise<ConnectionThread> {
    const thread = new ConnectionThread(options, onDeath);
    try {
      await new Promise<QueryRows>((resolve, reject) => thread.#waiting.set(openedId, { resolve, reject }));
      return thread;
    } catch (error) {
      thread.#closing = true;
      await thread.terminate();
      throw error;
    }
  }

  /** Why the thread answers no more; undefined while it does. */
  get death(): AppError | undefined {
    return this.#death;
  }

  send(command: Command): Promise<QueryRows> {
    if (this.#death !== undefined) return Promise.reject(this.#death);
    this.#lastId += 1;
    const request: ThreadRequest = { id: this.#lastId, ...command };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      try {
        this.#worker.postMessage(request);
      } catch (error) {
        this.#waiting.delete(request.id);
        reject(error);
      }
    });
  }

  /** Everything asked before is answered first. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    if (this.#death !== undefined) return;
    const exit = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    await this.send({ do: 'close' });
    await exit;
  }

  /** Ends the thread in the middle of whatever it does, as a crash would. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    if ('result' in reply) waiting.resolve(reply.result);
    else waiting.reject(toStoreError(errorOf(reply.failure)));
  }

  #die(cause: unknown): void {
    if (this.#death !== undefined) return;
    this.#death = new ThreadEnded(cause);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#death);
    this.#waiting.clear();
    if (!this.#closing) this.#onDeath(this.#death);
  }
}

function errorOf(failure: ThreadFailure): Error {
  if (failure.code !== undefined) return new SqliteFailure(failure.message, failure.code);
  return Object.assign(new Error(failure.message), { name: failure.name });
}
