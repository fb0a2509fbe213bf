import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import { type ApiKey, type Dialect, isUsable, keyPrefixes } from './key.ts';

export interface KeyAccess extends Access {
  readonly key: ApiKey;
}

/** Keys are written to at most once in this time, so that using one does not cost a write each. */
const touchEveryMs = 60_000;

/**
 * The key that a raw text is, or undefined for every reason alike: missing, malformed, of the other dialect,
 * unknown, revoked, expired, or of a user who has left the workspace. Asks the store each time: a key revoked
 * anywhere is dead at once.
 */
export async function authenticate(
  core: Core,
  dialect: Dialect,
  raw: string,
): Promise<KeyAccess | undefined> {
  if (!raw.startsWith(keyPrefixes[dialect]) || raw.length > 200) return undefined;
  const { keys, workspaces } = core.store;
  const key = await keys.findByHash(core.random.sha256(raw));
  const nowMs = core.clock.now();
  if (!key || key.dialect !== dialect || !isUsable(key, nowMs)) return undefined;
  const workspace = await workspaces.find(key.workspaceId);
  if (!workspace) return undefined;
  const member = key.userId === null ? undefined : await workspaces.findMember(workspace.id, key.userId);
  if (key.userId !== null && !member) return undefined;
  if (key.lastUsedAt === null || nowMs - key.lastUsedAt >= touchEveryMs) await touchKey(core, key, nowMs);
  const actor = { kind: 'key', id: key.id, name: key.name } as const;
  return { key, workspace, actor, role: member?.role ?? 'admin', readOnly: false };
}

/** A request that only reads must not fail because this cannot be written, as on a full disk. */
async function touchKey(core: Core, key: ApiKey, nowMs: number): Promise<void> {
  await core.store.transact((tx) => tx.keys.touch(key.id, nowMs)).catch(() => undefined);
}
