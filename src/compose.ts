import { join } from 'node:path';
import { createPasswordThread } from './compose/accounts.ts';
import {
  openNodeRequestLog,
  startNodeDrain,
  startNodeEraser,
  startNodeSealer,
  startUpkeep,
  watchNodeDisk,
} from './compose/background.ts';
import { countImages } from './compose/count-images.ts';
import { createFeed, hearOtherNodes } from './compose/feed.ts';
import { ImageThreads } from './compose/image-threads.ts';
import {
  createCore,
  createLinks,
  createNodeIds,
  openNodeSpool,
  openNodeStore,
  withFollower,
} from './compose/parts.ts';
import { createNodeServer, type ServerParts } from './compose/server.ts';
import { createStatisticsThread, openStatisticsHere } from './compose/statistics.ts';
import type { Config } from './config/config.ts';
import type { Core } from './core/core.ts';
import type { AgentFacts } from './core/scans/reclassify.ts';
import type { PackStore } from './core/stats/port.ts';
import type { ScanSink } from './core/store.ts';
import { ensureDefaultWorkspace } from './core/workspaces/create.ts';
import { parseAgent } from './ingest/enrich/agents.ts';
import type { Eraser } from './ingest/eraser.ts';
import { prepareDataDir, readSecret } from './runtime/data-dir.ts';
import { createHealth } from './runtime/health.ts';
import type { Logger } from './runtime/logger.ts';
import { createMetrics } from './runtime/metrics.ts';
import { migrateStore, openPackStore, openScanSink, type StoreOptions } from './store/open.ts';

/** The running program. Everything is wired here and in `compose/`, and nothing else knows everything. */
export interface Program {
  /** Where it listens; the port is the real one once started. */
  readonly url: string;
  readonly core: Core;
  /** Resolves when requests are answered. */
  start(): Promise<void>;
  /** Stops taking requests, finishes those under way, and leaves no answered scan behind that is not on disk. */
  stop(): Promise<void>;
}

/** The product without a server, for commands that run beside one. */
export async function openCore(config: Config, log: Logger): Promise<{ core: Core; close(): Promise<void> }> {
  await migrate(config);
  const options = storeOptionsOf(config);
  const store = await openNodeStore(options, log);
  const statistics = openStatisticsHere(options);
  const images = new ImageThreads({ queue: config.imageQueue, log });
  const passwords = createPasswordThread(log);
  const core = createCore(config, { store, statistics, feed: createFeed(store, log), images, passwords });
  await ensureDefaultWorkspace(core);
  return {
    core,
    async close() {
      await statistics.close();
      await images.close();
      await passwords.close();
      await store.close();
    },
  };
}

export async function migrate(config: Config): Promise<{ from: number; to: number; backup: string | null }> {
  await prepareDataDir(config.dataDir);
  return migrateStore(storeOptionsOf(config));
}

export function openSink(config: Config): Promise<ScanSink> {
  return openScanSink(storeOptionsOf(config));
}

/** Packs of statistics, beside a running server. On SQLite it blocks the calling thread. */
export function openPacks(config: Config): Promise<PackStore> {
  return openPackStore(storeOptionsOf(config));
}

/** What the drain reads in a user-agent string, for commands. */
export const readAgent: (userAgent: string) => AgentFacts = parseAgent;

export function storeOptionsOf(config: Config): StoreOptions {
  const file = join(config.dataDir, 'quietzone.db');
  const { databaseUrl, clickhouseUrl, scanDurability } = config;
  return { url: databaseUrl ?? '', clickhouseUrl: clickhouseUrl ?? '', file, durability: scanDurability };
}

export async function compose(config: Config, log: Logger): Promise<Program> {
  await prepareDataDir(config.dataDir);
  const secret = await readSecret(config.dataDir);
  const options = storeOptionsOf(config);
  const metrics = createMetrics();
  const spool = await openNodeSpool(config, log, metrics);
  if (options.url === '') await migrateStore(options);
  const store = await openNodeStore(options, log);
  let eraser: Eraser | undefined;
  const ids = createNodeIds(spool, store.engine === 'sqlite');
  const { links, pictures, follower } = createLinks({ config, log, store, spool, ids }, () => eraser?.wake());
  const statistics = createStatisticsThread(options, log);
  const feed = createFeed(store, log);
  hearOtherNodes(feed, store, spool.state.spoolId);
  const images = new ImageThreads({ queue: config.imageQueue, log });
  const passwords = createPasswordThread(log);
  const slow = { statistics, images: countImages(images, metrics), passwords };
  const inner = createCore(config, { store, feed, ...slow });
  const upkeep = await startUpkeep({ core: inner, options, spool, ids, follower, secret, log });
  eraser = startNodeEraser(config, log, inner);
  const sealer = startNodeSealer(log, metrics, spool, options, upkeep.reached, () => store.scans.sealing());
  const drain = startNodeDrain(config, log, metrics, spool, options, sealer, feed);
  const health = createHealth();
  const disk = watchNodeDisk(config, log, metrics, health);
  const core = { ...inner, store: withFollower(store, follower, log) };
  const requestLog = openNodeRequestLog(store, log);
  const parts = {
    ...{ core, store, spool, links, images, pictures, ids },
    ...{ upkeep, drain, sealer, health, metrics, requestLog },
  };
  const { server, setServing } = createNodeServer(config, log, parts);
  let port = config.port;
  return {
    core,
    get url() {
      return `http://localhost:${port}`;
    },
    async start() {
      port = await server.listen(config.port, config.host);
      setServing(true);
    },
    async stop() {
      setServing(false);
      // Streams never end by themselves.
      feed.close();
      await server.close(Math.min(3_000, config.shutdownMs / 5));
      disk.stop();
      const threads = [eraser, sealer].map((one) => one?.stop());
      const asked = [statistics, images, passwords].map((one) => one.close());
      await putAway({ ...parts, log, shutdownMs: config.shutdownMs }, [...threads, ...asked]);
    },
  };
}

type Running = Pick<ServerParts, 'upkeep' | 'spool' | 'drain' | 'store' | 'requestLog'> & {
  readonly log: Logger;
  readonly shutdownMs: number;
};

/**
 * What was accepted goes onto the disk, and into the store while there is time.
 * @param ending what ends meanwhile
 */
async function putAway(running: Running, ending: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  const { spool, drain, log } = running;
  const noted = running.requestLog.close();
  // The shares add up to less than the whole, which the caller watches over.
  const eighthMs = running.shutdownMs / 8;
  running.upkeep.stop();
  await within(eighthMs, Promise.all(ending));
  // First onto the disk, deferred hits as well; only then is it known what is left to drain.
  await spool.settle(2 * eighthMs);
  await drainRest(spool, 2 * eighthMs);
  await drain.stop();
  const lost = await spool.close(0);
  if (lost > 0) log.error({ hits: lost }, 'hits were lost: they could not be written before the end');
  await within(eighthMs / 2, noted);
  await within(eighthMs / 2, running.store.close());
}

/** A database that is silent must not hold up the end, nor what comes before it. */
function within(timeoutMs: number, work: Promise<unknown>): Promise<unknown> {
  const over = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
  return Promise.race([work.catch(() => undefined), over]);
}

/** What is spooled goes into the store while there is time; the rest is there at the next start. */
async function drainRest(spool: { counters: { depth: number } }, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (spool.counters.depth > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
