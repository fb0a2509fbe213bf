import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Permission, type Rights, requirePermission } from './roles.ts';
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
  const { workspaces } = core.store;
  const workspace = (await workspaces.listOfUser(user.id)).find((one) => one.slug === slug);
  const member = workspace && (await workspaces.findMember(workspace.id, user.id));
  if (!workspace || !member) throw notFound('Workspace');
  return { workspace, actor: actorOf(user), role: member.role, readOnly: false };
}

export function actorOf(user: User): Actor {
  return { kind: 'user', id: user.id, name: user.name };
}

/** @throws {AppError} forbidden */
export function requireOperator(user: User): void {
  if (user.isOperator) return;
  throw new AppError('forbidden', 'This is for operators of the instance.');
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
  requirePermission(access, permission);
  await tx.workspaces.lock(access.workspace.id);
  return getOpenWorkspace(tx, access, permission);
}

/** Open for writing, but not held: to be asked before work that would be in vain, and once more where it is saved. */
export async function getOpenWorkspace(
  reads: StoreReads,
  access: Access,
  permission: Permission = 'codes:write',
): Promise<Workspace> {
  requirePermission(access, permission);
  const workspace = await reads.workspaces.find(access.workspace.id);
  if (!workspace) throw new AppError('not_found', 'Workspace not found');
  requireWritable(workspace);
  return workspace;
}
