import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import type { User } from '../workspaces/workspace.ts';
import { endSessions, logUser } from './accounts.ts';
import { tellUser } from './security-notices.ts';
import { fieldIs } from './store-port.ts';

/**
 * Makes an operator of a user, or takes it away.
 * @throws {AppError} in_use when nobody would be left
 */
export function setOperator(core: Core, actor: Actor, userId: string, value: boolean): Promise<void> {
  return editUser(core, actor, userId, { isOperator: value });
}

/**
 * Keeps somebody out, or lets them in again: their sessions end at once, and their keys do not work meanwhile.
 * @throws {AppError} in_use when no operator would be left
 */
export function setDisabled(core: Core, actor: Actor, userId: string, value: boolean): Promise<void> {
  return editUser(core, actor, userId, { disabled: value });
}

export interface UserEdit {
  readonly isOperator?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** As `setOperator` and `setDisabled`: all of it happens or none. */
export async function editUser(core: Core, actor: Actor, userId: string, edit: UserEdit): Promise<void> {
  const { isOperator, disabled } = edit;
  await core.store.transact(async (tx) => {
    if (isOperator !== undefined) await setOperatorIn(core, tx, actor, userId, isOperator);
    if (disabled !== undefined) await setDisabledIn(core, tx, actor, userId, disabled);
  });
}

async function setOperatorIn(core: Core, tx: StoreWrites, actor: Actor, userId: string, value: boolean) {
  const user = await getUserIn(tx, userId);
  if (user.isOperator === value) return;
  if (!value) await requireAnotherOperator(tx, user);
  const at = core.clock.now();
  await tx.accounts.update('user', [fieldIs('id', userId)], { isOperator: value ? 1 : 0, updatedAt: at });
  await logUser(tx, user, actor, { isOperator: !value }, { isOperator: value }, at);
}

async function setDisabledIn(core: Core, tx: StoreWrites, actor: Actor, userId: string, value: boolean) {
  const user = await getUserIn(tx, userId);
  if ((user.disabledAt !== null) === value) return;
  if (value && user.isOperator) await requireAnotherOperator(tx, user);
  const at = core.clock.now();
  const disabledAt = value ? at : null;
  await tx.accounts.update('user', [fieldIs('id', userId)], { disabledAt, updatedAt: at });
  if (value) await endSessions(tx, userId);
  await logUser(tx, user, actor, { disabledAt: user.disabledAt }, { disabledAt }, at);
}

/** For whoever has lost the app and the recovery codes: the password alone signs in again. */
export async function removeSecondFactor(core: Core, actor: Actor, userId: string): Promise<void> {
  const changed = await core.store.transact(async (tx) => {
    const user = await getUserIn(tx, userId);
    const removed = await tx.accounts.remove('twoFactor', [fieldIs('userId', userId)]);
    if (removed.length === 0) return undefined;
    const at = core.clock.now();
    await tx.accounts.update('user', [fieldIs('id', userId)], { twoFactorEnabled: 0, updatedAt: at });
    await logUser(tx, user, actor, { secondFactor: true }, { secondFactor: false }, at);
    return user;
  });
  if (changed) tellUser(core, changed, 'secondFactorOff');
}

async function getUserIn(tx: StoreWrites, userId: string): Promise<User> {
  const user = await tx.workspaces.findUser(userId);
  if (!user) throw notFound('User');
  return user;
}

async function requireAnotherOperator(tx: StoreWrites, user: User): Promise<void> {
  // All of them, always in the same order: of two who go at once, the second sees that the first is gone.
  const operators = (await tx.workspaces.listUsers()).filter(({ isOperator }) => isOperator);
  for (const id of operators.map(({ id }) => id).sort()) await tx.workspaces.lockUser(id);
  const users = await tx.workspaces.listUsers();
  if (users.some(({ id, isOperator, disabledAt }) => id !== user.id && isOperator && disabledAt === null))
    return;
  throw new AppError('in_use', 'This is the last operator. Make somebody else one first.');
}
