import { Client, type ClientConfig, type Notification, type QueryConfig } from 'pg';
import type { ScanSignal } from '../../core/store.ts';
import { createTurns } from '../../runtime/turns.ts';
import { changesChannel, scansChannel } from './locks.ts';
import { parseSignals } from './scan-signals.ts';

/** Repairs what a lost connection missed. */
const pollMs = 2_000;
const reconnectMs = 2_000;

/** How a connection is found out that is dead and says nothing, as after a lost route or a fail-over. */
interface ConnectionCheck {
  readonly everyMs: number;
  /** An answer that takes longer never comes. */
  readonly answerMs: number;
}

const defaultCheck: ConnectionCheck = { everyMs: 15_000, answerMs: 5_000 };

interface ScanListener {
  onStored(signals: readonly ScanSignal[]): void;
  onMissed(): void;
}

/**
 * Tells listeners of changes: by NOTIFY within milliseconds, by a regular call when that fails. And of stored scans:
 * by NOTIFY alone.
 */
export class StoreListener {
  readonly #config: ClientConfig;
  readonly #onError: (error: unknown) => void;
  readonly #check: ConnectionCheck;
  readonly #onChange: (() => void)[] = [];
  readonly #scans: ScanListener[] = [];
  #client: Client | undefined;
  /** A connection takes one query at a time. */
  readonly #inTurn = createTurns();
  /** While it is: a channel that is asked for later is listened to at once. */
  #connected = false;
  #poll: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #failing = false;
  #closed = false;

  constructor(config: ClientConfig, onError: (error: unknown) => void, check = defaultCheck) {
    this.#config = config;
    this.#onError = onError;
    this.#check = check;
  }

  addChanges(listener: () => void): void {
    this.#onChange.push(listener);
    if (this.#onChange.length > 1) return;
    this.#poll = setInterval(() => this.#tellChange(), pollMs).unref();
    this.#listen(changesChannel);
  }

  addScans(listener: ScanListener): void {
    this.#scans.push(listener);
    if (this.#scans.length === 1) this.#listen(scansChannel);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#reconnect);
    await this.#client?.end();
  }

  #tellChange(): void {
    if (!this.#closed) for (const listener of this.#onChange) listener();
  }

  #hear({ channel, payload }: Notification): void {
    if (channel === changesChannel) return this.#tellChange();
    const signals = parseSignals(payload ?? '');
    if (this.#closed || signals.length === 0) return;
    for (const listener of this.#scans) listener.onStored(signals);
  }

  #listen(channel: string): void {
    if (this.#client === undefined) void this.#connect();
    else if (this.#connected) this.#subscribe(this.#client, channel).catch((error) => this.#report(error));
  }

  async #connect(): Promise<void> {
    const client = new Client(this.#config);
    this.#client = client;
    client.on('notification', (message) => this.#hear(message));
    client.on('error', (error) => this.#report(error));
    let checks: NodeJS.Timeout | undefined;
    client.once('end', () => {
      clearInterval(checks);
      this.#connected = false;
      this.#connectLater();
    });
    try {
      await client.connect();
      this.#connected = true;
      if (this.#onChange.length > 0) await this.#subscribe(client, changesChannel);
      if (this.#scans.length > 0) await this.#subscribe(client, scansChannel);
      this.#failing = false;
      checks = setInterval(() => void this.#ask(client), this.#check.everyMs).unref();
    } catch (error) {
      this.#report(error);
      await client.end().catch(() => this.#connectLater());
    }
  }

  async #subscribe(client: Client, channel: string): Promise<void> {
    await this.#inTurn(() => client.query(`listen ${channel}`));
    // What was committed before was heard of by nobody.
    if (channel === changesChannel) this.#tellChange();
    else if (!this.#closed) for (const listener of this.#scans) listener.onMissed();
  }

  /** Whoever only listens is not told by the network that nobody talks any more. */
  async #ask(client: Client): Promise<void> {
    try {
      const query = { text: 'select 1', query_timeout: this.#check.answerMs } as QueryConfig;
      await this.#inTurn(() => client.query(query));
    } catch (error) {
      this.#report(error);
      // Cuts off a query that waits. The end of the connection has it made anew.
      await client.end();
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
