import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { dayMs } from '../stats/month.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import type { Access } from '../workspaces/access.ts';
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

/** A member's, by a session of the dashboard. */
export interface SessionAccess extends Access {
  readonly sessionId: string;
  readonly userId: string;
}

/** Whether the session goes on: nobody has ended it, and it is not over. */
export async function isSessionOpen(
  { accounts }: StoreReads,
  { sessionId, userId }: SessionAccess,
  nowMs: number,
): Promise<boolean> {
  const own = [fieldIs('id', sessionId), fieldIs('userId', userId)];
  const live = { field: 'expiresAt', operator: 'gt', value: nowMs } as const;
  return (await accounts.count('session', [...own, live])) > 0;
}

/** Of one user: more browsers than anybody has, and too few rows to fill a disk with. */
const sessionsMax = 50;

/** Within the transaction that inserts a session: what is over goes, and where there are many, the one unused longest. */
export async function makeRoomForSession(core: Core, tx: StoreWrites, userId: string): Promise<void> {
  await tx.workspaces.lockUser(userId);
  const own = fieldIs('userId', userId);
  const at = core.clock.now();
  await tx.accounts.remove('session', [own, { field: 'expiresAt', operator: 'lte', value: at }]);
  const order = { sortBy: { field: 'updatedAt', direction: 'desc' }, offset: sessionsMax - 1 } as const;
  const spare = (await tx.accounts.list('session', [own], order)).map(({ id }) => String(id));
  if (spare.length > 0) await tx.accounts.remove('session', [{ field: 'id', operator: 'in', value: spare }]);
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

/** A session ends this long after it was used last. */
export const sessionMs = 30 * dayMs;
/** And this long after it began, however often it is used: a stolen one is not for ever. */
const lifeMsMax = 180 * dayMs;

/**
 * A request that only reads must not fail because this cannot be written, as on a full disk.
 * @returns whether the session lasts longer now
 */
export async function touchSession(
  core: Core,
  { id, createdAt, lastSeenAt }: Pick<BrowserSession, 'id' | 'createdAt' | 'lastSeenAt'>,
): Promise<boolean> {
  const at = core.clock.now();
  if (at - lastSeenAt < touchEveryMs) return false;
  const fresh = { updatedAt: at, expiresAt: Math.min(at + sessionMs, createdAt + lifeMsMax) };
  const touch = core.store.transact((tx) => tx.accounts.update('session', [fieldIs('id', id)], fresh));
  return touch.then(
    (rows) => rows > 0,
    () => false,
  );
}

/** When each user was seen last, of those who are signed in somewhere. UTC ms, to ten minutes. */
export async function lastSeenOfUsers(core: Core): Promise<ReadonlyMap<string, number>> {
  const rows = await core.store.accounts.list('session', [], {
    sortBy: { field: 'updatedAt', direction: 'asc' },
  });
  return new Map(rows.map(({ userId, updatedAt }) => [String(userId), Number(updatedAt)]));
}
