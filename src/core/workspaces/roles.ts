import { AppError } from '../errors.ts';

/**
 * Owner: everything; the last one cannot leave. Admin: all but deleting the workspace or changing its owners. Member:
 * codes, and API keys that act as the member. Viewer: reads.
 */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What can be done in a workspace, and the least role that may; the one table that every surface goes by. */
const leastRoles = {
  'codes:read': 'viewer',
  'codes:write': 'member',
  /** Keys that act as oneself. */
  'keys:own': 'member',
  /** Everybody's keys, those of the workspace, and what was asked with them. */
  'keys:manage': 'admin',
  'members:read': 'viewer',
  'members:manage': 'admin',
  'audit:read': 'admin',
  'workspace:edit': 'admin',
  'owners:manage': 'owner',
  'workspace:delete': 'owner',
} as const satisfies Readonly<Record<string, Role>>;

export type Permission = keyof typeof leastRoles;
export const permissions = Object.keys(leastRoles) as readonly Permission[];

/** What a role is asked with: an API key can be for reading alone. */
export interface Rights {
  readonly role: Role;
  readonly readOnly: boolean;
}

export function may({ role, readOnly }: Rights, permission: Permission): boolean {
  if (readOnly && !permission.endsWith(':read')) return false;
  return roles.indexOf(role) <= roles.indexOf(leastRoles[permission]);
}

/** @throws {AppError} forbidden, with what would be needed */
export function requirePermission(rights: Rights, permission: Permission): void {
  if (may(rights, permission)) return;
  throw new AppError(
    'forbidden',
    may({ ...rights, readOnly: false }, permission)
      ? 'This API key is for reading alone. Make one that may write.'
      : `This needs the role ${leastRoles[permission]}; yours is ${rights.role}. Ask an owner or an admin of the workspace.`,
  );
}
