import type { Role } from './roles.ts';

/** Lets whoever has its token join a workspace, once. The token itself is nowhere. */
export interface Invitation {
  readonly id: string;
  readonly workspaceId: string;
  /** Lower case; where it was sent. */
  readonly email: string;
  readonly role: Role;
  /** Id and name of the user who invited; null for the operator at the command line. */
  readonly invitedBy: string | null;
  readonly invitedByName: string;
  readonly createdAt: number;
  /** Exclusive. UTC ms. */
  readonly expiresAt: number;
}
