import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import type { User } from '../workspaces/workspace.ts';
import { endSessions, logUser } from './accounts.ts';
import { fieldIs } from './store-port.ts';

/**
 * Makes an operator of a user, or takes it away.
 * @throws {AppError} in_use when nobody would be left
 */
export async function setOperator(core: Core, actor: Actor, userId: string, value: boolean): Promise<void> {
  await core.store.transact(async (tx) => {
    const user = await getUserIn(tx, userId);
    if (user.isOperator === value) return;
    if (!value) await requireAnotherOperator(tx, user);
    const at = core.clock.now();
    await tx.accounts.update('user', [fieldIs('id', userId)], { isOperator: value ? 1 : 0, updatedAt: at });
    await logUser(tx, user, actor, { isOperator: !value }, { isOperator: value }, at);
  });
}

/**
 * Keeps somebody out, or lets them in again: their sessions end at once, and their keys do not work meanwhile.
 * @throws {AppError} in_use when no operator would be left
 */
export async function setDisabled(core: Core, actor: Actor, userId: string, value: boolean): Promise<void> {
  await core.store.transact(async (tx) => {
    const user = await getUserIn(tx, userId);
    if ((user.disabledAt !== null) === value) return;
    if (value && user.isOperator) await requireAnotherOperator(tx, user);
    const at = core.clock.now();
    const disabledAt = value ? at : null;
    await tx.accounts.update('user', [fieldIs('id', userId)], { disabledAt, updatedAt: at });
    if (value) await endSessions(tx, userId);
    await logUser(tx, user, actor, { disabledAt: user.disabledAt }, { disabledAt }, at);
  });
}

/** For whoever has lost the app and the recovery codes: the password alone signs in again. */
export async function removeSecondFactor(core: Core, actor: Actor, userId: string): Promise<void> {
  await core.store.transact(async (tx) => {
    const user = await getUserIn(tx, userId);
    const removed = await tx.accounts.remove('twoFactor', [fieldIs('userId', userId)]);
    if (removed.length === 0) return;
    const at = core.clock.now();
    await tx.accounts.update('user', [fieldIs('id', userId)], { twoFactorEnabled: 0, updatedAt: at });
    await logUser(tx, user, actor, { secondFactor: true }, { secondFactor: false }, at);
  });
}

async function getUserIn(tx: StoreWrites, userId: string): Promise<User> {
  const user = await tx.workspaces.findUser(userId);
  if (!user) throw notFound('User');
  return user;
}

async function requireAnotherOperator(tx: StoreWrites, user: User): Promise<void> {
  const users = await tx.workspaces.listUsers();
  if (users.some(({ id, isOperator, disabledAt }) => id !== user.id && isOperator && disabledAt === null))
    return;
  throw new AppError('in_use', 'This is the last operator. Make somebody else one first.');
}
