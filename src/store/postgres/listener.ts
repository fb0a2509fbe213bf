import { Client, type ClientConfig } from 'pg';
import { changesChannel } from './locks.ts';

/** Repairs what a lost connection missed. */
const pollMs = 2_000;
const reconnectMs = 2_000;

/** Tells listeners of changes: by NOTIFY within milliseconds, by a regular call when that fails. */
export class ChangeListener {
  readonly #config: ClientConfig;
  readonly #onError: (error: unknown) => void;
  readonly #listeners: (() => void)[] = [];
  #client: Client | undefined;
  #poll: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #failing = false;
  #closed = false;

  constructor(config: ClientConfig, onError: (error: unknown) => void) {
    this.#config = config;
    this.#onError = onError;
  }

  add(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.#listeners.length > 1) return;
    this.#poll = setInterval(() => this.#notify(), pollMs).unref();
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#reconnect);
    await this.#client?.end();
  }

  #notify(): void {
    if (!this.#closed) for (const listener of this.#listeners) listener();
  }

  async #connect(): Promise<void> {
    const client = new Client(this.#config);
    this.#client = client;
    client.on('notification', () => this.#notify());
    client.on('error', (error) => this.#report(error));
    client.once('end', () => this.#connectLater());
    try {
      await client.connect();
      await client.query(`listen ${changesChannel}`);
      this.#failing = false;
      // What was committed before the first LISTEN was heard of by nobody.
      this.#notify();
    } catch (error) {
      this.#report(error);
      await client.end().catch(() => this.#connectLater());
    }
  }

  #connectLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#reconnect);
    this.#reconnect = setTimeout(() => void this.#connect(), reconnectMs).unref();
  }

  /** One outage is told once, however often the connection is tried. */
  #report(error: unknown): void {
    if (this.#closed || this.#failing) return;
    this.#failing = true;
    this.#onError(error);
  }
}
