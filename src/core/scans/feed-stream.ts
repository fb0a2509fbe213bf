import type { Core } from '../core.ts';
import { AppError } from '../errors.ts';
import type { FeedBatch, FeedListener } from './feed.ts';
import { findReplay, isReplayed, type Replay, readReplay } from './feed-replay.ts';
import type { FeedWish } from './feed-wish.ts';
import { firstScanIdAt, timeOfScanId } from './id.ts';

/** What a stream hands on: hits, or the word that too many were missed to be told again. */
export type FeedPart =
  | { readonly is: 'hits'; readonly batch: FeedBatch }
  | { readonly is: 'gap'; readonly sinceMs: number };

export interface FeedStream {
  /** What is there, as soon as there is something; null at the end. One call at a time. */
  next(): Promise<readonly FeedPart[] | null>;
  /** Frees what it holds: its reader has gone. */
  close(): void;
  /** Ends it if its reader may not listen any more; to be asked now and then where a session is what it listens by. */
  look(): Promise<void>;
  /** As `close`, but its reader is still there and hears of it by `onEnd`. */
  end(): void;
}

export interface FeedRequest extends FeedWish, Pick<FeedListener, 'access'> {
  /** The last hit that the caller has seen before, to go on from there. */
  readonly afterId: number | undefined;
  /** Called once, when the stream ends by itself; what waits in it is given up. */
  readonly onEnd: () => void;
}

/** A hit can be stored behind newer ones, when its node was busy or the database away. */
const replayOverlapMs = 600_000;
const replayHitsMax = 10_000;
/** Hits that wait for a reader; one that lets more gather is too slow. */
const queueHitsMax = 1_000;

/**
 * Hits from now on, and before them those since `afterId`, less the overlap. Undefined when too many listen.
 * @throws {AppError} unauthorized when the key or session has ended meanwhile, or the code or folder
 */
export async function openFeedStream(core: Core, request: FeedRequest): Promise<FeedStream | undefined> {
  const stream = new QueuedStream(core, request);
  // Added before anything is read: what is stored from here on comes by itself.
  if (!core.feed.add(stream)) return undefined;
  try {
    if (!(await core.feed.guard.admit(stream)))
      throw new AppError('unauthorized', 'The key, the session, the code or the folder has just ended.');
    if (request.afterId !== undefined) await stream.catchUp(request.afterId);
    return stream;
  } catch (error) {
    stream.close();
    throw error;
  }
}

class QueuedStream implements FeedStream, FeedListener {
  readonly access;
  readonly code;
  readonly tag;
  readonly folderId;
  readonly all;
  readonly accepts;
  readonly #core: Core;
  readonly #onEnd: () => void;
  #queue: FeedPart[] = [];
  #queued = 0;
  #hasEnded = false;
  #wake: (() => void) | undefined;
  #replay: Replay | undefined;
  #steps: AsyncGenerator<readonly FeedBatch[]> | undefined;

  constructor(core: Core, request: FeedRequest) {
    this.access = request.access;
    this.code = request.code;
    this.tag = request.tag;
    this.folderId = request.folderId;
    this.all = request.all;
    this.accepts = request.accepts;
    this.#core = core;
    this.#onEnd = request.onEnd;
  }

  async catchUp(afterId: number): Promise<void> {
    const sinceMs = timeOfScanId(afterId) - replayOverlapMs;
    const replay = await findReplay(this.#core.store, this, firstScanIdAt(sinceMs), replayHitsMax);
    if (replay === undefined) {
      this.#queue.unshift({ is: 'gap', sinceMs });
      return;
    }
    this.#replay = replay;
    this.#steps = readReplay(this.#core.store, this, replay);
  }

  hear(batch: FeedBatch): void {
    if (this.#hasEnded) return;
    this.#queued += batch.rows.length;
    if (this.#queued > queueHitsMax) return this.end();
    this.#queue.push({ is: 'hits', batch });
    this.#wake?.();
  }

  async look(): Promise<void> {
    if (!this.#hasEnded) await this.#core.feed.guard.look(this);
  }

  end(): void {
    if (this.#hasEnded) return;
    this.close();
    this.#onEnd();
  }

  close(): void {
    this.#hasEnded = true;
    this.#core.feed.remove(this);
    this.#queue = [];
    this.#replay = undefined;
    this.#steps = undefined;
    this.#wake?.();
  }

  async next(): Promise<readonly FeedPart[] | null> {
    for (;;) {
      if (this.#hasEnded) return null;
      const parts = (await this.#nextStep()) ?? this.#takeQueue();
      if (parts.length > 0 && !this.#hasEnded) return this.#count(parts);
      if (parts.length > 0 || this.#hasEnded) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Of the replay, while it lasts. */
  async #nextStep(): Promise<readonly FeedPart[] | undefined> {
    if (this.#steps === undefined) return undefined;
    const { done, value } = await this.#steps.next();
    if (!done) return value.map((batch) => ({ is: 'hits', batch }));
    this.#steps = undefined;
    return undefined;
  }

  #takeQueue(): readonly FeedPart[] {
    const taken = this.#queue;
    this.#queue = [];
    this.#queued = 0;
    const replay = this.#replay;
    return replay === undefined ? taken : taken.flatMap((part) => withoutReplayed(part, replay));
  }

  #count(parts: readonly FeedPart[]): readonly FeedPart[] {
    for (const part of parts) if (part.is === 'hits') this.#core.feed.counters.sent += part.batch.rows.length;
    return parts;
  }
}

/** The very same part where nothing of it was replayed, since what it looks like is made once for everyone. */
function withoutReplayed(part: FeedPart, replay: Replay): readonly FeedPart[] {
  if (part.is === 'gap') return [part];
  const { batch } = part;
  const rows = batch.rows.filter((row) => !isReplayed(replay, row.id));
  if (rows.length === batch.rows.length) return [part];
  return rows.length === 0 ? [] : [{ is: 'hits', batch: { ...batch, rows } }];
}
