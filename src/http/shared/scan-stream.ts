import type { Context } from 'hono';
import type { Core } from '../../core/core.ts';
import { invalid } from '../../core/errors.ts';
import { type FeedAccess, type FeedBatch, feedLimits } from '../../core/scans/feed.ts';
import {
  type FeedPart,
  type FeedRequest,
  type FeedStream,
  openFeedStream,
} from '../../core/scans/feed-stream.ts';
import type { FeedWish } from '../../core/scans/feed-wish.ts';
import type { ScanRow } from '../../core/scans/scan.ts';
import type { HttpEnv, Log } from './env.ts';
import { answerEvents, renderEvent } from './sse.ts';

type ScanStreamRequest = Omit<FeedRequest, 'onEnd'>;

/** How a surface tells of hits. */
export interface ScanWords {
  /** `data` of the event `scan`. */
  hit(row: ScanRow, batch: FeedBatch): unknown;
  /** `data` of the event `gap`: so many were missed that they are not told again. */
  gap(sinceMs: number, wish: FeedWish): unknown;
}

export interface ScanEvents extends ScanWords {
  /** Made once, however many listen. */
  readonly made: WeakMap<FeedBatch, Uint8Array>;
}

export function createScanEvents(words: ScanWords): ScanEvents {
  return { ...words, made: new WeakMap() };
}

/** Seconds after which a caller who has too many streams may ask again: one may have ended. */
export const fullSeconds = 10;

export const fullMessage = `Too many streams are open: a workspace may have ${feedLimits.listenersPerWorkspace} on this server, all together ${feedLimits.listeners}. Close one and try again.`;

/** @throws {AppError} validation_error for what is no id of a scan */
export function parseEventId(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw invalid(name, 'must be the id of an event of this stream');
  return id;
}

/** Undefined when too many listen. */
export async function answerScanStream<E extends HttpEnv>(
  core: Core,
  c: Context<E>,
  request: ScanStreamRequest,
  events: ScanEvents,
  log: Log,
): Promise<Response | undefined> {
  let onEnd = () => {};
  const stream = await openFeedStream(core, { ...request, onEnd: () => onEnd() });
  if (stream === undefined) return undefined;
  const stopWatch = watchRight(core, stream, request.access);
  const supply = {
    async next() {
      const parts = await stream.next();
      return parts && Buffer.concat(parts.map((part) => renderPart(part, request, events)));
    },
    close() {
      stopWatch();
      stream.close();
    },
  };
  const answer = answerEvents(c, supply, (error) => log('warn', { err: error }, 'a stream was ended'));
  onEnd = () => {
    stopWatch();
    answer.end();
  };
  return answer.response;
}

/** What no change tells of: that a key expires, and that a session ends. */
function watchRight(core: Core, stream: FeedStream, access: FeedAccess): () => void {
  return 'sessionId' in access ? lookAtSession(stream) : endAtExpiry(core, stream, access.key.expiresAt);
}

/** Whoever signs out hears nothing more after this time at the latest. */
const sessionLookMs = 2_000;

function lookAtSession(stream: FeedStream): () => void {
  let isLooking = false;
  const look = async () => {
    // A store that is slow is not asked once more meanwhile.
    if (isLooking) return;
    isLooking = true;
    // Where it cannot be told, the reader comes again and is asked who it is.
    await stream.look().catch(() => stream.end());
    isLooking = false;
  };
  const timer = setInterval(() => void look(), sessionLookMs);
  return () => clearInterval(timer);
}

/** The longest time that a timer can be set to (its delay is a 32-bit integer). */
const timerMaxMs = 2 ** 31 - 1;

function endAtExpiry(core: Core, stream: FeedStream, expiresAt: number | null): () => void {
  if (expiresAt === null) return () => {};
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = expiresAt - core.clock.now();
    if (leftMs <= 0) return stream.end();
    timer = setTimeout(wait, Math.min(leftMs, timerMaxMs));
  };
  wait();
  return () => clearTimeout(timer);
}

function renderPart(part: FeedPart, wish: FeedWish, events: ScanEvents): Uint8Array {
  if (part.is === 'gap')
    return Buffer.from(renderEvent({ event: 'gap', data: events.gap(part.sinceMs, wish) }));
  const { batch } = part;
  const there = events.made.get(batch);
  if (there !== undefined) return there;
  const texts = batch.rows.map((row) =>
    renderEvent({ event: 'scan', id: row.id, data: events.hit(row, batch) }),
  );
  const made = Buffer.from(texts.join(''));
  events.made.set(batch, made);
  return made;
}
