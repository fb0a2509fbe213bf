import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { StoreReads } from '../store.ts';
import { type Access, requireAccessNow, requireOpenWorkspace } from '../workspaces/access.ts';
import { may, requirePermission } from '../workspaces/roles.ts';
import { drawKey, revokeKeyIn, saveKey } from './create.ts';
import type { ApiKey, Dialect } from './key.ts';

/** What a member of a workspace asks for; the operator's own way is `createKey`. */
export interface WantedKey {
  readonly dialect: Dialect;
  readonly name: string;
  readonly readOnly: boolean;
  /** UTC ms. */
  readonly expiresAt: number | null;
  /**
   * Whom a qra key acts as: the workspace, which stays when its maker leaves, or its maker. Default: the workspace,
   * where that is allowed. A qr-track key always acts as its maker.
   */
  readonly actsAs?: 'workspace' | 'self' | undefined;
  /** Makes the key once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

export interface ListedKey extends ApiKey {
  /** Of the user that it acts as. */
  readonly userEmail: string | null;
}

/** Of a workspace, not counting revoked ones. Keys are asked for at each request, and nobody reads a longer list. */
const keysMax = 500;

/** Makes a key; the raw text is given back here and never again. */
export async function makeKey(
  core: Core,
  access: Access,
  wanted: WantedKey,
): Promise<{ key: ListedKey; raw: string }> {
  const { dialect, name, readOnly, expiresAt } = wanted;
  if (expiresAt !== null && expiresAt <= core.clock.now())
    throw invalid('expiresAt', 'must be in the future');
  const userId = chooseUser(access, wanted);
  const raw = drawKey(core, dialect);
  const key = await core.store.transact(async (tx) => {
    const { id } = await requireOpenWorkspace(tx, access, userId === null ? 'keys:manage' : 'keys:own');
    if ((await tx.keys.countUnrevoked(id)) >= keysMax) throw tooMany();
    const input = { dialect, workspaceId: id, userId, name, expiresAt, readOnly };
    const saved = await saveKey(core, tx, access.actor, input, raw);
    await settle(tx, wanted.once, saved.id);
    return saved;
  });
  return { key: await withEmail(core, key), raw };
}

function chooseUser(access: Access, { dialect, actsAs }: WantedKey): string | null {
  const isWorkspaces = actsAs === undefined ? may(access, 'keys:manage') : actsAs === 'workspace';
  if (dialect === 'qra' && isWorkspaces) return null;
  if (dialect === 'qr-track' && actsAs === 'workspace') {
    throw invalid('actsAs', 'a qr-track key acts as a user: say self');
  }
  if (access.actor.kind === 'user') return access.actor.id;
  throw new AppError('forbidden', 'Only somebody who is signed in can make a key of their own.');
}

function tooMany(): AppError {
  return new AppError(
    'plan_limit_reached',
    `A workspace has at most ${keysMax} keys. Revoke one that is not used.`,
  );
}

/** Those that one may see, revoked and expired ones included, the oldest first. */
export async function listKeys(core: Core, access: Access): Promise<readonly ListedKey[]> {
  requirePermission(access, 'keys:own');
  const keys = await core.store.keys.list(access.workspace.id);
  const seen = keys.filter((key) => maySee(access, key));
  const emails = new Map<string, string>();
  for (const userId of new Set(seen.map((key) => key.userId))) {
    const user = userId === null ? undefined : await core.store.workspaces.findUser(userId);
    if (user) emails.set(user.id, user.email);
  }
  return seen.map((key) => ({ ...key, userEmail: emails.get(key.userId ?? '') ?? null }));
}

function maySee(access: Access, key: ApiKey): boolean {
  if (key.workspaceId !== access.workspace.id) return false;
  return may(access, 'keys:manage') || (key.userId !== null && key.userId === access.actor.id);
}

async function withEmail(core: Core, key: ApiKey): Promise<ListedKey> {
  const user = key.userId === null ? undefined : await core.store.workspaces.findUser(key.userId);
  return { ...key, userEmail: user?.email ?? null };
}

/** @throws {AppError} not_found, the same for keys of other workspaces and for those that one may not see */
export async function getKey(core: Core, access: Access, id: string): Promise<ApiKey> {
  requirePermission(access, 'keys:own');
  return getSeen(core.store, access, id);
}

async function getSeen({ keys }: Pick<StoreReads, 'keys'>, access: Access, id: string): Promise<ApiKey> {
  const key = await keys.find(id);
  if (!key || !maySee(access, key)) throw notFound('API key');
  return key;
}

/** At once, in a locked workspace as well; by the role that one has then. */
export async function revokeSeenKey(core: Core, access: Access, id: string): Promise<void> {
  await core.store.transact(async (tx) => {
    const fresh = await requireAccessNow(tx, access, 'keys:own');
    await revokeKeyIn(tx, access.actor, await getSeen(tx, fresh, id), core.clock.now());
  });
}
