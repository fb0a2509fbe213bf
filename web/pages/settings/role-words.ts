import type { Role } from '../../../src/http/dashboard/wire-people.ts';

/** What a role is called, and what it may do, in the words of `settings`; from the highest down. */
export const roleWords = {
  owner: { name: 'roleOwner', may: 'roleOwnerMay' },
  admin: { name: 'roleAdmin', may: 'roleAdminMay' },
  member: { name: 'roleMember', may: 'roleMemberMay' },
  viewer: { name: 'roleViewer', may: 'roleViewerMay' },
} as const satisfies Readonly<Record<Role, object>>;

const inOrder = Object.keys(roleWords) as readonly Role[];

/** The roles that somebody may give: owners alone make owners. */
export function givableRoles(mayManageOwners: boolean): readonly Role[] {
  return inOrder.filter((role) => mayManageOwners || role !== 'owner');
}

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(roleWords, value);
}
