import type { Language, Theme } from '../accounts/preferences.ts';
import type { PlanName } from '../limits/plans.ts';
import type { Role } from './roles.ts';

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
  /** Does everything on the instance; the first account is one. */
  readonly isOperator: boolean;
  /** UTC ms since when this person cannot sign in, and their keys do not work. */
  readonly disabledAt: number | null;
  /** Null: as the browser says. */
  readonly language: Language | null;
  readonly theme: Theme;
}

export interface Member {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
  readonly createdAt: number;
}
