/**
 * Every question that the dashboard can ask this server: types alone, for both sides. Keys are the method and the
 * path below `/app/api`; `:workspace` is a slug, every other parameter an id unless it says otherwise. Errors are
 * `WireError` with a status of 400 and above; whatever changes something needs the session's token.
 */
import type { Change } from '../../core/changes/change.ts';
import type { PlanName } from '../../core/limits/plans.ts';
import type { Role } from '../../core/workspaces/roles.ts';
import type {
  WireBulk,
  WireBulkResult,
  WireCode,
  WireCodeEdit,
  WireCodePage,
  WireCodeQuery,
  WireConsoleAnswer,
  WireConsoleCall,
  WireContentType,
  WireFolder,
  WireImport,
  WireImportPreview,
  WireKey,
  WireNewCode,
  WireNewKey,
  WirePreview,
  WireRequest,
  WireSlugCheck,
  WireTag,
} from './wire-codes.ts';
import type { DesignWire, PrintWire } from './wire-designs.ts';
import type {
  Language,
  Theme,
  WireBlockedHost,
  WireBrowserSession,
  WireHealth,
  WireInstanceUser,
  WireInstanceWorkspace,
  WireInvitation,
  WireLink,
  WireMember,
  WireMembership,
  WireNewLink,
  WireNotice,
  WirePasskey,
  WireSession,
  WireSignIn,
  WireSuspendedCode,
  WireUsage,
  WireUser,
} from './wire-people.ts';
import type { ReportWire, StatWire } from './wire-stats.ts';

interface Ask {
  readonly body?: object;
  readonly query?: object;
  /** Of the request: what must not stand in its address, which proxies log. */
  readonly headers?: object;
  readonly result: unknown;
}

/** A stream or a file: the caller reads the response itself. */
export interface RawAnswer {
  readonly raw: true;
}

export type Done = Record<string, never>;

interface AccountWire {
  'GET /session': { result: WireSession };
  /** Makes the first account, the operator's, and signs it in. */
  'POST /setup': { body: { token: string; email: string; password: string; name?: string }; result: Done };
  /** `:token` of the address that somebody was given. */
  'GET /links/:token': { result: WireLink };
  'POST /sign-in': { body: { email: string; password: string }; result: WireSignIn };
  'POST /sign-in/totp': { body: { code: string }; result: Done };
  'POST /sign-in/recovery': { body: { code: string }; result: Done };
  /** WebAuthn's PublicKeyCredentialRequestOptionsJSON, and its answer AuthenticationResponseJSON. */
  'POST /sign-in/passkey/options': { result: Record<string, unknown> };
  'POST /sign-in/passkey': { body: { response: unknown }; result: Done };
  'POST /sign-in/oidc': { body: { returnTo?: string }; result: { location: string } };
  /** Where there is mail, with the address alone: a link goes there, whether or not somebody has it already. */
  'POST /sign-up': {
    body: { email: string; password?: string; name?: string; language?: Language };
    result: { next: 'done' | 'mail' };
  };
  /** By the link of the mail. */
  'POST /sign-up/:token': { body: { password: string; name?: string }; result: Done };
  'POST /sign-out': { result: Done };
  /** The same answer whether the address has an account or not. */
  'POST /reset': { body: { email: string }; result: { mailed: boolean } };
  'POST /reset/:token': { body: { password: string }; result: Done };
  'PATCH /profile': {
    body: { name?: string; email?: string; password?: string; language?: Language | null; theme?: Theme };
    result: WireUser;
  };
  'POST /password': { body: { current?: string; next: string }; result: Done };
  'GET /sessions': { result: readonly WireBrowserSession[] };
  'DELETE /sessions/:session': { result: Done };
  /** All but this one. */
  'DELETE /sessions': { result: { ended: number } };
  'POST /totp': { body: { password: string }; result: { uri: string; qr: string; secret: string } };
  'POST /totp/confirm': { body: { code: string }; result: { recoveryCodes: readonly string[] } };
  'DELETE /totp': { body: { password: string }; result: Done };
  'POST /totp/recovery-codes': { body: { password: string }; result: { recoveryCodes: readonly string[] } };
  'GET /passkeys': { result: readonly WirePasskey[] };
  /** With the password of whoever has one, as what follows: a session alone, which may be stolen, is not enough. */
  'POST /passkeys/options': { body: { password?: string }; result: Record<string, unknown> };
  'POST /passkeys': { body: { name: string; response: unknown; password?: string }; result: WirePasskey };
  'DELETE /passkeys/:passkey': { body: { password?: string }; result: Done };
  'GET /notices': { result: readonly WireNotice[] };
}

interface WorkspaceWire {
  'POST /workspaces': { body: { name: string }; result: WireMembership };
  /** For somebody signed in, or with what a new account needs. */
  'POST /invitations/:token': { body: { name?: string; password?: string }; result: { workspace: string } };
  'GET /w/:workspace': { result: WireMembership & { readonly usage: WireUsage } };
  'PATCH /w/:workspace': { body: { name: string }; result: WireMembership };
  /** `confirm` is the workspace's slug. */
  'DELETE /w/:workspace': { body: { confirm: string }; result: Done };
  'POST /w/:workspace/leave': { result: Done };
  'GET /w/:workspace/members': {
    result: { members: readonly WireMember[]; invitations: readonly WireInvitation[] };
  };
  'PATCH /w/:workspace/members/:user': { body: { role: Role }; result: Done };
  'DELETE /w/:workspace/members/:user': { result: Done };
  'POST /w/:workspace/invitations': {
    body: { email: string; role: Role };
    result: WireNewLink & { readonly invitation: WireInvitation };
  };
  'DELETE /w/:workspace/invitations/:invitation': { result: Done };
  /** Newest first; 50 a page. */
  'GET /w/:workspace/audit': {
    query: { cursor?: string; object?: Change['object']; actor?: string };
    result: { changes: readonly Change[]; next: string | null };
  };
}

interface CodeWire {
  'GET /content-types': { result: readonly WireContentType[] };
  'GET /w/:workspace/codes': { query: WireCodeQuery; result: WireCodePage };
  /** `warnings`: what to mind of the brand's design with what the code holds. */
  'POST /w/:workspace/codes': {
    body: WireNewCode;
    result: WireCode & { readonly warnings: readonly string[] };
  };
  'POST /w/:workspace/codes/bulk': { body: WireBulk; result: WireBulkResult };
  /** Every code with its destination; `?format=csv|json`. */
  'GET /w/:workspace/codes/export': { query: { format: 'csv' | 'json' }; result: RawAnswer };
  'GET /w/:workspace/codes/:code': { result: WireCode };
  'PATCH /w/:workspace/codes/:code': {
    body: WireCodeEdit;
    result: WireCode & { readonly seq: number | null };
  };
  /** For ever; only of what is in the trash. */
  'DELETE /w/:workspace/codes/:code': { result: Done };
  'POST /w/:workspace/codes/:code/duplicate': { result: WireCode };
  /** The code's changes, newest first; 50 a page. */
  'GET /w/:workspace/codes/:code/history': {
    query: { cursor?: string };
    result: { changes: readonly Change[]; next: string | null };
  };
  /** Takes changes of codes back, those of one transaction together; refuses what was changed again since. */
  'POST /w/:workspace/undo': { body: { seqs: readonly number[] }; result: WireBulkResult };
  /** `:slug` is the slug wished for. */
  'GET /w/:workspace/slugs/:slug': { result: WireSlugCheck };
  'POST /w/:workspace/preview': { body: WireNewCode & { language?: string }; result: WirePreview };
  'GET /w/:workspace/tags': { result: readonly WireTag[] };
  /** `:tag` as it is written. To a tag that exists: both become one. */
  'PATCH /w/:workspace/tags/:tag': {
    body: { name: string };
    result: { codes: number; seqs: readonly number[] };
  };
  /** `seqs` are the changes, for `POST /w/:workspace/undo`. */
  'DELETE /w/:workspace/tags/:tag': { result: { codes: number; seqs: readonly number[] } };
  'GET /w/:workspace/folders': { result: readonly WireFolder[] };
  'POST /w/:workspace/folders': { body: { name: string }; result: WireFolder };
  'PATCH /w/:workspace/folders/:folder': { body: { name: string }; result: WireFolder };
  /** Its codes stay, in no folder. */
  'DELETE /w/:workspace/folders/:folder': { result: { codes: number } };
  'POST /w/:workspace/imports/preview': { body: WireImport; result: WireImportPreview };
  /** Lines of `WireImportEvent` (application/x-ndjson). */
  'POST /w/:workspace/imports': { body: WireImport; result: RawAnswer };
}

interface KeyWire {
  'GET /w/:workspace/keys': { result: readonly WireKey[] };
  /** `raw` is shown this once. */
  'POST /w/:workspace/keys': { body: WireNewKey; result: { key: WireKey; raw: string } };
  'DELETE /w/:workspace/keys/:key': { result: Done };
  'GET /w/:workspace/keys/:key/requests': {
    query: { cursor?: string };
    result: { requests: readonly WireRequest[]; next: string | null };
  };
  /** Needs a key that one may use; its raw text is not needed and never sent. */
  'POST /w/:workspace/console': { body: WireConsoleCall; result: WireConsoleAnswer };
}

interface InstanceWire {
  'GET /instance/users': { result: readonly WireInstanceUser[] };
  /** The new user sets a password by the link. */
  'POST /instance/users': { body: { email: string; name?: string }; result: WireNewLink };
  /** To make somebody an operator takes the password of whoever does. */
  'PATCH /instance/users/:user': {
    body: { isOperator?: boolean; disabled?: boolean; password?: string };
    result: Done;
  };
  'POST /instance/users/:user/reset': { body: { password?: string }; result: WireNewLink };
  'GET /instance/workspaces': { result: readonly WireInstanceWorkspace[] };
  'PATCH /instance/workspaces/:id': { body: { plan?: PlanName; locked?: boolean }; result: Done };
  'GET /instance/blocked-hosts': { result: readonly WireBlockedHost[] };
  'POST /instance/blocked-hosts': { body: { host: string; reason: string }; result: WireBlockedHost };
  /** `:host` is the host itself. */
  'DELETE /instance/blocked-hosts/:host': { result: Done };
  'GET /instance/suspended': { result: readonly WireSuspendedCode[] };
  'POST /instance/suspended': { body: { slug: string; reason: string }; result: WireSuspendedCode };
  'DELETE /instance/suspended/:code': { result: Done };
  'GET /instance/health': { result: WireHealth };
  'POST /instance/keys': {
    body: { dialect: WireNewKey['dialect']; workspace: string; email?: string; name: string; raw: string };
    result: WireKey;
  };
}

export interface Wire
  extends AccountWire,
    WorkspaceWire,
    CodeWire,
    DesignWire,
    PrintWire,
    StatWire,
    ReportWire,
    KeyWire,
    InstanceWire {}

export type RouteName = keyof Wire;

type Part<Name extends RouteName, Field extends keyof Ask, Otherwise> = Wire[Name] extends {
  readonly [Key in Field]: infer Value;
}
  ? Value
  : Otherwise;

export type BodyOf<Name extends RouteName> = Part<Name, 'body', undefined>;
export type QueryOf<Name extends RouteName> = Part<Name, 'query', Record<never, string>>;
export type HeadersOf<Name extends RouteName> = Part<Name, 'headers', Record<never, string>>;
export type ResultOf<Name extends RouteName> = Part<Name, 'result', never>;

type ParamIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
/** What stands behind a colon in the path. */
export type ParamsOf<Name extends RouteName> = Readonly<Record<ParamIn<Name>, string>>;
