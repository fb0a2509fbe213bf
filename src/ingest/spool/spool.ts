import type { MessagePort } from 'node:worker_threads';
import type { NewHit } from '../../core/scans/scan.ts';
import { SpoolChannel } from './channel.ts';
import {
  type FlatHits,
  hitFields,
  type LinkRow,
  type Meta,
  type SpoolState,
  type WireError,
} from './messages.ts';
import type { SpoolWorkerOptions } from './spool-worker.ts';

export interface SpoolCounters {
  /** Hits whose person was answered before the commit was known. */
  deferred: number;
  /** Hits given up because the buffer of deferred ones was full. */
  dropped: number;
  /** Hits committed. */
  spooled: number;
  /** Committed hits not yet drained, as last known. */
  depth: number;
  /** When the oldest of them came, about; UTC ms. */
  waitingSinceMs: number;
  commits: number;
}

export interface SpoolOptions extends SpoolWorkerOptions {
  /**
   * Sends the answers of a group, all in one go: waiter, answer, waiter, answer, ... `waitedMs` is the time of
   * the one that waited longest.
   */
  readonly release: (waiting: readonly unknown[], durable: boolean, waitedMs: number) => void;
  readonly onProblem: (message: string) => void;
  /** Hits kept while they cannot be committed. Default 100,000: about 50 MB. */
  readonly bufferMax?: number;
}

/** A person waits no longer than this for a disk. */
const patienceMs = 25;
const retryMs = 250;
/** Requests that come one after the other are gathered for at most this time. */
const gatherMs = 1;
/** One commit takes at most this many hits, so that a backlog does not hold up new ones for long. */
const groupMax = 2_000;

interface Group {
  readonly hits: FlatHits;
  waiting: unknown[];
  timer: NodeJS.Timeout | undefined;
  /** Arrival of its first hit, on the monotonic clock. */
  since: number;
}

const newGroup = (): Group => ({ hits: [], waiting: [], timer: undefined, since: 0 });

/** @throws AppError('unavailable') when another server has the directory, or the file cannot be opened */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { dataDir, durability, geoSetting, keepMs, networks } = options;
  const channel = new SpoolChannel({ dataDir, durability, geoSetting, keepMs, networks });
  return new Spool(channel, await channel.open(), options);
}

/**
 * The main thread's end of the spool. Hits are collected while a commit runs and go together into the next one;
 * one commit is in flight at a time. Whoever waits is released when the commit is back, or after 25 ms without
 * it, or when it fails: the hit is then *deferred*, kept in bounded memory and tried again under the same id.
 */
export class Spool {
  readonly state: SpoolState;
  readonly counters: SpoolCounters;
  readonly #channel: SpoolChannel;
  readonly #options: SpoolOptions;
  readonly #bufferMax: number;
  #pending = newGroup();
  #flying: Group | null = null;
  /** Hits of commits that failed, to be tried again. */
  #backlog: FlatHits = [];
  #problem: string | null = null;
  #scheduled = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #onSettled: () => void = () => undefined;

  constructor(channel: SpoolChannel, state: SpoolState, options: SpoolOptions) {
    this.state = state;
    const waitingSinceMs = Date.now();
    this.counters = { deferred: 0, dropped: 0, spooled: 0, depth: state.depth, waitingSinceMs, commits: 0 };
    this.#channel = channel;
    this.#options = options;
    this.#bufferMax = (options.bufferMax ?? 100_000) * hitFields;
    channel.onGroup = (error, depth) => this.#onGroup(error, depth);
    channel.onDepth = (depth) => {
      this.counters.depth = depth;
    };
  }

  /** Takes a hit, and releases `waiter` and `answer` once it is safe or has to be deferred. */
  accept(hit: NewHit, waiter: unknown, answer: unknown): void {
    const group = this.#pending;
    if (group.hits.length + this.#backlog.length >= this.#bufferMax) {
      this.counters.dropped += 1;
      this.#options.release([waiter, answer], false, 0);
      return;
    }
    if (group.waiting.length === 0) {
      group.since = performance.now();
      group.timer = setTimeout(() => this.#stopWaiting(group), patienceMs);
    }
    group.hits.push(hit.id, hit.code, hit.workspace, hit.signs, hit.address, hit.ua, hit.referrer);
    group.waiting.push(waiter, answer);
    this.#schedule();
  }

  /** Links of the node's own map by folded slug, as JSON; null where it has none. */
  findLinks(slugs: readonly string[]): Promise<readonly (string | null)[]> {
    return this.#channel.call({ t: 'find', slugs });
  }

  putLinks(rows: readonly LinkRow[], meta: Meta): Promise<void> {
    return this.#channel.call({ t: 'links', rows, meta });
  }

  clearLinks(): Promise<void> {
    return this.#channel.call({ t: 'clear-links' });
  }

  setSalts(salts: readonly [string, string][]): Promise<void> {
    return this.#channel.call({ t: 'salts', salts });
  }

  setMeta(meta: Meta): Promise<void> {
    return this.#channel.call({ t: 'meta', meta });
  }

  connectDrain(port: MessagePort): Promise<void> {
    return this.#channel.call({ t: 'drain', port }, [port]);
  }

  /** Called after a thread that died was replaced: the drain has to be connected again. */
  onRestart(listener: () => void): void {
    this.#channel.onRestart = listener;
  }

  /** Null while every commit succeeds; else what the last one failed with. */
  problem(): string | null {
    return this.#problem;
  }

  /** Resolves when every accepted hit is committed, or after `timeoutMs`. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.#settled()) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve, timeoutMs).unref();
      this.#onSettled = resolve;
    });
  }

  /**
   * Settles and closes the file.
   * @returns hits that could not be committed, and are lost
   */
  async close(timeoutMs: number): Promise<number> {
    await this.settle(timeoutMs);
    clearTimeout(this.#retryTimer);
    const lost =
      (this.#pending.hits.length + (this.#flying?.hits.length ?? 0) + this.#backlog.length) / hitFields;
    await this.#channel.close();
    return lost;
  }

  #settled(): boolean {
    return this.#pending.hits.length === 0 && !this.#flying && this.#backlog.length === 0;
  }

  /** A commit begins when this turn of the event loop has no more requests: few and large ones are cheapest. */
  #schedule(): void {
    if (this.#scheduled || this.#flying) return;
    this.#scheduled = true;
    this.#gather(this.#pending.hits.length);
  }

  #gather(seen: number): void {
    setImmediate(() => {
      const { hits, since } = this.#pending;
      const isGrowing = hits.length > seen && performance.now() - since < gatherMs;
      if (isGrowing) this.#gather(hits.length);
      else this.#send();
    });
  }

  #send(): void {
    this.#scheduled = false;
    if (this.#flying) return;
    const group = this.#pending;
    const room = groupMax * hitFields - group.hits.length;
    if (room > 0 && this.#backlog.length > 0 && this.#retryTimer === undefined) {
      group.hits.push(...this.#backlog.splice(0, room));
    }
    if (group.hits.length === 0) return;
    this.#pending = newGroup();
    this.#flying = group;
    this.#channel.sendHits(group.hits);
  }

  #onGroup(error: WireError | null, depth: number): void {
    const group = this.#flying;
    if (!group) return;
    this.#flying = null;
    if (error) this.#onFailure(group, error);
    else this.#onCommitted(group, depth);
    const canRetry = this.#backlog.length > 0 && this.#retryTimer === undefined;
    if (this.#pending.hits.length > 0 || canRetry) this.#schedule();
    else if (this.#settled()) this.#onSettled();
  }

  #onCommitted(group: Group, depth: number): void {
    clearTimeout(group.timer);
    this.#problem = null;
    if (this.counters.depth === 0) this.counters.waitingSinceMs = Date.now();
    this.counters.depth = depth;
    this.counters.commits += 1;
    this.counters.spooled += group.hits.length / hitFields;
    if (group.waiting.length > 0) this.#options.release(group.waiting, true, performance.now() - group.since);
  }

  #onFailure(group: Group, error: WireError): void {
    if (this.#problem !== error.message) this.#options.onProblem(error.message);
    this.#problem = error.message;
    this.#stopWaiting(group);
    const room = Math.max(0, this.#bufferMax - this.#backlog.length);
    if (group.hits.length > room) this.counters.dropped += (group.hits.length - room) / hitFields;
    this.#backlog = this.#backlog.concat(group.hits.length > room ? group.hits.slice(0, room) : group.hits);
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#schedule();
    }, retryMs);
  }

  /** The people go on; their hits stay. */
  #stopWaiting(group: Group): void {
    clearTimeout(group.timer);
    if (group.waiting.length === 0) return;
    const waiting = group.waiting;
    group.waiting = [];
    this.counters.deferred += waiting.length / 2;
    this.#options.release(waiting, false, performance.now() - group.since);
  }
}
