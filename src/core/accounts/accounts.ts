import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, invalid } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { nameIn, parseName } from '../names.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { actorOf } from '../workspaces/access.ts';
import { addressTaken, insertUser, insertWorkspace, parseEmail, placeholder } from '../workspaces/create.ts';
import type { User } from '../workspaces/workspace.ts';
import { endLinks, findLink, takeLink } from './links.ts';
import { requireGoodPassword } from './passwords.ts';
import { tellUser } from './security-notices.ts';
import { type AccountCondition, type AccountRow, fieldIs } from './store-port.ts';

export interface NewAccount {
  readonly email: string;
  readonly name?: string | undefined;
  readonly password: string;
}

const visitor: Actor = { kind: 'system', id: null, name: 'Sign-up' };

/** Nobody can sign in yet: the set-up link makes the first account. */
export async function needsSetup(core: Core): Promise<boolean> {
  const { accounts } = core.store;
  return (await accounts.count('account', [])) === 0 && (await accounts.count('passkey', [])) === 0;
}

/** Nobody looks after the instance yet: whoever started it is to come first. */
async function hasOperator(reads: Pick<StoreReads, 'accounts'>): Promise<boolean> {
  return (await reads.accounts.count('user', [fieldIs('isOperator', 1)])) > 0;
}

/** @throws {AppError} forbidden where sign-up is closed, or nobody is there yet to look after who comes */
export async function requireOpenSignUp(core: Core): Promise<void> {
  const isOpen = core.settings.signUp === 'open' && (await hasOperator(core.store));
  if (!isOpen)
    throw new AppError('forbidden', 'Sign-up is closed here. Ask somebody on the inside for an invitation.');
}

/** Whom the set-up link makes an operator of: the placeholder of the first start, else the oldest who is not kept out. */
export async function findSetupUser(core: Core): Promise<User | undefined> {
  if (await hasOperator(core.store)) return undefined;
  const users = await core.store.workspaces.listUsers();
  const open = users.filter(({ disabledAt }) => disabledAt === null);
  return open.find(({ email }) => email === placeholder.email) ?? open[0] ?? users[0];
}

/** Makes the first account, an operator's: the placeholder becomes a person, and stays owner of what it owns. */
export async function setUp(core: Core, token: string, account: NewAccount): Promise<User> {
  const email = parseEmail(account.email);
  requireGoodPassword(account.password, email);
  // A wrong link must not cost a hash.
  if ((await findLink(core, token))?.kind !== 'setup') throw deadLink();
  const hash = await core.passwords.hash(account.password);
  return core.store.transact(async (tx) => {
    const link = await takeLink(core, tx, 'setup', token);
    const user = link && (await tx.workspaces.findUser(link.userId));
    if (!user || (await hasOperator(tx))) throw deadLink();
    await requireFreeAddress(tx, user, email);
    const given = account.name?.trim() ? parseName(account.name) : undefined;
    const name = given ?? (user.name === placeholder.name ? email : user.name);
    const at = core.clock.now();
    // Nobody is there who could let them in.
    const values = { email, name, isOperator: 1, disabledAt: null, emailVerified: 1, updatedAt: at };
    await tx.accounts.update('user', [fieldIs('id', user.id)], values);
    const fresh: User = { ...user, email, name, isOperator: true, disabledAt: null };
    await setPassword(core, tx, fresh, hash, at);
    const before = { email: user.email, name: user.name, isOperator: user.isOperator };
    await logUser(tx, fresh, actorOf(fresh), before, { email, name, isOperator: true }, at);
    return fresh;
  });
}

/** Whose password is hashed already: that takes long, and no transaction waits for it. */
export interface HashedAccount extends Omit<NewAccount, 'password'> {
  readonly hash: string;
}

/** @throws {AppError} already_exists for an address that has an account, validation_error for a weak password */
export async function hashAccount(core: Core, account: NewAccount): Promise<HashedAccount> {
  const email = parseEmail(account.email);
  requireGoodPassword(account.password, email);
  // What is sure to fail must not cost a hash.
  if ((await core.store.workspaces.findUser(email)) !== undefined) throw addressTaken(email);
  return { email, name: account.name, hash: await core.passwords.hash(account.password) };
}

/**
 * A user with a password, within a transaction of the caller. Nobody has shown yet that the address is theirs: the link
 * of an invitation is in the hands of whoever invites as well, and the single sign-on would join by the address.
 */
export async function insertAccount(
  core: Core,
  tx: StoreWrites,
  { email, name, hash }: HashedAccount,
): Promise<User> {
  const user = await insertUser(core, tx, visitor, email, { email, ...(name && { name }) });
  const at = core.clock.now();
  await tx.accounts.update('user', [fieldIs('id', user.id)], { emailVerified: 0, updatedAt: at });
  await insertPassword(core, tx, user, hash, at);
  return user;
}

/** What somebody who comes by themselves begins with. */
export async function insertOwnWorkspace(core: Core, tx: StoreWrites, user: User): Promise<void> {
  const name = nameIn((user.name === user.email ? user.email.split('@')[0] : user.name) ?? '') || 'Workspace';
  await insertWorkspace(core, tx, actorOf(user), { name, ownerId: user.id });
}

/**
 * By a reset link: the new password ends every session and deletes every passkey, since somebody else may have had the
 * old one, and made a way in of their own by it.
 */
export async function resetPassword(core: Core, token: string, password: string): Promise<User> {
  const hash = await hashForLink(core, token, password);
  const user = await core.store.transact(async (tx) => {
    const link = await takeLink(core, tx, 'reset', token);
    const user = link && (await tx.workspaces.findUser(link.userId));
    if (!user) throw deadLink();
    const at = core.clock.now();
    const passkeys = await tx.accounts.remove('passkey', [fieldIs('userId', user.id)]);
    const also = passkeys.length > 0 ? { passkeysDeleted: passkeys.length } : {};
    await setPassword(core, tx, user, hash, at, also);
    const verified: AccountRow = link.isMailed ? { emailVerified: 1 } : {};
    await tx.accounts.update('user', [fieldIs('id', user.id)], { ...verified, updatedAt: at });
    await endSessions(tx, user.id);
    return user;
  });
  tellUser(core, user, 'reset');
  return user;
}

/** A wrong link must not cost a hash. */
async function hashForLink(core: Core, token: string, password: string): Promise<string> {
  const link = await findLink(core, token);
  if (link?.kind !== 'reset') throw deadLink();
  requireGoodPassword(password, link.email);
  return core.passwords.hash(password);
}

export interface PasswordChange {
  /** Absent for whoever has none yet. */
  readonly current?: string | undefined;
  /** UTC ms. */
  readonly signedInAt: number;
  readonly next: string;
  /** Session that goes on; all others end. */
  readonly sessionId: string;
}

export async function changePassword(core: Core, user: User, change: PasswordChange): Promise<void> {
  requireGoodPassword(change.next, user.email, 'next');
  const { current: password, signedInAt } = change;
  await requireConfirmed(core, user, { password, signedInAt }, 'current');
  const hash = await core.passwords.hash(change.next);
  await core.store.transact(async (tx) => {
    await setPassword(core, tx, user, hash, core.clock.now());
    await endSessions(tx, user.id, change.sessionId);
  });
  tellUser(core, user, 'password');
}

export async function hasPassword(core: Core, user: User): Promise<boolean> {
  return (await findPasswordHash(core, user.id)) !== undefined;
}

export async function findPasswordHash(core: Core, userId: string): Promise<string | undefined> {
  const [row] = await core.store.accounts.list('account', passwordOf(userId));
  return typeof row?.password === 'string' ? row.password : undefined;
}

/** By the address alone: an id, which others may know, is no name to sign in with. */
export async function findByAddress(core: Core, text: string): Promise<User | undefined> {
  const email = text.trim().toLowerCase();
  const user = await core.store.workspaces.findUser(email);
  return user?.email === email ? user : undefined;
}

/** Whether somebody has a way in, and is no mere name on a list. */
export async function canSignIn(core: Core, user: User): Promise<boolean> {
  const own = [fieldIs('userId', user.id)];
  const { accounts } = core.store;
  return (await accounts.count('account', own)) > 0 || (await accounts.count('passkey', own)) > 0;
}

/** That whoever changes a way in is the person and not somebody at their browser, or with their session. */
export interface Confirmation {
  readonly password?: string | undefined;
  /** When the session began, UTC ms: by then at the latest they have shown who they are. */
  readonly signedInAt: number;
}

/** Long enough to make a change after having signed in for it. */
const freshMs = 600_000;

/**
 * Whoever has a password gives it. Whoever comes by passkey or single sign-on alone has none to give, and has to have
 * signed in shortly before.
 * @param path what the caller calls the password
 * @throws {AppError} validation_error, of the password or of `signIn`
 */
export async function requireConfirmed(
  core: Core,
  user: User,
  { password, signedInAt }: Confirmation,
  path = 'password',
): Promise<void> {
  const hash = await findPasswordHash(core, user.id);
  if (hash === undefined) {
    if (core.clock.now() - signedInAt <= freshMs) return;
    throw invalid('signIn', 'sign in again to confirm this');
  }
  if (password === undefined || password === '') throw invalid(path, 'give your password to confirm this');
  if (await core.passwords.verify(hash, password)) return;
  throw invalid(path, 'this is not your password');
}

/** @param exceptId a session that goes on */
export async function endSessions(tx: StoreWrites, userId: string, exceptId?: string): Promise<number> {
  const others: readonly AccountCondition[] =
    exceptId === undefined ? [] : [{ field: 'id', operator: 'ne', value: exceptId }];
  return (await tx.accounts.remove('session', [fieldIs('userId', userId), ...others])).length;
}

export async function requireFreeAddress(tx: StoreWrites, user: User, email: string): Promise<void> {
  const holder = email === user.email ? undefined : await tx.workspaces.findUser(email);
  if (holder === undefined) return;
  throw new AppError('already_exists', `There is a user with the address ${email} already.`);
}

/** @param also what else the log is to say */
async function setPassword(
  core: Core,
  tx: StoreWrites,
  user: User,
  hash: string,
  at: number,
  also: JsonObject = {},
): Promise<void> {
  const values = { password: hash, updatedAt: at };
  if ((await tx.accounts.update('account', passwordOf(user.id), values)) === 0) {
    await insertPassword(core, tx, user, hash, at);
  }
  await endLinks(tx, user.id);
  await logUser(tx, user, actorOf(user), {}, { password: 'changed', ...also }, at);
}

async function insertPassword(core: Core, tx: StoreWrites, user: User, hash: string, at: number) {
  const row = { id: core.random.uuid(), accountId: user.id, providerId: 'credential', userId: user.id };
  await tx.accounts.insert('account', { ...row, password: hash, createdAt: at, updatedAt: at });
}

function passwordOf(userId: string): readonly AccountCondition[] {
  return [fieldIs('userId', userId), fieldIs('providerId', 'credential')];
}

export async function logUser(
  tx: StoreWrites,
  user: User,
  actor: Actor,
  before: JsonObject,
  after: JsonObject,
  at: number,
): Promise<void> {
  await tx.changes.append({ object: 'user', objectId: user.id, workspaceId: null, actor, before, after, at });
}

export function deadLink(): AppError {
  return new AppError(
    'not_found',
    'This link does not work any more: it was used, replaced, or has expired. Ask for a new one.',
  );
}
