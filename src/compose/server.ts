import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';
import type { Core } from '../core/core.ts';
import { findAddressProblem } from '../core/instance/address.ts';
import type { Store } from '../core/store.ts';
import type { Auth } from '../http/dashboard/auth/auth.ts';
import type { AuthOptions } from '../http/dashboard/auth/create.ts';
import type { PictureCache } from '../http/images/cache.ts';
import { createPictureFront } from '../http/images/front.ts';
import { createHttpServer } from '../http/server.ts';
import type { Log } from '../http/shared/env.ts';
import { createApp } from '../http/surfaces.ts';
import type { Drain } from '../ingest/drain/drain.ts';
import type { Sealer } from '../ingest/sealer/sealer.ts';
import type { Spool } from '../ingest/spool/spool.ts';
import { createFront, newRedirectCounters, type PreparedLink } from '../redirect/front.ts';
import type { LinkMap } from '../redirect/link-map.ts';
import { createClientAddress } from '../runtime/client-address.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Health } from '../runtime/health.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { version } from '../runtime/package-info.ts';
import { authOptionsOf } from './accounts.ts';
import type { StoreUpkeep } from './background.ts';
import type { ImageThreads } from './image-threads.ts';
import { createOperations } from './operations.ts';
import { createPages } from './pages.ts';
import type { NodeIds } from './parts.ts';
import { createPhonePages } from './phone-pages.ts';
import type { RequestLog } from './request-log.ts';

const assetsDir = fileURLToPath(new URL('../../dist/assets', import.meta.url));
const webDir = fileURLToPath(new URL('../../dist/web', import.meta.url));

export interface ServerParts {
  readonly core: Core;
  readonly store: Store;
  readonly spool: Spool;
  readonly links: LinkMap<PreparedLink>;
  readonly images: ImageThreads;
  readonly pictures: PictureCache;
  readonly ids: NodeIds;
  readonly upkeep: StoreUpkeep;
  readonly drain: Drain;
  readonly sealer: Sealer;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly requestLog: RequestLog;
}

/** The HTTP side: short links in front, every other surface behind. */
export function createNodeServer(config: Config, log: Logger, parts: ServerParts) {
  let serving = false;
  const { spool, links, pictures, ids, upkeep } = parts;
  const redirects = newRedirectCounters();
  const pages = createPages(systemClock.now);
  const clientAddress = createClientAddress({ trust: config.trustProxy, header: config.clientIpHeader });
  const say: Log = (level, fields, message) => log[level](fields, message);
  const operations = createOperations({
    ...parts,
    feed: parts.core.feed,
    redirects,
    baseUrlSet: config.baseUrlSet,
    serving: () => serving,
    hasLinks: () => upkeep.reached() || (spool.state.meta.followed_seq ?? '') !== '',
  });
  const front = createFront({
    ...{ links, ids, clientAddress, hits: spool, counters: redirects },
    pages,
    now: systemClock.now,
    onTrouble: (error) => log.warn({ err: error }, 'a scan was answered with "try again"'),
  });
  const app = createApp({
    ...{ core: parts.core, pictures, operations, clientAddress, assetsDir, webDir },
    version,
    corsOrigins: config.apiCorsOrigins,
    log: say,
    unauthorizedPerMinute: config.plans.free.requestsPerMinute,
    recordRequest: parts.requestLog.record,
    phonePages: createPhonePages(pages),
    openAuth: openOnce(() => ({
      ...{ core: parts.core, clientAddress, log: say },
      ...authOptionsOf(config, upkeep.secret()),
    })),
  });
  const problem = findAddressProblem(config.baseUrl, config.baseUrlSet);
  if (problem) log.warn(problem.detail);
  const server = createHttpServer({
    ...{ front, app, log: say },
    pictures: createPictureFront(pictures, operations.recordCall),
  });
  return {
    server,
    setServing(value: boolean) {
      serving = value;
    },
  };
}

/**
 * With the first visit of the dashboard: the library takes a quarter of a second and 60 MB, which no scan waits for.
 * @param getOptions throws while the database has never been reached, and is asked again then
 */
function openOnce(getOptions: () => AuthOptions): () => Promise<Auth> {
  let opening: Promise<Auth> | undefined;
  return async () => {
    if (opening !== undefined) return opening;
    const options = getOptions();
    opening = import('../http/dashboard/auth/create.ts').then(({ createAuth }) => createAuth(options));
    return opening;
  };
}
