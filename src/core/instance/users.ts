import { type Confirmation, requireConfirmed } from '../accounts/accounts.ts';
import { makeResetLink, type NewLink } from '../accounts/links.ts';
import { editUser, type UserEdit } from '../accounts/operators.ts';
import { lastSeenOfUsers } from '../accounts/sessions.ts';
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { Claim } from '../idempotency/once.ts';
import { createUser } from '../workspaces/create.ts';
import type { User } from '../workspaces/workspace.ts';
import { type Operator, operatorOf } from './operator.ts';
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

export interface NewInstanceUser {
  readonly email: string;
  readonly name?: string | undefined;
  /** Makes the user once, however often they are asked for. */
  readonly once?: Claim | undefined;
}

/** Somebody new, in no workspace yet, who sets a password by the link. */
export async function addInstanceUser(
  core: Core,
  actor: Operator,
  input: NewInstanceUser,
): Promise<HandedLink> {
  const { email, name, once } = input;
  const user = await createUser(core, actor, { email, once, ...(name !== undefined && { name }) });
  return makeResetLink(core, user, { actor, by: 'operator' });
}

/**
 * For somebody who cannot sign in any more; what they have goes on until the link is used. Whoever has the link has the
 * account: `operator` confirms it.
 * @throws {AppError} as `operatorOf` and `requireConfirmed`
 */
export async function makeLinkForUser(
  core: Core,
  operator: User,
  userId: string,
  confirmation: Confirmation,
): Promise<HandedLink> {
  const actor = operatorOf(operator);
  const user = await getUserById(core, userId);
  await requireConfirmed(core, operator, confirmation);
  return makeResetLink(core, user, { actor, by: 'operator' });
}

/**
 * Whom `operator` lets look after the instance is confirmed.
 * @throws {AppError} in_use when no operator would be left; as `operatorOf` and `requireConfirmed`
 */
export async function editInstanceUser(
  core: Core,
  operator: User,
  userId: string,
  edit: UserEdit,
  confirmation: Confirmation,
): Promise<void> {
  const actor = operatorOf(operator);
  const { id } = await getUserById(core, userId);
  if (edit.isOperator === true) await requireConfirmed(core, operator, confirmation);
  await editUser(core, actor, id, edit);
}

/** By the id alone: an address is no id. */
async function getUserById(core: Core, id: string): Promise<User> {
  const user = await core.store.workspaces.findUser(id);
  if (user?.id !== id) throw notFound('User');
  return user;
}
