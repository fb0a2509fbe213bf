import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import { revokeKeyIn } from '../keys/create.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenAccess } from './access.ts';
import { may, type Role, requirePermission } from './roles.ts';
import type { MemberProfile } from './store-port.ts';
import type { Member } from './workspace.ts';

export function listMembers(core: Core, access: Access): Promise<readonly MemberProfile[]> {
  requirePermission(access, 'members:read');
  return core.store.workspaces.listMembers(access.workspace.id);
}

/** Admins give and take every role but that of an owner, which is for owners to give and take. */
export async function setMemberRole(core: Core, access: Access, userId: string, role: Role): Promise<void> {
  await core.store.transact(async (tx) => {
    const now = await requireOpenAccess(tx, access, 'members:manage');
    const member = await getMember(tx, access, userId);
    if (member.role === role) return;
    if (role === 'owner') requirePermission(now, 'owners:manage');
    await requireMayTouch(tx, now, member);
    await tx.workspaces.setRole(access.workspace.id, userId, role);
    const at = core.clock.now();
    const object = { object: 'member', objectId: userId, workspaceId: access.workspace.id } as const;
    const [before, after] = [member.role, role].map((each) => ({ user: userId, role: each }));
    await tx.changes.append({
      ...object,
      actor: access.actor,
      before: before ?? null,
      after: after ?? null,
      at,
    });
    await withdrawInvitations(tx, access, { ...member, role }, at);
  });
}

/** Their keys are dead from then on, also should they come back, and invitations of theirs are withdrawn. */
export async function removeMember(core: Core, access: Access, userId: string): Promise<void> {
  await core.store.transact(async (tx) => {
    const now = await requireOpenAccess(tx, access, 'members:manage');
    const member = await getMember(tx, access, userId);
    await requireMayTouch(tx, now, member);
    await deleteMember(core, tx, access, member);
  });
}

/** Open to everybody, also where the workspace is locked: nobody is held. */
export async function leaveWorkspace(core: Core, access: Access): Promise<void> {
  const { id } = access.workspace;
  await core.store.transact(async (tx) => {
    await tx.workspaces.lock(id);
    const member =
      access.actor.kind === 'user' ? await getMember(tx, access, access.actor.id ?? '') : undefined;
    if (member === undefined) throw new AppError('forbidden', 'Only somebody who is signed in can leave.');
    await requireAnotherOwner(tx, member);
    await deleteMember(core, tx, access, member);
  });
}

async function getMember(tx: StoreWrites, { workspace }: Access, userId: string): Promise<Member> {
  const member = await tx.workspaces.findMember(workspace.id, userId);
  if (member === undefined) throw notFound('Member');
  return member;
}

async function requireMayTouch(tx: StoreWrites, access: Access, member: Member): Promise<void> {
  if (member.role !== 'owner') return;
  requirePermission(access, 'owners:manage');
  await requireAnotherOwner(tx, member);
}

async function requireAnotherOwner(tx: StoreWrites, { workspaceId, role }: Member): Promise<void> {
  if (role !== 'owner' || (await tx.workspaces.countOwners(workspaceId)) > 1) return;
  throw new AppError(
    'in_use',
    'This is the last owner of the workspace. Make somebody else an owner first, or delete the workspace.',
  );
}

async function deleteMember(core: Core, tx: StoreWrites, access: Access, member: Member): Promise<void> {
  const { workspaceId, userId, role } = member;
  const at = core.clock.now();
  await tx.workspaces.deleteMember(workspaceId, userId);
  for (const key of await tx.keys.list(workspaceId))
    if (key.userId === userId) await revokeKeyIn(tx, access.actor, key, at);
  const object = { object: 'member', objectId: userId, workspaceId } as const;
  const before = { user: userId, role };
  await tx.changes.append({ ...object, actor: access.actor, before, after: null, at });
  await withdrawInvitations(tx, access, { ...member, role: undefined }, at);
}

/** Whoever may not invite any more has nobody waiting at the door either. */
async function withdrawInvitations(
  tx: StoreWrites,
  { actor }: Access,
  { workspaceId, userId, role }: Omit<Member, 'role'> & { readonly role: Role | undefined },
  at: number,
): Promise<void> {
  const mayGive = (given: Role) =>
    role !== undefined &&
    may({ role, readOnly: false }, given === 'owner' ? 'owners:manage' : 'members:manage');
  for (const { id, email, role: given, invitedBy } of await tx.invitations.list(workspaceId)) {
    if (invitedBy !== userId || mayGive(given) || !(await tx.invitations.delete(id))) continue;
    const object = { object: 'invitation', objectId: id, workspaceId } as const;
    await tx.changes.append({ ...object, actor, before: { email, role: given }, after: null, at });
  }
}
