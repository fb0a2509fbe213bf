import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Permission, type Rights, type Role, requirePermission, roles } from './roles.ts';
import type { User, Workspace } from './workspace.ts';

/** Who acts in which workspace: the outcome of every authentication, and what use cases ask for. */
export interface Access extends Rights {
  readonly workspace: Workspace;
  /** A key of the workspace itself acts as its admin. */
  readonly actor: Actor;
}

/**
 * A user's, in a workspace by its slug.
 * @throws {AppError} not_found, the same for a workspace that does not exist and for one of others
 */
export async function getAccess(core: Core, user: User, slug: string): Promise<Access> {
  const memberships = await core.store.workspaces.listMemberships(user.id);
  const membership = memberships.find(({ workspace }) => workspace.slug === slug);
  if (!membership) throw notFound('Workspace');
  return { ...membership, actor: actorOf(user), readOnly: false };
}

export function actorOf(user: User): Actor {
  return { kind: 'user', id: user.id, name: user.name };
}

function requireWritable(workspace: Workspace): void {
  if (workspace.lockedAt === null) return;
  throw new AppError(
    'workspace_locked',
    'This workspace is locked: its codes go on redirecting, but nothing can be changed. Ask the operator.',
  );
}

/** The workspace as it is now, held for the rest of the transaction and open for what the permission says. */
export async function requireOpenWorkspace(
  tx: StoreWrites,
  access: Access,
  permission: Permission = 'codes:write',
): Promise<Workspace> {
  return (await requireOpenAccess(tx, access, permission)).workspace;
}

/**
 * As `requireOpenWorkspace`, with the role as it is now: whoever has lost a right while the request was under way, or
 * waited for the workspace, has lost it for this too.
 * @throws {AppError} unauthorized for a key that was revoked meanwhile
 */
export async function requireOpenAccess(
  tx: StoreWrites,
  access: Access,
  permission: Permission,
): Promise<Access> {
  const fresh = await requireAccessNow(tx, access, permission);
  requireWritable(fresh.workspace);
  return fresh;
}

/** As `requireOpenAccess`, in a locked workspace as well. */
export async function requireAccessNow(
  tx: StoreWrites,
  access: Access,
  permission: Permission,
): Promise<Access> {
  requirePermission(access, permission);
  await tx.workspaces.lock(access.workspace.id);
  const workspace = await tx.workspaces.find(access.workspace.id);
  if (!workspace) throw notFound('Workspace');
  const fresh = { ...access, workspace, role: await roleNow(tx, access) };
  requirePermission(fresh, permission);
  return fresh;
}

/** Never more than what the access was given with: a key in the console has the lesser of two roles. */
async function roleNow(tx: StoreWrites, access: Access): Promise<Role> {
  const { actor, workspace, role } = access;
  const userId = actor.kind === 'key' ? await userOfKey(tx, actor.id) : actor.id;
  if (userId === null || (actor.kind !== 'user' && actor.kind !== 'key')) return role;
  const member = await tx.workspaces.findMember(workspace.id, userId);
  if (!member) throw notFound('Workspace');
  return roles.indexOf(member.role) > roles.indexOf(role) ? member.role : role;
}

async function userOfKey(tx: StoreWrites, id: string | null): Promise<string | null> {
  const key = id === null ? undefined : await tx.keys.find(id);
  if (key && key.revokedAt === null) return key.userId;
  throw new AppError('unauthorized', 'This API key was revoked.');
}

/** Open for writing, but not held: to be asked before work that would be in vain, and once more where it is saved. */
export async function getOpenWorkspace(
  reads: StoreReads,
  access: Access,
  permission: Permission = 'codes:write',
): Promise<Workspace> {
  requirePermission(access, permission);
  const workspace = await reads.workspaces.find(access.workspace.id);
  if (!workspace) throw notFound('Workspace');
  requireWritable(workspace);
  return workspace;
}
