import type { Actor } from '../changes/change.ts';
import { AppError } from '../errors.ts';
import type { Role, Workspace } from './workspace.ts';

/** Who acts in which workspace: the outcome of every authentication, and what use cases ask for. */
export interface Access {
  readonly workspace: Workspace;
  readonly actor: Actor;
  /** A key of the workspace itself acts as its admin. */
  readonly role: Role;
}

/** Owners, admins and members may all make, edit and delete codes, unless the workspace is locked. */
export function requireWritable(workspace: Workspace): void {
  if (workspace.lockedAt === null) return;
  throw new AppError(
    'workspace_locked',
    'This workspace is locked: its codes go on redirecting, but nothing can be changed. Ask the operator.',
  );
}
