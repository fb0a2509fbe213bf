import { type Context, Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { getAccess } from '../../core/workspaces/access.ts';
import type { HttpEnv } from '../shared/env.ts';
import { type BodyProblem, bodyProblemMessages, jsonBody } from '../shared/json-body.ts';
import { requireOwnOrigin, requireToken } from './csrf.ts';
import { renderError, renderThrown } from './errors.ts';
import type { DashboardDeps, Route, SignedIn } from './route.ts';
import { routes } from './routes.ts';
import type { RouteName } from './wire.ts';

/** What the dashboard asks, to be mounted at `/app/api`. */
export function createDashboardApi(deps: DashboardDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  for (const [name, route] of Object.entries(routes)) addRoute(app, deps, name as RouteName, route);
  app.all('*', (c) => renderError(c, { code: 'not_found', error: 'There is nothing at this address.' }));
  app.onError((thrown, c) => {
    if (!(thrown instanceof AppError) || thrown.cause !== undefined) {
      deps.log('error', { err: thrown, surface: 'dashboard' }, 'call failed');
    }
    return renderThrown(c, thrown);
  });
  return app;
}

/** Files of codes to be made are the longest that anybody sends; everything else is short. */
const bodyBytesMax = 100_000;
const importBytesMax = 10_000_000;

function addRoute(app: Hono<HttpEnv>, deps: DashboardDeps, name: RouteName, route: Route<RouteName>): void {
  const [method = '', path = ''] = name.split(' ');
  const changes = method !== 'GET';
  if (changes) app.on(method, path, (c, next) => requireOwnOrigin(c, deps, next));
  if (changes) {
    const most = path.includes('/imports') ? importBytesMax : bodyBytesMax;
    app.on(method, path, jsonBody<HttpEnv>(renderBodyProblem, {}, most));
  }
  app.on(method, path, async (c) => {
    const signedIn = await deps.auth.findSignedIn(c);
    if (changes && signedIn !== null) requireToken(deps, c, signedIn);
    const answer = await answerOf(deps, c, route, signedIn);
    return answer instanceof Response ? answer : c.json(answer);
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
