import type { Role } from '../workspaces/roles.ts';

/** A user's place in a workspace, as the operator's list of users shows it. */
export interface InstanceMembership {
  readonly userId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
}

export interface WorkspaceCounts {
  /** All that take a place of the plan. */
  readonly codes: number;
  readonly members: number;
  readonly scansThisMonth: number;
}

/** Part of the port to the database: what is counted over the whole instance, in a few questions however large it is. */
export interface InstanceReads {
  /** Of all users, the oldest membership first. */
  listMemberships(): Promise<readonly InstanceMembership[]>;
  /** By id of the workspace. @param month UTC, such as 2026-11 */
  countWorkspaces(month: string): Promise<ReadonlyMap<string, WorkspaceCounts>>;
}
