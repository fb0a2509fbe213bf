import { hashAccount, insertAccount, type NewAccount } from '../accounts/accounts.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { JsonObject } from '../json.ts';
import { dayMs } from '../stats/month.ts';
import type { StoreWrites } from '../store.ts';
import { drawToken, isToken } from '../token.ts';
import { type Access, actorOf, getOpenWorkspace, requireOpenAccess, requireOpenWorkspace } from './access.ts';
import { insertMember, parseEmail, requireSeat } from './create.ts';
import type { Invitation } from './invitation.ts';
import { renderInvitationMail } from './invitation-mail.ts';
import { type Role, requirePermission } from './roles.ts';
import type { User, Workspace } from './workspace.ts';

const invitationDays = 14;
/** That wait at once in one workspace: mail to more strangers than that is not what invitations are for. */
const waitingMax = 100;

export interface NewInvitation {
  readonly email: string;
  readonly role: Role;
  /** Invites once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

/** The link lets its holder in: shown to whoever invites this once, and sent. */
export interface SentInvitation {
  readonly invitation: Invitation;
  readonly url: string;
  /** Whether it is on its way to the address. */
  readonly mailed: boolean;
}

/**
 * Asks somebody to come, by their address; an earlier invitation of the same address is replaced. It takes no seat
 * before it is accepted, but where none is free now nobody is asked in vain.
 */
export async function inviteMember(
  core: Core,
  access: Access,
  input: NewInvitation,
): Promise<SentInvitation> {
  const email = parseEmail(input.email);
  const token = drawToken(core.random);
  const invitation = await core.store.transact(async (tx) => {
    const now = await requireOpenAccess(tx, access, 'members:manage');
    const workspaceId = now.workspace.id;
    if (input.role === 'owner') requirePermission(now, 'owners:manage');
    await requireNoMember(tx, workspaceId, email);
    await requireSeat(core, tx, workspaceId);
    const at = core.clock.now();
    await tx.invitations.deleteExpired(workspaceId, at);
    await withdrawEarlier(tx, access, email, at);
    if ((await tx.invitations.list(workspaceId)).length >= waitingMax)
      throw invalid('email', `${waitingMax} invitations are waiting already: withdraw some first`);
    const made: Invitation = {
      id: core.random.uuid(),
      workspaceId,
      email,
      role: input.role,
      invitedBy: access.actor.id,
      invitedByName: access.actor.name,
      createdAt: at,
      expiresAt: at + invitationDays * dayMs,
    };
    await tx.invitations.insert(made, core.random.sha256(token));
    await log(tx, access, made, { before: null, after: { email, role: input.role } }, at);
    await settle(tx, input.once, made.id);
    return made;
  });
  const url = `${core.settings.baseUrl}/app/invitation/${token}`;
  return { invitation, url, mailed: await mailInvitation(core, access, invitation, url) };
}

/** In the language of whoever invites: of the other nothing is known. Who invites has the link, whatever becomes of it. */
async function mailInvitation(
  core: Core,
  { actor, workspace }: Access,
  invitation: Invitation,
  url: string,
): Promise<boolean> {
  if (core.mailer === null) return false;
  const inviter = actor.kind === 'user' ? await core.store.workspaces.findUser(actor.id ?? '') : undefined;
  const how = { language: inviter?.language ?? null, days: invitationDays };
  return core.mailer.send(renderInvitationMail(invitation, workspace.name, url, how)).then(
    () => true,
    () => false,
  );
}

async function requireNoMember(tx: StoreWrites, workspaceId: string, email: string): Promise<void> {
  const user = await tx.workspaces.findUser(email);
  if (user === undefined || !(await tx.workspaces.findMember(workspaceId, user.id))) return;
  throw new AppError(
    'already_exists',
    `${email} is a member already. Change their role in the list of members.`,
  );
}

async function withdrawEarlier(tx: StoreWrites, access: Access, email: string, at: number): Promise<void> {
  const earlier = await tx.invitations.findByEmail(access.workspace.id, email);
  if (earlier !== undefined) await withdraw(tx, access, earlier, at);
}

/** Those that can still be accepted, newest first. */
export async function listInvitations(core: Core, access: Access): Promise<readonly Invitation[]> {
  requirePermission(access, 'members:read');
  const nowMs = core.clock.now();
  const invitations = await core.store.invitations.list(access.workspace.id);
  return invitations.filter(({ expiresAt }) => expiresAt > nowMs);
}

/** Its link is dead from then on. Whoever may invite may: to keep an owner out needs no owner. */
export async function revokeInvitation(core: Core, access: Access, id: string): Promise<void> {
  await core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access, 'members:manage');
    const invitation = await tx.invitations.find(access.workspace.id, id);
    if (invitation === undefined) throw notFound('Invitation');
    await withdraw(tx, access, invitation, core.clock.now());
  });
}

async function withdraw(tx: StoreWrites, access: Access, invitation: Invitation, at: number): Promise<void> {
  const { id, email, role } = invitation;
  if (await tx.invitations.delete(id))
    await log(tx, access, invitation, { before: { email, role }, after: null }, at);
}

/** What somebody with the link may know before they accept. */
export interface OpenInvitation extends Invitation {
  readonly workspace: Workspace;
}

/** By the token of its link; undefined for every reason alike: unknown, used, withdrawn, expired. */
export async function findInvitation(core: Core, token: string): Promise<OpenInvitation | undefined> {
  if (!isToken(token)) return undefined;
  const invitation = await core.store.invitations.findByHash(core.random.sha256(token));
  if (invitation === undefined || invitation.expiresAt <= core.clock.now()) return undefined;
  const workspace = await core.store.workspaces.find(invitation.workspaceId);
  return workspace && { ...invitation, workspace };
}

/** @throws {AppError} not_found, in words for whoever followed the link */
export async function getInvitation(core: Core, token: string): Promise<OpenInvitation> {
  const invitation = await findInvitation(core, token);
  if (invitation === undefined) throw deadLink();
  return invitation;
}

function deadLink(): AppError {
  return new AppError(
    'not_found',
    `This invitation was used, withdrawn or is older than ${invitationDays} days. Ask whoever sent it for another.`,
  );
}

/**
 * Makes the user a member, and uses the invitation up. Whoever has the link may accept it, with whatever address their
 * account has: where it is not the one that was invited, the log says which that was. Gives the workspace.
 */
export async function acceptInvitation(core: Core, user: User, token: string): Promise<Workspace> {
  const opened = await getInvitation(core, token);
  return core.store.transact(async (tx) => {
    await tx.workspaces.lock(opened.workspaceId);
    return joinBy(core, tx, opened, user);
  });
}

/**
 * As `acceptInvitation`, for whoever has no account: it is made for the address that was invited. Where they cannot
 * join, no account is left behind.
 * @throws {AppError} already_exists for an address that has an account, validation_error for a weak password
 */
export async function joinByInvitation(
  core: Core,
  token: string,
  account: Omit<NewAccount, 'email'>,
): Promise<{ readonly user: User; readonly workspace: Workspace }> {
  const opened = await getInvitation(core, token);
  const hashed = await hashAccount(core, { ...account, email: opened.email });
  return core.store.transact(async (tx) => {
    // Before anything is written, so that of two transactions none waits for the other's rows with the lock.
    await tx.workspaces.lock(opened.workspaceId);
    const user = await insertAccount(core, tx, hashed);
    return { user, workspace: await joinBy(core, tx, opened, user) };
  });
}

/** For whoever holds the workspace's lock. */
async function joinBy(
  core: Core,
  tx: StoreWrites,
  { id, workspace }: OpenInvitation,
  user: User,
): Promise<Workspace> {
  const invitation = await tx.invitations.find(workspace.id, id);
  const at = core.clock.now();
  if (invitation === undefined || invitation.expiresAt <= at) throw deadLink();
  const actor = actorOf(user);
  const access: Access = { workspace, actor, role: invitation.role, readOnly: false };
  const open = await getOpenWorkspace(tx, access, 'members:read');
  if (await tx.workspaces.findMember(workspace.id, user.id))
    throw new AppError('already_exists', `You are a member of ${open.name} already, as ${user.email}.`);
  await requireSeat(core, tx, workspace.id);
  await tx.invitations.delete(id);
  const how = { invitation: id, ...(invitation.email !== user.email && { invited: invitation.email }) };
  await insertMember(tx, actor, user, { id: workspace.id, role: invitation.role }, at, how);
  return open;
}

async function log(
  tx: StoreWrites,
  { actor }: Access,
  { id, workspaceId }: Invitation,
  change: { readonly before: JsonObject | null; readonly after: JsonObject | null },
  at: number,
): Promise<void> {
  await tx.changes.append({ object: 'invitation', objectId: id, workspaceId, actor, ...change, at });
}
