import { makeResetLink, type NewLink } from '../accounts/links.ts';
import { editUser, type UserEdit } from '../accounts/operators.ts';
import { lastSeenOfUsers } from '../accounts/sessions.ts';
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { createUser } from '../workspaces/create.ts';
import type { User } from '../workspaces/workspace.ts';
import type { Operator } from './operator.ts';
import type { InstanceMembership } from './store-port.ts';

export interface InstanceUser extends User {
  /** UTC ms; null for whoever is signed in nowhere. */
  readonly lastSeenAt: number | null;
  readonly workspaces: readonly InstanceMembership[];
}

/** Everybody, the oldest first. */
export async function listInstanceUsers(core: Core, _operator: Operator): Promise<readonly InstanceUser[]> {
  const { workspaces, instance } = core.store;
  const seen = await lastSeenOfUsers(core);
  const memberships = Map.groupBy(await instance.listMemberships(), ({ userId }) => userId);
  return (await workspaces.listUsers()).map((user) => ({
    ...user,
    lastSeenAt: seen.get(user.id) ?? null,
    workspaces: memberships.get(user.id) ?? [],
  }));
}

export type HandedLink = NewLink & { readonly mailed: boolean };

/** Somebody new, in no workspace yet, who sets a password by the link. */
export async function addInstanceUser(
  core: Core,
  actor: Operator,
  input: { readonly email: string; readonly name?: string | undefined },
): Promise<HandedLink> {
  const { email, name } = input;
  const user = await createUser(core, actor, { email, ...(name !== undefined && { name }) });
  return makeResetLink(core, user, { actor, by: 'operator' });
}

/** For somebody who cannot sign in any more; what they have goes on until the link is used. */
export async function makeLinkForUser(core: Core, actor: Operator, userId: string): Promise<HandedLink> {
  return makeResetLink(core, await getUserById(core, userId), { actor, by: 'operator' });
}

/** @throws {AppError} in_use when no operator would be left */
export async function editInstanceUser(
  core: Core,
  actor: Operator,
  userId: string,
  edit: UserEdit,
): Promise<void> {
  const { id } = await getUserById(core, userId);
  await editUser(core, actor, id, edit);
}

/** By the id alone: an address is no id. */
async function getUserById(core: Core, id: string): Promise<User> {
  const user = await core.store.workspaces.findUser(id);
  if (user?.id !== id) throw notFound('User');
  return user;
}
