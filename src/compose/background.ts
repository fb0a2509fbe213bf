import type { Config } from '../config/config.ts';
import type { Core } from '../core/core.ts';
import { AppError } from '../core/errors.ts';
import type { LiveFeed } from '../core/scans/feed.ts';
import type { Store } from '../core/store.ts';
import { ensureDefaultWorkspace } from '../core/workspaces/create.ts';
import { type Drain, startDrain } from '../ingest/drain/drain.ts';
import { type Eraser, startEraser } from '../ingest/eraser.ts';
import { refreshSalts, saltsRefreshMs } from '../ingest/salts.ts';
import { type Sealer, startSealer } from '../ingest/sealer/sealer.ts';
import type { Spool } from '../ingest/spool/spool.ts';
import type { Follower } from '../redirect/follow.ts';
import { systemClock } from '../runtime/clock.ts';
import { describeSpace, watchDisk } from '../runtime/disk-watch.ts';
import type { Health } from '../runtime/health.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { systemRandom } from '../runtime/random.ts';
import { StartError } from '../runtime/start-error.ts';
import { migrateStore, type StoreOptions } from '../store/open.ts';
import type { DrainThreadOptions } from './drain-thread.ts';
import { tellOwnHits } from './feed.ts';
import type { NodeIds } from './parts.ts';
import { openRequestLog, type RequestLog } from './request-log.ts';
import type { SealerThreadOptions } from './sealer-thread.ts';

const batchMax = 2_000;

export function startNodeDrain(
  config: Config,
  log: Logger,
  metrics: Metrics,
  spool: Spool,
  store: StoreOptions,
  sealer: Sealer,
  feed: LiveFeed,
): Drain {
  const options: DrainThreadOptions = {
    dataDir: config.dataDir,
    spoolId: spool.state.spoolId,
    repeatWindowMs: config.repeatWindowMs,
    batchMax,
    store,
  };
  return startDrain({
    entry: entryOf('drain-thread'),
    options,
    spool,
    onStored(batch) {
      spool.counters.waitingSinceMs = Date.now() - batch.lagMs;
      metrics.scansStored(new Map(batch.byClass));
      metrics.scansOrphaned.count += batch.orphaned;
      sealer.noteStored(batch.oldestMs);
      if (batch.untold) feed.interrupt();
      else tellOwnHits(feed, batch.stored);
    },
    onLost: () => feed.interrupt(),
    onTrouble: (message) => log.warn({ reason: message }, 'scans wait in the spool'),
  });
}

/** The threads run from the sources in development and from the build in production. */
function entryOf(name: string): URL {
  return new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
}

export function startNodeSealer(
  log: Logger,
  metrics: Metrics,
  spool: Spool,
  store: StoreOptions,
  ready: () => boolean,
  look: () => ReturnType<Store['scans']['sealing']>,
): Sealer {
  const options: SealerThreadOptions = { node: spool.state.spoolId, store };
  return startSealer({
    entry: entryOf('sealer-thread'),
    ...{ options, ready, look, now: systemClock.now },
    onRun({ worked, hits, packs }) {
      metrics.hitsSealed.count += hits;
      metrics.packsWritten.count += packs;
      if (worked) log.info({ hits, packs }, 'days that are over were sealed');
    },
    onTrouble(message) {
      metrics.sealErrors.count += 1;
      log.warn({ reason: message }, 'days could not be sealed; it is tried again, and statistics stay exact');
    },
  });
}

export interface StoreUpkeep {
  /** Whether the store has been reached since the start. */
  reached(): boolean;
  /** What sessions are signed with. @throws {AppError} unavailable before the store is reached */
  secret(): string;
  stop(): void;
}

export interface UpkeepParts {
  readonly core: Core;
  readonly options: StoreOptions;
  readonly spool: Spool;
  readonly ids: NodeIds;
  readonly follower: Follower;
  /** The secret of this server, for a database that has none yet. */
  readonly secret: string;
  readonly log: Logger;
}

const retryMs = 2_000;
/** Longer than a database is usually away. It is not given back at the end: the node may start again without it. */
const leaseMs = 6 * 3_600_000;

/**
 * Brings the database up: migrations, the secret of the instance, first workspace, node number, salts, redirect map. A
 * PostgreSQL that is away at the start is waited for in the background, and known codes redirect meanwhile.
 */
export async function startUpkeep(parts: UpkeepParts): Promise<StoreUpkeep> {
  const { core, log, follower } = parts;
  let secret: string | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  const hourly = setInterval(() => void refresh(parts), saltsRefreshMs).unref();
  const tryAgain = () => {
    if (stopped) return;
    retry = setTimeout(() => {
      bringUp(parts).then(onReached, onStillAway);
    }, retryMs);
  };
  let reason = '';
  const onStillAway = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== reason) log.warn({ reason: message }, 'the database is not ready; it is tried again');
    reason = message;
    tryAgain();
  };
  const onReached = (found: string) => {
    secret = found;
    log.info('the database is there');
  };
  try {
    secret = await bringUp(parts);
  } catch (error) {
    const away =
      error instanceof AppError && error.code === 'unavailable' && core.store.engine === 'postgres';
    if (!away) throw error;
    log.warn({ reason: error.message }, 'the database is away; known codes redirect, and it is tried again');
    tryAgain();
  }
  core.store.watch(() => {
    if (secret !== undefined && !stopped)
      follower.catchUp().catch((error) => log.warn({ err: error }, 'the redirect map is behind'));
  });
  return {
    reached: () => secret !== undefined,
    secret() {
      if (secret !== undefined) return secret;
      throw new AppError('unavailable', 'The database was not reached yet: try again in a moment.');
    },
    stop() {
      stopped = true;
      clearInterval(hourly);
      clearTimeout(retry);
    },
  };
}

/** @returns the secret of the instance */
async function bringUp(parts: UpkeepParts): Promise<string> {
  const { from, to, backup } = await migrateStore(parts.options);
  if (from !== to) parts.log.info({ from, to, backup }, 'the database was brought to this version');
  const secret = await parts.core.store.transact((tx) => tx.nodes.secret(parts.secret));
  await ensureDefaultWorkspace(parts.core);
  if (parts.core.store.engine === 'postgres') await leaseNode(parts);
  await refreshSalts(parts.core.store, parts.spool, systemClock.now());
  await catchUpSoon(parts);
  return secret;
}

/** A node that is new copies every code first; scans need not wait for more than a moment of that, they ask the store. */
const copyPatienceMs = 200;

async function catchUpSoon({ follower, spool, log }: UpkeepParts): Promise<void> {
  const caughtUp = follower.catchUp();
  if (spool.state.meta.followed_seq) return caughtUp;
  caughtUp.catch((error) => log.warn({ err: error }, 'the redirect map is not complete yet'));
  await Promise.race([caughtUp, new Promise((resolve) => setTimeout(resolve, copyPatienceMs).unref())]);
}

async function leaseNode({ core, spool, ids }: UpkeepParts): Promise<void> {
  const node = await core.store.transact((tx) =>
    tx.nodes.leaseNode(spool.state.spoolId, systemClock.now(), leaseMs),
  );
  if (node === undefined) {
    throw new StartError(
      'All 32 node numbers are taken by servers of the last 6 hours; start again later, with the same DATA_DIR as before where there was one.',
    );
  }
  await spool.setMeta({ node: String(node) });
  ids.useNode(node);
}

async function refresh(parts: UpkeepParts): Promise<void> {
  try {
    if (parts.core.store.engine === 'postgres') await leaseNode(parts);
    await refreshSalts(parts.core.store, parts.spool, systemClock.now());
  } catch (error) {
    parts.log.warn({ err: error }, 'the hourly upkeep failed; it is tried again in an hour');
  }
}

export function startNodeEraser(config: Config, log: Logger, core: Core): Eraser {
  return startEraser({
    store: core.store,
    clock: systemClock,
    retentionDays: config.scanRetentionDays,
    agentRetentionDays: config.agentRetentionDays,
    onTrouble: (error) => log.warn({ err: error }, 'erasing goes on in a minute'),
  });
}

export function openNodeRequestLog(store: Store, log: Logger): RequestLog {
  return openRequestLog({
    store,
    now: systemClock.now,
    uuid: systemRandom.uuid,
    onTrouble: (error, dropped) =>
      log.warn({ err: error, dropped }, 'the log of API requests could not be written; it is tried again'),
  });
}

export function watchNodeDisk(config: Config, log: Logger, metrics: Metrics, health: Health) {
  return watchDisk({
    path: config.dataDir,
    log,
    onLook(low, space) {
      metrics.setDiskFree(space.freeBytes);
      health.set('disk', low ? 'degraded' : 'ok', describeSpace(space), space.freeBytes);
    },
  });
}
