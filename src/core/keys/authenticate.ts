import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import type { Role } from '../workspaces/roles.ts';
import { type ApiKey, type Dialect, isUsable, keyPrefixes } from './key.ts';

export interface KeyAccess extends Access {
  readonly key: ApiKey;
}

/** Keys are written to at most once in this time, so that using one does not cost a write each. */
const touchEveryMs = 60_000;

/**
 * The key that a raw text is, or undefined for every reason alike: missing, malformed, of the other dialect,
 * unknown, revoked, expired, or of a user who has left the workspace or is disabled. Asks the store each time: a key
 * revoked anywhere is dead at once.
 */
export async function authenticate(
  core: Core,
  dialect: Dialect,
  raw: string,
): Promise<KeyAccess | undefined> {
  if (!raw.startsWith(keyPrefixes[dialect]) || raw.length > 200) return undefined;
  const { keys, workspaces } = core.store;
  const key = await keys.findByHash(core.random.sha256(raw));
  if (!key || key.dialect !== dialect || !isUsable(key, core.clock.now())) return undefined;
  const workspace = await workspaces.find(key.workspaceId);
  const role = workspace && (await findRole(core, key));
  if (!workspace || !role) return undefined;
  await noteUse(core, key);
  const actor = { kind: 'key', id: key.id, name: key.name } as const;
  return { key, workspace, actor, role, readOnly: key.readOnly };
}

/** A key never has more rights than its user: undefined where that person has none. */
export async function findRole(core: Core, { userId, workspaceId }: ApiKey): Promise<Role | undefined> {
  if (userId === null) return 'admin';
  const { workspaces } = core.store;
  const [member, user] = await Promise.all([
    workspaces.findMember(workspaceId, userId),
    workspaces.findUser(userId),
  ]);
  return user?.disabledAt === null ? member?.role : undefined;
}

/** A request that only reads must not fail because this cannot be written, as on a full disk. */
export async function noteUse(core: Core, key: ApiKey): Promise<void> {
  const nowMs = core.clock.now();
  if (key.lastUsedAt !== null && nowMs - key.lastUsedAt < touchEveryMs) return;
  await core.store.transact((tx) => tx.keys.touch(key.id, nowMs)).catch(() => undefined);
}
