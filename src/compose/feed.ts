import { createLiveFeed, type LiveFeed, type NewHits } from '../core/scans/feed.ts';
import type { Store } from '../core/store.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';

export function createFeed(store: Store, log: Logger): LiveFeed {
  return createLiveFeed({
    store,
    clock: systemClock,
    onTrouble: (error) => log.warn({ err: error }, 'streams of scans were ended; their readers come again'),
  });
}

/** Lets the feed hear of what other nodes store; what this one does its drain tells. */
export function hearOtherNodes(feed: LiveFeed, store: Store, ownSpool: string): void {
  store.watchScans(
    (signals) => feed.tell(signals.filter((signal) => signal.spool !== ownSpool)),
    () => feed.interrupt(),
  );
}

/** @param stored workspace, code and id in turn */
export function tellOwnHits(feed: LiveFeed, stored: Float64Array): void {
  if (feed.counters.open === 0) return;
  const byCode = new Map<number, NewHits & { readonly ids: number[] }>();
  for (let at = 0; at < stored.length; at += 3) {
    const [workspace = 0, code = 0, id = 0] = stored.subarray(at, at + 3);
    const there = byCode.get(code) ?? { workspace, code, ids: [] };
    byCode.set(code, there);
    there.ids.push(id);
  }
  feed.tell([...byCode.values()]);
}
