import type { Invitation } from './invitation.ts';
import type { Role } from './roles.ts';
import type { Member, Workspace } from './workspace.ts';

/** A member as a list of people shows them. */
export interface MemberProfile extends Member {
  readonly email: string;
  readonly name: string;
}

/** Part of the port to the database: who is in which workspace, and who is asked to come. */
export interface MemberReads {
  /** The oldest membership first. */
  listMembers(workspaceId: string): Promise<readonly MemberProfile[]>;
  countOwners(workspaceId: string): Promise<number>;
  /** Workspaces whose owner the user is. */
  countOwned(userId: string): Promise<number>;
  /** With the role in each, the oldest membership first. */
  listMemberships(userId: string): Promise<readonly { readonly workspace: Workspace; readonly role: Role }[]>;
}

export interface MemberWrites {
  setRole(workspaceId: string, userId: string, role: Role): Promise<void>;
  deleteMember(workspaceId: string, userId: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Holds back other transactions that hold this user. */
  lockUser(id: string): Promise<void>;
  /**
   * Leaves of a workspace what codes and scans refer to, without its name, and deletes what only it needed: members,
   * invitations, logos, folders, what its keys were used for, counts of months. Its codes have to be buried before.
   */
  bury(id: string, atMs: number): Promise<void>;
}

export interface InvitationReads {
  /** By SHA-256 (hex) of the token, expired ones included. */
  findByHash(hash: string): Promise<Invitation | undefined>;
  find(workspaceId: string, id: string): Promise<Invitation | undefined>;
  findByEmail(workspaceId: string, email: string): Promise<Invitation | undefined>;
  /** Newest first, expired ones included. */
  list(workspaceId: string): Promise<readonly Invitation[]>;
}

export interface InvitationWrites {
  /** False when the address is invited to this workspace already. */
  insert(invitation: Invitation, hash: string): Promise<boolean>;
  /** False when it is gone: of two who want to use it, one may. */
  delete(id: string): Promise<boolean>;
  deleteExpired(workspaceId: string, nowMs: number): Promise<void>;
}
