import type { ConnectionThread } from './connection-thread.ts';

const pollMs = 250;
const pollMsAfterError = 5_000;

/** Tells listeners of commits: at once of our own, and by polling of those of other connections and processes. */
export class CommitWatch {
  readonly #reader: ConnectionThread;
  readonly #onError: (error: unknown) => void;
  readonly #listeners: (() => void)[] = [];
  #version: unknown;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(reader: ConnectionThread, onError: (error: unknown) => void) {
    this.#reader = reader;
    this.#onError = onError;
  }

  add(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.#listeners.length === 1) this.#pollIn(0);
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #pollIn(delayMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#poll().then(
        () => this.#pollIn(pollMs),
        (error: unknown) => {
          if (!this.#closed) this.#onError(error);
          this.#pollIn(pollMsAfterError);
        },
      );
    }, delayMs).unref();
  }

  // `data_version` changes when any other connection has committed (sqlite.org/pragma.html#pragma_data_version).
  async #poll(): Promise<void> {
    const { rows } = await this.#reader.send({ do: 'query', sql: 'pragma data_version', parameters: [] });
    const version = rows[0]?.[0];
    const changed = version !== this.#version;
    this.#version = version;
    if (changed && !this.#closed) this.notify();
  }
}
