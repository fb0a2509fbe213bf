import type { Context } from 'hono';
import type { PhonePages } from '../../core/codes/preview.ts';
import type { Core } from '../../core/core.ts';
import type { KeptNumbers } from '../../core/reports/kept-numbers.ts';
import type { Access } from '../../core/workspaces/access.ts';
import type { Permission } from '../../core/workspaces/roles.ts';
import type { User } from '../../core/workspaces/workspace.ts';
import type { HttpEnv, Log } from '../shared/env.ts';
import type { Auth } from './auth/auth.ts';
import type { Dispatch } from './console.ts';
import type { ParamsOf, RawAnswer, ResultOf, RouteName } from './wire.ts';
import type { WireHealth } from './wire-people.ts';
import type { WireReport } from './wire-stats.ts';

/** How the running program is, for its operators. */
export interface InstanceState {
  health(): Promise<WireHealth>;
  /** Since the start: answered before they were on the disk, and lost. */
  hits(): { readonly deferred: number; readonly dropped: number };
  /** False while codes point to this machine alone, for want of a `BASE_URL`. */
  readonly baseUrlSet: boolean;
}

/** What the handlers of this surface work with; `compose` fills it. */
export interface DashboardDeps {
  readonly core: Core;
  readonly auth: Auth;
  readonly log: Log;
  readonly version: string;
  readonly instance: InstanceState;
  readonly dispatch: Dispatch;
  readonly phonePages: PhonePages;
  readonly reportNumbers: KeptNumbers<JsonOf<WireReport>>;
}

/** Who is signed in, in which of their sessions. */
export interface SignedIn {
  readonly user: User;
  readonly sessionId: string;
  /** UTC ms. */
  readonly signedInAt: number;
}

interface AnyCall<Name extends RouteName> {
  readonly params: ParamsOf<Name>;
  readonly query: Readonly<Record<string, string>>;
  /** As sent, to be parsed by a schema; undefined where nothing was. */
  readonly body: unknown;
  readonly c: Context<HttpEnv>;
  readonly deps: DashboardDeps;
}

/** The JSON of an answer, where that is kept. */
export type JsonOf<Result> = string & { readonly means: Result };

type Answer<Name extends RouteName> = Promise<
  ResultOf<Name> extends RawAnswer ? Response : ResultOf<Name> | JsonOf<ResultOf<Name>>
>;

interface AnyRoute {
  /** Of a body, where that is not a short one. Whoever is not signed in never sends a long one. */
  readonly bodyBytesMax?: number;
  /**
   * It makes something that nobody would want twice, and takes an `Idempotency-Key`; `shown`: its answer holds a link or a
   * key that is kept nowhere.
   */
  readonly once?: true | 'shown';
}

interface OpenRoute<Name extends RouteName> extends AnyRoute {
  readonly need: 'anyone';
  handle(core: Core, call: AnyCall<Name> & { readonly signedIn: SignedIn | null }): Answer<Name>;
}

/** Core checks that an operator is one: `need` says what is promised, and the tests hold core to it. */
interface UserRoute<Name extends RouteName> extends AnyRoute {
  readonly need: 'user' | 'operator';
  handle(core: Core, call: AnyCall<Name> & { readonly signedIn: SignedIn }): Answer<Name>;
}

/**
 * In a workspace. Whoever is no member of it gets the same `not_found` as for one that does not exist; that the role
 * is enough is core's to check.
 */
interface WorkspaceRoute<Name extends RouteName> extends AnyRoute {
  readonly need: Permission;
  handle(
    core: Core,
    call: AnyCall<Name> & { readonly signedIn: SignedIn; readonly access: Access },
  ): Answer<Name>;
}

export type Route<Name extends RouteName> = OpenRoute<Name> | UserRoute<Name> | WorkspaceRoute<Name>;
export type Routes = { readonly [Name in RouteName]: Route<Name> };
/** The routes of one file. */
export type RoutesOf<Names extends RouteName> = { readonly [Name in Names]: Route<Name> };
