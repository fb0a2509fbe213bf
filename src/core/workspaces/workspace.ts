import type { PlanName } from '../limits/plans.ts';

export interface Workspace {
  readonly id: string;
  /** Small number that scans and links refer to. */
  readonly num: number;
  readonly name: string;
  readonly slug: string;
  readonly plan: PlanName;
  /** UTC ms since when nothing may be changed in it; its codes go on redirecting. */
  readonly lockedAt: number | null;
  readonly createdAt: number;
}

export interface User {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly createdAt: number;
}

/** Owner: everything, cannot be removed. Admin: all but deleting the workspace or changing its owner. Member: codes. */
const roles = ['owner', 'admin', 'member'] as const;
export type Role = (typeof roles)[number];

export interface Member {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
  readonly createdAt: number;
}
