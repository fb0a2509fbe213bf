import type { SessionAccess } from '../accounts/sessions.ts';
import type { Code } from '../codes/code.ts';
import type { Clock } from '../core.ts';
import { AppError } from '../errors.ts';
import type { KeyAccess } from '../keys/authenticate.ts';
import type { ScanSignal, Store } from '../store.ts';
import { createFeedGuard, type FeedGuard } from './feed-guard.ts';
import { readRowsOf } from './feed-rows.ts';
import { chooseRows, type FeedWish, isOfCode } from './feed-wish.ts';
import { classesOf, classOfFlags, scanClass } from './hit.ts';
import type { ScanRow } from './scan.ts';

/** Hits of one code, ascending by id. Listeners without filters that see the same are handed the same object. */
export interface FeedBatch {
  readonly code: Code;
  readonly rows: readonly ScanRow[];
  /** Whether hits that are no scans are among them. */
  readonly all: boolean;
}

/** By what somebody may listen: an API key, or a session of the dashboard. */
export type FeedAccess = KeyAccess | SessionAccess;

/** Somebody who wants to hear of new hits. */
export interface FeedListener extends FeedWish {
  readonly access: FeedAccess;
  hear(batch: FeedBatch): void;
  /** Nothing more will come, and hits may have been missed. Called once. */
  end(): void;
}

export type NewHits = Pick<ScanSignal, 'workspace' | 'code' | 'ids'>;

/**
 * Hands new hits on to whoever listens. Nodes tell which hits they have stored; their rows are read once, whoever
 * listens, and not at all when nobody does. Each listener hears of each hit once, in the order in which hits were
 * stored, roughly. Where hits may have been missed the listeners are ended, so that they come again and catch up.
 */
export interface LiveFeed {
  /** False when as many listen already as may. @throws {AppError} unavailable when the server stops */
  add(listener: FeedListener): boolean;
  remove(listener: FeedListener): void;
  /** Sees that a listener ends with its key, its user's rights and its code. */
  readonly guard: FeedGuard;
  tell(signals: readonly NewHits[]): void;
  /** Ends everyone: hits may have been stored that nobody was told of. */
  interrupt(): void;
  /** As `interrupt`, and nobody is let in again. */
  close(): void;
  readonly counters: FeedCounters;
}

export interface FeedCounters {
  open: number;
  /** Hits handed to listeners, each time they were. */
  sent: number;
}

export const feedLimits = {
  /** By keys; as many again by sessions, so that the pages that are open do not shut programs out. */
  listenersPerWorkspace: 10,
  listeners: 500,
  /** Hits that were told of and are not read yet. A store that is that far behind makes everyone catch up. */
  waiting: 200_000,
};

export interface LiveFeedOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  return new StoreFeed(options);
}

/** Those who listen to codes of one workspace. */
interface Room {
  readonly workspaceId: string;
  readonly listeners: Set<FeedListener>;
}

class StoreFeed implements LiveFeed {
  readonly counters: FeedCounters = { open: 0, sent: 0 };
  readonly guard: FeedGuard;
  readonly #options: LiveFeedOptions;
  /** By `num` of the workspace. */
  readonly #rooms = new Map<number, Room>();
  /** Ids to read by code, by workspace. */
  #waiting = new Map<number, Map<number, number[]>>();
  #waitingHits = 0;
  #isReading = false;
  #isClosed = false;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
    const listeners = () => [...this.#rooms.values()].flatMap((room) => [...room.listeners]);
    this.guard = createFeedGuard(options, listeners, (error) => this.#fail(error));
  }

  add(listener: FeedListener): boolean {
    if (this.#isClosed) throw new AppError('unavailable', 'The server stops. Try again in a moment.');
    const { num, id } = listener.access.workspace;
    const room = this.#rooms.get(num) ?? { workspaceId: id, listeners: new Set() };
    if (this.counters.open >= feedLimits.listeners) return false;
    const alike = [...room.listeners].filter((one) => isBySession(one) === isBySession(listener));
    if (alike.length >= feedLimits.listenersPerWorkspace) return false;
    room.listeners.add(listener);
    this.#rooms.set(num, room);
    this.counters.open += 1;
    return true;
  }

  remove(listener: FeedListener): void {
    const { num } = listener.access.workspace;
    const room = this.#rooms.get(num);
    if (!room?.listeners.delete(listener)) return;
    this.counters.open -= 1;
    if (room.listeners.size === 0) this.#rooms.delete(num);
  }

  tell(signals: readonly NewHits[]): void {
    for (const signal of signals) if (this.#isWanted(signal)) this.#put(signal);
    if (this.#waitingHits > feedLimits.waiting) this.interrupt();
    else if (this.#waitingHits > 0 && !this.#isReading) void this.#readAll();
  }

  interrupt(): void {
    this.#waiting = new Map();
    this.#waitingHits = 0;
    for (const { listeners } of [...this.#rooms.values()]) for (const each of [...listeners]) each.end();
  }

  close(): void {
    this.#isClosed = true;
    this.interrupt();
  }

  #isWanted({ workspace, code }: NewHits): boolean {
    const room = this.#rooms.get(workspace);
    if (room === undefined) return false;
    // Whether it has the tag, or is in the folder, is seen when it is read.
    return [...room.listeners].some((listener) => listener.code === undefined || listener.code.num === code);
  }

  #put({ workspace, code, ids }: NewHits): void {
    const codes = this.#waiting.get(workspace) ?? new Map<number, number[]>();
    this.#waiting.set(workspace, codes);
    const there = codes.get(code) ?? [];
    codes.set(code, there);
    for (const id of ids) there.push(id);
    this.#waitingHits += ids.length;
  }

  /** One pass after the other: what is told meanwhile is read together. Never rejects. */
  async #readAll(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#waitingHits > 0) {
        const taken = this.#waiting;
        this.#waiting = new Map();
        this.#waitingHits = 0;
        for (const [workspace, idsByCode] of taken) await this.#readCodes(workspace, idsByCode);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isReading = false;
    }
  }

  #fail(error: unknown): void {
    this.#options.onTrouble(error);
    this.interrupt();
  }

  async #readCodes(workspace: number, idsByCode: ReadonlyMap<number, number[]>): Promise<void> {
    const room = this.#rooms.get(workspace);
    if (room === undefined) return;
    const { store } = this.#options;
    for (const code of await store.codes.findByNums(room.workspaceId, [...idsByCode.keys()])) {
      const listeners = [...room.listeners].filter((listener) => isOfCode(listener, code));
      if (listeners.length === 0) continue;
      const ids = idsByCode.get(code.num)?.sort((a, b) => a - b) ?? [];
      const isAllWanted = listeners.some((listener) => listener.all);
      const classes = classesOf(isAllWanted ? 'all' : 'scans');
      for await (const rows of readRowsOf(store, code.num, ids, classes)) this.#handOut(room, code, rows);
    }
  }

  #handOut(room: Room, code: Code, rows: readonly ScanRow[]): void {
    const everything: FeedBatch = { code, rows, all: true };
    const scans = { code, rows: rows.filter((row) => classOfFlags(row.flags) === scanClass), all: false };
    for (const listener of [...room.listeners]) {
      const batch = listener.all ? everything : scans;
      if (!isOfCode(listener, code)) continue;
      const chosen = chooseRows(listener, batch.rows);
      if (chosen.length > 0) listener.hear(chosen === batch.rows ? batch : { ...batch, rows: chosen });
    }
  }
}

function isBySession({ access }: FeedListener): boolean {
  return 'sessionId' in access;
}
