import { dayMs } from '../core/stats/month.ts';
import type { Store } from '../core/store.ts';
import { dayOf, newSalt } from './enrich/visitor.ts';
import type { Spool } from './spool/spool.ts';

const hourMs = 3_600_000;

/**
 * Brings the salts of today and tomorrow to the spool, so that all nodes hash alike and none needs the store
 * at midnight; asking destroys those of past days.
 */
export async function refreshSalts(store: Store, spool: Spool, nowMs: number): Promise<void> {
  const days = [dayOf(nowMs), dayOf(nowMs + dayMs)];
  const salts = await store.transact((tx) => tx.nodes.salts(days, newSalt));
  await spool.setSalts([...salts]);
}

export const saltsRefreshMs = hourMs;
