import { type Context, Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { getAccess } from '../../core/workspaces/access.ts';
import type { HttpEnv } from '../shared/env.ts';
import { answerOnce, type OnceProblem, onceProblemMessages } from '../shared/idempotency.ts';
import { type BodyProblem, bodyProblemMessages, jsonBody } from '../shared/json-body.ts';
import type { Auth } from './auth/auth.ts';
import { requireOwnOrigin, requireToken } from './csrf.ts';
import { Refusal, renderError, renderThrown } from './errors.ts';
import type { DashboardDeps, Route, SignedIn } from './route.ts';
import { routes } from './routes.ts';
import type { RouteName } from './wire.ts';

export interface DashboardApiDeps extends Omit<DashboardDeps, 'auth'> {
  /** Loads what signs people in, which a server that only redirects never needs; the same each time. */
  readonly openAuth: () => Promise<Auth>;
}

type Ready = () => Promise<DashboardDeps>;

/** What the dashboard asks, to be mounted at `/app/api`. */
export function createDashboardApi(deps: DashboardApiDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const ready: Ready = async () => ({ ...deps, auth: await deps.openAuth() });
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  for (const [name, route] of Object.entries(routes)) addRoute(app, ready, name as RouteName, route);
  // The one address that is not asked by our own page: the provider sends browsers there.
  app.get('/auth/callback/oidc', async (c) => {
    const { signOn } = await deps.openAuth();
    return signOn === null ? renderNothing(c) : signOn.finish(c.req.raw);
  });
  app.all('*', renderNothing);
  app.onError((thrown, c) => {
    const isExpected = thrown instanceof AppError ? thrown.cause === undefined : thrown instanceof Refusal;
    if (!isExpected) {
      deps.log('error', { err: thrown, surface: 'dashboard' }, 'call failed');
    }
    return renderThrown(c, thrown);
  });
  return app;
}

function renderNothing(c: Context<HttpEnv>): Response {
  return renderError(c, { code: 'not_found', error: 'There is nothing at this address.' });
}

/** Files of codes to be made are the longest that anybody sends; everything else is short. */
const bodyBytesMax = 100_000;
const importBytesMax = 10_000_000;

function addRoute(app: Hono<HttpEnv>, ready: Ready, name: RouteName, route: Route<RouteName>): void {
  const [method = '', path = ''] = name.split(' ');
  const changes = method !== 'GET';
  if (changes) app.on(method, path, async (c, next) => requireOwnOrigin(c, await ready(), next));
  if (changes) {
    const most = path.includes('/imports') ? importBytesMax : bodyBytesMax;
    app.on(method, path, jsonBody<HttpEnv>(renderBodyProblem, {}, most));
  }
  app.on(method, path, async (c) => {
    const deps = await ready();
    const signedIn = await deps.auth.findSignedIn(c);
    if (changes && signedIn !== null) requireToken(deps, c, signedIn);
    const respond = async () => {
      const answer = await answerOf(deps, c, route, signedIn);
      return answer instanceof Response ? answer : c.json(answer);
    };
    return onceRoutes.has(name) && signedIn ? respondOnce(deps, c, signedIn, respond) : respond();
  });
}

/** What makes something that nobody would want twice; each takes an `Idempotency-Key`. */
const onceRoutes: ReadonlySet<RouteName> = new Set([
  'POST /w/:workspace/codes',
  'POST /w/:workspace/folders',
] as const);

async function respondOnce(
  { core }: DashboardDeps,
  c: Context<HttpEnv>,
  { user }: SignedIn,
  respond: () => Promise<Response>,
): Promise<Response> {
  // Whoever has left the workspace is not told again what was answered there.
  await getAccess(core, user, c.req.param('workspace') ?? '');
  const refuse = (_c: Context, problem: OnceProblem) =>
    renderError(c, { code: problem, error: onceProblemMessages[problem] });
  return answerOnce({ core, scope: () => `user:${user.id}`, refuse }, c, (claim) => {
    c.set('claim', claim);
    return respond();
  });
}

async function answerOf(
  deps: DashboardDeps,
  c: Context<HttpEnv>,
  route: Route<RouteName>,
  signedIn: SignedIn | null,
): Promise<object> {
  const { core } = deps;
  // The types of params are those of all routes at once, which no single one has.
  const call = { params: c.req.param() as never, query: c.req.query(), body: c.var.body, c, deps };
  if (route.need === 'anyone') return route.handle(core, { ...call, signedIn });
  if (signedIn === null) throw new AppError('unauthorized', 'Sign in first.');
  if (route.need === 'user' || route.need === 'operator') return route.handle(core, { ...call, signedIn });
  const access = await getAccess(core, signedIn.user, c.req.param('workspace') ?? '');
  return route.handle(core, { ...call, signedIn, access });
}

function renderBodyProblem(c: Context, problem: BodyProblem): Response {
  const code = problem === 'too_large' ? 'payload_too_large' : 'invalid_json';
  return renderError(c, { code, error: bodyProblemMessages[problem] });
}
