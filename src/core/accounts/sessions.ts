import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { User } from '../workspaces/workspace.ts';
import { endSessions } from './accounts.ts';
import { fieldIs } from './store-port.ts';

/** A browser that somebody is signed in with. Of where it is, nothing is kept. */
export interface BrowserSession {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: number;
  /** UTC ms, to ten minutes. */
  readonly lastSeenAt: number;
}

/** The one used last comes first. */
export async function listSessions(core: Core, user: User): Promise<readonly BrowserSession[]> {
  const live = { field: 'expiresAt', operator: 'gt', value: core.clock.now() } as const;
  const order = { sortBy: { field: 'updatedAt', direction: 'desc' }, limit: 100 } as const;
  const rows = await core.store.accounts.list('session', [fieldIs('userId', user.id), live], order);
  return rows.map((row) => ({
    id: String(row.id),
    userAgent: String(row.userAgent),
    createdAt: Number(row.createdAt),
    lastSeenAt: Number(row.updatedAt),
  }));
}

/** At once: sessions are asked for at each request. */
export async function revokeSession(core: Core, user: User, id: string): Promise<void> {
  const own = [fieldIs('id', id), fieldIs('userId', user.id)];
  const removed = await core.store.transact((tx) => tx.accounts.remove('session', own));
  if (removed.length === 0) throw notFound('Session');
}

/** @returns how many */
export function revokeOtherSessions(core: Core, user: User, sessionId: string): Promise<number> {
  return core.store.transact((tx) => endSessions(tx, user.id, sessionId));
}

/** A session is written to at most once in this time, so that using one does not cost a write each. */
const touchEveryMs = 600_000;

/** A request that only reads must not fail because this cannot be written, as on a full disk. */
export async function touchSession(core: Core, id: string, lastSeenAt: number): Promise<void> {
  const at = core.clock.now();
  if (at - lastSeenAt < touchEveryMs) return;
  const touch = core.store.transact((tx) =>
    tx.accounts.update('session', [fieldIs('id', id)], { updatedAt: at }),
  );
  await touch.catch(() => undefined);
}

/** When each user was seen last, of those who are signed in somewhere. UTC ms, to ten minutes. */
export async function lastSeenOfUsers(core: Core): Promise<ReadonlyMap<string, number>> {
  const rows = await core.store.accounts.list('session', [], {
    sortBy: { field: 'updatedAt', direction: 'asc' },
  });
  return new Map(rows.map(({ userId, updatedAt }) => [String(userId), Number(updatedAt)]));
}
