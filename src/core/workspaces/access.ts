import type { Actor } from '../changes/change.ts';
import { AppError } from '../errors.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import type { Role, Workspace } from './workspace.ts';

/** Who acts in which workspace: the outcome of every authentication, and what use cases ask for. */
export interface Access {
  readonly workspace: Workspace;
  readonly actor: Actor;
  /** A key of the workspace itself acts as its admin. */
  readonly role: Role;
}

/** Owners, admins and members may all make, edit and delete codes, unless the workspace is locked. */
function requireWritable(workspace: Workspace): void {
  if (workspace.lockedAt === null) return;
  throw new AppError(
    'workspace_locked',
    'This workspace is locked: its codes go on redirecting, but nothing can be changed. Ask the operator.',
  );
}

/** The workspace as it is now, held for the rest of the transaction and open for writing. */
export async function requireOpenWorkspace(tx: StoreWrites, access: Access): Promise<Workspace> {
  await tx.workspaces.lock(access.workspace.id);
  return getOpenWorkspace(tx, access);
}

/** Open for writing, but not held: to be asked before work that would be in vain, and once more where it is saved. */
export async function getOpenWorkspace(reads: StoreReads, access: Access): Promise<Workspace> {
  const workspace = await reads.workspaces.find(access.workspace.id);
  if (!workspace) throw new AppError('not_found', 'Workspace not found');
  requireWritable(workspace);
  return workspace;
}
