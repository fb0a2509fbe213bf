import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Core, Settings } from '../../src/core/core.ts';
import { createUser, createWorkspace, ensureDefaultWorkspace } from '../../src/core/workspaces/create.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import type { BodyOf, ParamsOf, QueryOf, ResultOf, RouteName } from '../../src/http/dashboard/wire.ts';
import type { WireError } from '../../src/http/dashboard/wire-people.ts';
import { hashPassword } from '../../src/runtime/password-hash.ts';
import { createTestApp, testSecret } from './app.ts';
import { baseUrl, operator, startProgram, type TestProgram } from './program.ts';
import { openTestCore } from './store.ts';

type Given<Name extends RouteName> = {
  readonly params?: ParamsOf<Name>;
  readonly query?: QueryOf<Name>;
  readonly body?: BodyOf<Name>;
  /** Sent instead of the browser's own; '' leaves one out. */
  readonly headers?: Readonly<Record<string, string>>;
};

type Send = (url: string, init: RequestInit) => Promise<Response>;

export interface Answer<Result> {
  readonly status: number;
  readonly headers: Headers;
  /** As JSON, or as text where it is none. */
  readonly body: Result & Partial<WireError>;
}

/** A browser with cookies of its own, which sends the token of its session with every change. */
export interface Browser {
  readonly cookies: Map<string, string>;
  ask<Name extends RouteName>(name: Name, given?: Given<Name>): Promise<Answer<ResultOf<Name>>>;
  /** As `ask`, and fails unless the answer is good. */
  get<Name extends RouteName>(name: Name, given?: Given<Name>): Promise<ResultOf<Name>>;
  /** Any request; cookies come and go as with `ask`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface Dashboard extends QuickDashboard {
  readonly program: TestProgram;
}

export interface QuickDashboard {
  readonly core: Core;
  /** Nobody is signed in. */
  browser(): Browser;
  /** Signed in without a password, at the cost of a row. */
  browserOf(user: User): Promise<Browser>;
  /** A new user; in a workspace where one is named. */
  user(email: string, workspace?: Workspace, role?: Role): Promise<User>;
  /** A new workspace with a new owner. */
  workspace(name?: string, ownerEmail?: string): Promise<{ workspace: Workspace; owner: User }>;
  /** Gives the user a password, hashed at a thousandth of the cost. */
  setPassword(user: User, password: string): Promise<void>;
  /** Makes the user an operator of the instance. */
  promote(user: User): Promise<User>;
}

/**
 * The surfaces alone, in this process, over a core with a clock in the test's hand and passwords that cost nothing: for
 * what needs no socket.
 */
export async function openQuickDashboard(
  changes: Partial<Settings> = {},
  parts: Partial<Core> = {},
): Promise<QuickDashboard> {
  const testCore = await openTestCore({ baseUrl, ...changes });
  // What signs people in has the system's clock and no other: sessions would be over before they begin.
  testCore.clock.at = Date.now();
  const core = { ...testCore, ...parts };
  await ensureDefaultWorkspace(core);
  const app = createTestApp({ core });
  const send: Send = async (url, init) => app.request(url, init);
  return { ...peopleOf(core, testSecret, core.settings.baseUrl, send), core };
}

/** The real program with its dashboard; it stops with the test. */
export async function openDashboard(env: Record<string, string> = {}): Promise<Dashboard> {
  const program = await startProgram(env);
  onTestFinished(() => program.stop());
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  return dashboardOf(program, secret);
}

/** As `openDashboard`, for programs that a test starts and stops itself. */
export function dashboardOf(program: TestProgram, secret: string): Dashboard {
  return { ...peopleOf(program.core, secret, program.config.baseUrl, fetch, program.url), program };
}

function peopleOf(core: Core, secret: string, origin: string, send: Send, url = origin): QuickDashboard {
  const browser = (cookies = new Map<string, string>()) => createBrowser(url, cookies, send);
  const user: QuickDashboard['user'] = (email, workspace, role = 'member') =>
    createUser(core, operator, { email, ...(workspace && { workspace: { id: workspace.id, role } }) });
  return {
    ...{ core, user },
    browser: () => browser(),
    browserOf: async (who) => browser(await cookiesOf(core, secret, origin, who)),
    async workspace(name = 'Bakery', ownerEmail = `${core.random.text('abcdefgh', 12)}@example.com`) {
      const owner = await user(ownerEmail);
      return { owner, workspace: await createWorkspace(core, operator, { name, ownerId: owner.id }) };
    },
    setPassword: (who, password) => setPassword(core, who, password),
    async promote(who) {
      const own = [{ field: 'id', operator: 'eq', value: who.id }] as const;
      await core.store.transact((tx) => tx.accounts.update('user', own, { isOperator: 1 }));
      return { ...who, isOperator: true };
    },
  };
}

export async function setPassword(core: Core, user: User, password: string): Promise<void> {
  const [id, at] = [core.random.uuid(), core.clock.now()];
  const row = {
    id,
    accountId: user.id,
    providerId: 'credential',
    userId: user.id,
    createdAt: at,
    updatedAt: at,
  };
  const hash = hashPassword(password, { ln: 4, r: 8, p: 1 });
  await core.store.transact((tx) => tx.accounts.insert('account', { ...row, password: hash }));
}

const dayMs = 86_400_000;

/** The cookie of a new session, as the server signs it. */
export async function cookiesOf(
  core: Core,
  secret: string,
  origin: string,
  user: User,
): Promise<Map<string, string>> {
  const token = randomBytes(24).toString('base64url');
  const at = core.clock.now();
  await core.store.transact((tx) =>
    tx.accounts.insert('session', {
      ...{ id: core.random.uuid(), token: core.random.sha256(token), userId: user.id, userAgent: 'Test' },
      ...{ expiresAt: at + 30 * dayMs, createdAt: at, updatedAt: at },
    }),
  );
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  const name = origin.startsWith('https:') ? '__Host-quietzone' : 'quietzone';
  return new Map([[name, encodeURIComponent(`${token}.${signature}`)]]);
}

export function createBrowser(url: string, cookies = new Map<string, string>(), send: Send = fetch): Browser {
  let token: string | undefined;
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ 'Sec-Fetch-Site': 'same-origin', Origin: baseUrl });
    if (cookies.size > 0)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    for (const [name, value] of new Headers(init.headers)) {
      if (value === '') headers.delete(name);
      else headers.set(name, value);
    }
    const response = await send(`${url}${path}`, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    token = response.headers.get('x-quietzone-token') ?? token;
    return response;
  };
  const readToken = async () => {
    const response = await request('/app/api/session');
    token = ((await response.json()) as { token?: string }).token ?? '';
  };
  const ask: Browser['ask'] = async (name, { params, query, body, headers } = {}) => {
    const [method = '', pattern = ''] = name.split(' ');
    const path = pattern.replace(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent((params as Record<string, string> | undefined)?.[key] ?? ''),
    );
    const search = query ? `?${searchOf(query)}` : '';
    if (method !== 'GET') await readToken();
    const sent: Record<string, string> = method === 'GET' ? {} : { 'X-Quietzone-Token': token ?? '' };
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    const init = {
      method,
      headers: { ...sent, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await request(`/app/api${path}${search}`, init);
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    const text = isStream ? await firstPart(response) : await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    ...{ cookies, ask, fetch: request },
    async get(name, given) {
      const answer = await ask(name, given);
      if (answer.status < 400) return answer.body;
      throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
}

/** A list is a parameter for each of its values. */
function searchOf(query: object): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(pairs);
}

/** Of what has no end. */
async function firstPart(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at).trim();
  const isOver = attributes.some((one) => /^\s*max-age=0$/i.test(one)) || pair.slice(at + 1) === '';
  if (isOver) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}
