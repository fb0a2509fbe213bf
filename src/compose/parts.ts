import type { Config } from '../config/config.ts';
import { settingsOf } from '../config/config.ts';
import type { Passwords } from '../core/accounts/passwords.ts';
import type { Core } from '../core/core.ts';
import type { Images } from '../core/designs/port.ts';
import { AppError } from '../core/errors.ts';
import { compileLink } from '../core/routing/link.ts';
import type { LiveFeed } from '../core/scans/feed.ts';
import { createScanIds, type ScanIds } from '../core/scans/id.ts';
import type { Statistics } from '../core/stats/question.ts';
import type { Store } from '../core/store.ts';
import { PictureCache } from '../http/images/cache.ts';
import { readNetworkLists } from '../ingest/enrich/networks.ts';
import { openSpool, type Spool } from '../ingest/spool/spool.ts';
import type { Answer, Reply, Timing } from '../redirect/answer.ts';
import { createFollower, type Follower, type NodeLinks } from '../redirect/follow.ts';
import { isLinkBlocked, type PreparedLink, prepareLink } from '../redirect/front.ts';
import { LinkMap } from '../redirect/link-map.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { systemRandom } from '../runtime/random.ts';
import { StartError } from '../runtime/start-error.ts';
import { openStore, type StoreOptions } from '../store/open.ts';
import { ThreadEnded } from '../store/sqlite/connection-thread.ts';
import { createMailer } from './accounts.ts';
import { createNodeLinks } from './node-links.ts';

/** How long drained hits stay in the spool at most, for the repeat rule after a restart. */
const keepMaxMs = 600_000;

export function createCore(
  config: Config,
  parts: { store: Store; statistics: Statistics; feed: LiveFeed; images: Images; passwords: Passwords },
): Core {
  const mailer = createMailer(config);
  return { ...parts, mailer, clock: systemClock, random: systemRandom, settings: settingsOf(config) };
}

/** @throws StartError when another server runs on the same data directory, or its file or a list cannot be read */
export async function openNodeSpool(config: Config, log: Logger, metrics: Metrics): Promise<Spool> {
  const { dataDir, scanDurability: durability, geoDb, repeatWindowMs, scanTiming } = config;
  try {
    return await openSpool({
      dataDir,
      durability,
      geoSetting: geoDb,
      keepMs: Math.min(keepMaxMs, repeatWindowMs),
      networks: readNetworkLists({ relays: config.relayNetworks, hosting: config.hostingNetworks }),
      release(waiting, durable, waitedMs) {
        const timing = scanTiming ? (durable ? 'durable' : 'deferred') : undefined;
        for (let at = 0; at < waiting.length; at += 2) {
          sendSafely(waiting[at] as Reply, waiting[at + 1] as Answer, timing, log);
        }
        metrics.redirectSeconds.observe(waitedMs / 1000, waiting.length / 2);
      },
      onProblem: (message) =>
        log.error({ reason: message }, 'scans cannot be written; they are kept and tried again'),
    });
  } catch (cause) {
    throw new StartError((cause as Error).message, { cause });
  }
}

/** One answer that cannot be sent must not keep the others of its group from theirs. */
function sendSafely(reply: Reply, answer: Answer, timing: Timing | undefined, log: Logger): void {
  try {
    reply.send(answer, timing);
  } catch (error) {
    log.error({ err: error }, 'an answer could not be sent');
  }
}

/** Ids of this node. The node's number may change while it runs, when the database hands out another. */
export interface NodeIds extends ScanIds {
  useNode(node: number): void;
  /** Whether the number is this node's: the only node's, or one that was handed out. */
  isOwn(): boolean;
}

export function createNodeIds(spool: Spool, isOnly: boolean): NodeIds {
  let isOwn = isOnly || spool.state.meta.node !== undefined;
  let node = Number(spool.state.meta.node ?? '0');
  let ids = createScanIds(systemClock.now, node, spool.state.lastHitId);
  return {
    next: () => ids.next(),
    aheadMs: () => ids.aheadMs(),
    isOwn: () => isOwn,
    useNode(fresh) {
      isOwn = true;
      if (fresh === node) return;
      node = fresh;
      ids = createScanIds(systemClock.now, node, ids.next());
    },
  };
}

export interface LinkParts {
  readonly links: LinkMap<PreparedLink>;
  /** Whatever of a code has changed, its picture may have: it is dropped with each change. */
  readonly pictures: PictureCache;
  readonly follower: Follower;
  /** Every code's place in the redirect map: made of the store's changes. */
  readonly nodeLinks: NodeLinks;
}

export interface LinkSourcesParts {
  readonly config: Config;
  readonly log: Logger;
  readonly store: Store;
  readonly spool: Spool;
  readonly ids: NodeIds;
}

export function createLinks(parts: LinkSourcesParts, onGone: () => void): LinkParts {
  const { config, log, store, spool, ids } = parts;
  const rules = settingsOf(config).content;
  const nodeLinks = createNodeLinks(spool);
  const pictures = new PictureCache(config.imageCacheBytes);
  const { followed_seq = '', link_rules = '', blocked_hosts = '[]' } = spool.state.meta;
  let blockedHosts: ReadonlySet<string> = new Set(JSON.parse(blocked_hosts) as string[]);
  const links = new LinkMap<PreparedLink>({
    now: systemClock.now,
    prepare: (link) => prepareLink(link, blockedHosts),
    sources: {
      local: (slugs) => nodeLinks.find(slugs),
      async store(slugs) {
        // Scans with another node's number could meet that node's scans and be taken for the same.
        if (!ids.isOwn()) throw new AppError('unavailable', 'this node has no number of its own yet');
        const found = new Map(
          (await store.codes.findByFoldedSlugs(slugs)).map((code) => [code.slug.toLowerCase(), code]),
        );
        return slugs.map((slug) => {
          const code = found.get(slug);
          return code ? compileLink(code, rules) : null;
        });
      },
    },
  });
  const follower = createFollower({
    store,
    links: nodeLinks,
    rules,
    state: { followed_seq, link_rules },
    onLink(slug, link) {
      links.put(slug, link);
      pictures.drop(slug);
      if (link === null) onGone();
    },
    onClear() {
      links.clear();
      pictures.clear();
    },
    onBlocked(hosts) {
      blockedHosts = new Set(hosts);
      return links.refresh(({ link, isBlocked }) => isLinkBlocked(link, blockedHosts) !== isBlocked);
    },
    onTrouble: (error) => log.warn({ err: error }, 'the redirect map could not be written'),
  });
  return { links, pictures, follower, nodeLinks };
}

/**
 * The store as the surfaces use it: a change is in this node's redirect map before its caller hears that it is
 * made, so that whoever edits a code and scans it sees the edit.
 */
export function withFollower(store: Store, follower: Follower, log: Logger): Store {
  return {
    ...store,
    async transact(work) {
      const result = await store.transact(work);
      await follower.catchUp().catch((error) => log.warn({ err: error }, 'the redirect map is behind'));
      return result;
    },
  };
}

export function openNodeStore(options: StoreOptions, log: Logger): Promise<Store> {
  return openStore(options, (error) => {
    log.warn({ err: error }, 'trouble with the database');
    // The end of the program, on purpose: its supervisor starts it anew, and answered scans are in the spool.
    if (error instanceof ThreadEnded)
      queueMicrotask(() => {
        throw error;
      });
  });
}
