import type { LiveFeed } from '../core/scans/feed.ts';
import type { ScanIds } from '../core/scans/id.ts';
import type { Store } from '../core/store.ts';
import type { PictureCache } from '../http/images/cache.ts';
import type { Drain } from '../ingest/drain/drain.ts';
import type { Sealer } from '../ingest/sealer/sealer.ts';
import type { Spool } from '../ingest/spool/spool.ts';
import type { RedirectCounters } from '../redirect/front.ts';
import type { Health, HealthReport } from '../runtime/health.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { ImageThreads } from './image-threads.ts';

export interface OperationsParts {
  readonly store: Store;
  readonly spool: Spool;
  readonly drain: Drain;
  readonly sealer: Sealer;
  readonly feed: LiveFeed;
  readonly ids: ScanIds;
  readonly images: Pick<ImageThreads, 'states'>;
  readonly pictures: PictureCache;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly redirects: RedirectCounters;
  /** Whether the address of short links is the operator's own. */
  readonly baseUrlSet: boolean;
  /** Whether this server takes requests: false while it starts and stops. */
  readonly serving: () => boolean;
  /** Whether codes can be found at all: the store has been seen once, or the node's own map is there. */
  readonly hasLinks: () => boolean;
}

/** How the running program is, for `/healthz`, `/readyz` and `/metrics`. */
export function createOperations(parts: OperationsParts) {
  return {
    async health(): Promise<HealthReport> {
      await judge(parts);
      return parts.health.report();
    },
    hits() {
      const { deferred, dropped } = parts.spool.counters;
      return { deferred, dropped };
    },
    baseUrlSet: parts.baseUrlSet,
    /** A node that can redirect is ready, also while the database is away. */
    ready: () => Promise.resolve(parts.serving() && parts.hasLinks()),
    async metricsText(): Promise<string> {
      copyCounters(parts);
      return parts.metrics.text();
    },
    recordCall(call: { surface: string; route: string; method: string; status: number; ms: number }) {
      parts.metrics.apiRequest(call.surface, `${call.method} ${call.route}`, call.status, call.ms / 1000);
    },
  };
}

const clockAheadMaxMs = 10_000;

async function judge({ store, spool, drain, sealer, ids, health, hasLinks }: OperationsParts): Promise<void> {
  const spoolProblem = spool.problem();
  const { dropped, deferred } = spool.counters;
  if (spoolProblem !== null) health.set('spool', 'degraded', `Scans cannot be written: ${spoolProblem}`);
  else if (dropped > 0) health.set('spool', 'degraded', `${dropped} hits were lost since the start`);
  else health.set('spool', 'ok', deferred > 0 ? `${deferred} hits were deferred since the start` : undefined);
  const answers = await answersSoon(store);
  const away = 'The database does not answer; known codes redirect';
  if (answers) health.set('database', 'ok');
  else health.set('database', hasLinks() ? 'degraded' : 'down', away);
  const drainProblem = drain.problem();
  if (drainProblem === null) health.set('drain', 'ok');
  else health.set('drain', 'degraded', `Scans wait in the spool: ${drainProblem}`);
  const sealProblem = sealer.problem();
  if (sealProblem === null) health.set('statistics', 'ok');
  else health.set('statistics', 'degraded', `Days cannot be sealed: ${sealProblem}`);
  const aheadMs = ids.aheadMs();
  if (aheadMs > clockAheadMaxMs) health.set('clock', 'degraded', `The clock went back by ${aheadMs} ms`);
  else health.set('clock', 'ok');
}

/** Whoever asks for the health gives up after a few seconds; a silent database must not look like a dead server. */
const pingMs = 2_000;

function answersSoon(store: Store): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pingMs, false);
    store
      .ping()
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer));
  });
}

function copyCounters(parts: OperationsParts): void {
  const { metrics, redirects, spool, sealer, feed } = parts;
  copyImageCounters(parts);
  metrics.redirects('redirected', 302).count = redirects.redirected;
  metrics.redirects('page', 200).count = redirects.pages;
  metrics.redirects('paused', 200).count = redirects.paused;
  metrics.redirects('expired', 410).count = redirects.expired;
  metrics.redirects('trashed', 200).count = redirects.trashed;
  metrics.redirects('suspended', 200).count = redirects.suspended;
  metrics.redirects('unknown', 404).count = redirects.unknown;
  metrics.redirects('unavailable', 503).count = redirects.unavailable;
  metrics.scansDeferred.count = spool.counters.deferred;
  metrics.scansDropped.count = spool.counters.dropped;
  metrics.setSpoolDepth(spool.counters.depth);
  const { depth, waitingSinceMs } = spool.counters;
  metrics.setDrainLag(depth === 0 ? 0 : (Date.now() - waitingSinceMs) / 1000);
  metrics.setStreamsOpen(feed.counters.open);
  metrics.streamedHits.count = feed.counters.sent;
  const sealedUntilMs = sealer.sealedUntilMs();
  if (sealedUntilMs !== undefined) metrics.setSealedLag((Date.now() - sealedUntilMs) / 1000);
}

function copyImageCounters({ metrics, images, pictures }: OperationsParts): void {
  for (const { thread, waiting, refused, deaths } of images.states()) {
    metrics.setImageJobsWaiting(thread, waiting);
    metrics.imageJobsRefused(thread).count = refused;
    metrics.imageThreadDeaths(thread).count = deaths;
  }
  metrics.setPictureCacheBytes(pictures.bytes);
  metrics.pictureCacheHits.count = pictures.counters.hits;
}
