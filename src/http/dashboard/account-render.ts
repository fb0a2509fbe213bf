import { hasPassword } from '../../core/accounts/accounts.ts';
import type { Core } from '../../core/core.ts';
import { may, permissions, type Role } from '../../core/workspaces/roles.ts';
import type { User, Workspace } from '../../core/workspaces/workspace.ts';
import type { Auth } from './auth/auth.ts';
import type { WireMembership, WireUser } from './wire-people.ts';

export async function renderUser(core: Core, auth: Auth, user: User): Promise<WireUser> {
  const { id, email, name, createdAt, language, theme, isOperator } = user;
  return {
    ...{ id, email, name, createdAt, language, theme, isOperator },
    hasPassword: await hasPassword(core, user),
    hasTotp: await auth.totp.isOn(user),
  };
}

export function renderMembership(workspace: Workspace, role: Role): WireMembership {
  const rights = { role, readOnly: false };
  return { workspace, role, permissions: permissions.filter((permission) => may(rights, permission)) };
}
