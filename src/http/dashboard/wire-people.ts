/** What goes over the wire about people, workspaces and the instance: plain data, times in UTC ms. */
import type { Language, Theme } from '../../core/accounts/preferences.ts';
import type { CountedHost } from '../../core/blocking/block.ts';
import type { ErrorCode, FieldProblem } from '../../core/errors.ts';
import type { HandedLink } from '../../core/instance/users.ts';
import type { CountedWorkspace } from '../../core/instance/workspaces.ts';
import type { ReasonedProblem } from '../../core/problem-reasons.ts';
import type { Permission, Role } from '../../core/workspaces/roles.ts';
import type { WorkspaceUsage } from '../../core/workspaces/usage.ts';
import type { Workspace } from '../../core/workspaces/workspace.ts';

/** What core has as plain data goes over as it is. */
export type { Language, Theme } from '../../core/accounts/preferences.ts';
export type { Change } from '../../core/changes/change.ts';
export type { Plan, PlanName } from '../../core/limits/plans.ts';
export type { Permission, Role } from '../../core/workspaces/roles.ts';
export type { Workspace } from '../../core/workspaces/workspace.ts';

/** With its reason wherever it is said to people, so that it can be said in their language. */
export type WireFieldProblem = FieldProblem & Partial<ReasonedProblem>;

export interface WireError extends Partial<ReasonedProblem> {
  readonly error: string;
  readonly code:
    | ErrorCode
    | 'rate_limited'
    | 'csrf'
    | 'payload_too_large'
    | 'invalid_json'
    | 'method_not_allowed'
    | 'idempotency_key_in_use'
    | 'idempotency_key_reused'
    | 'idempotency_key_done';
  readonly details?: readonly WireFieldProblem[];
  /** Seconds, where waiting helps. */
  readonly retryAfter?: number;
}

export interface WireUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: number;
  /** Null: as the browser says. */
  readonly language: Language | null;
  readonly theme: Theme;
  /** May do everything in Instance. */
  readonly isOperator: boolean;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
}

export interface WireMembership {
  readonly workspace: Workspace;
  readonly role: Role;
  readonly permissions: readonly Permission[];
}

/** What the first request of every page brings; `user` is null for whoever is not signed in. */
export interface WireSession {
  readonly user: WireUser | null;
  /** To be sent back as `X-Quietzone-Token` with everything that changes something. */
  readonly token: string;
  readonly memberships: readonly WireMembership[];
  readonly instance: {
    readonly version: string;
    /** Nobody has an account yet: the set-up link makes the first. */
    readonly needsSetup: boolean;
    readonly signUp: 'open' | 'closed';
    /** What its button says; null where OIDC is not configured. */
    readonly oidc: string | null;
    readonly hasMail: boolean;
    /** Origin of short links. */
    readonly baseUrl: string;
  };
}

/** What needs the operator; `detail` is a whole English sentence for the log, the page has its own words. */
export interface WireNotice {
  readonly kind: 'base_url' | 'plain_http' | 'deferred' | 'dropped' | 'disk' | 'degraded';
  readonly detail: string;
  /** Hits, or bytes left, where that is known. */
  readonly count?: number;
}

export interface WireLink {
  readonly kind: 'setup' | 'reset' | 'invitation' | 'signUp';
  readonly expiresAt: number;
  /** Whom it was made for; null for the set-up link. */
  readonly email: string | null;
  /** Of an invitation. */
  readonly workspace: string | null;
  readonly role: Role | null;
  /** Name of whoever invites; null where that was the operator, at the command line. */
  readonly invitedBy: string | null;
  /** Whether the address has an account already. */
  readonly hasAccount: boolean;
}

/** A link that somebody has to be given: shown this once, and sent by mail where there is one. */
export type WireNewLink = HandedLink;

export type WireSignIn = { readonly next: 'done' } | { readonly next: 'totp' };

export interface WireBrowserSession {
  readonly id: string;
  readonly current: boolean;
  readonly browser: string;
  readonly os: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

export interface WirePasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface WireMember {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
}

export interface WireInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly invitedBy: string;
}

export type WireUsage = WorkspaceUsage;

export interface WireInstanceUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: number;
  readonly isOperator: boolean;
  /** Cannot sign in, and their keys do not work. */
  readonly disabledAt: number | null;
  readonly lastSeenAt: number | null;
  readonly workspaces: readonly { readonly slug: string; readonly name: string; readonly role: Role }[];
}

export type WireInstanceWorkspace = CountedWorkspace;

export type WireBlockedHost = CountedHost;

export interface WireSuspendedCode {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly destination: string | null;
  readonly workspace: string;
  readonly at: number;
  readonly reason: string;
}

export interface WireHealth {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly checks: Readonly<
    Record<string, { readonly status: string; readonly detail?: string; readonly freeBytes?: number }>
  >;
}
