import { type Context, Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { KeptNumbers } from '../../core/reports/kept-numbers.ts';
import { getAccess } from '../../core/workspaces/access.ts';
import { requirePermission } from '../../core/workspaces/roles.ts';
import { readBytes } from '../shared/body-bytes.ts';
import type { HttpEnv } from '../shared/env.ts';
import { answerOnce, type OnceProblem, onceProblemMessages } from '../shared/idempotency.ts';
import { type BodyProblem, bodyProblemMessages, takeBody, tooLargeMessage } from '../shared/json-body.ts';
import type { Auth } from './auth/auth.ts';
import { requireOwnOrigin, requireToken } from './csrf.ts';
import { Refusal, renderError, renderThrown } from './errors.ts';
import { HashingTurns, isHashing, requireRoom } from './hashing.ts';
import type { DashboardDeps, JsonOf, Route, SignedIn } from './route.ts';
import { routes } from './routes.ts';
import type { RouteName } from './wire.ts';
import type { WireReport } from './wire-stats.ts';

export interface DashboardApiDeps extends Omit<DashboardDeps, 'auth' | 'reportNumbers'> {
  /** Loads what signs people in, which a server that only redirects never needs; the same each time. */
  readonly openAuth: () => Promise<Auth>;
}

type Ready = () => Promise<DashboardDeps>;

/** What the dashboard asks, to be mounted at `/app/api`. */
export function createDashboardApi(deps: DashboardApiDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const reportNumbers = new KeptNumbers<JsonOf<WireReport>>(() => performance.now());
  const ready: Ready = async () => ({ ...deps, reportNumbers, auth: await deps.openAuth() });
  const turns = new HashingTurns();
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  for (const [name, route] of Object.entries(routes))
    addRoute(app, { ready, turns }, name as RouteName, route);
  // The one address that is not asked by our own page: the provider sends browsers there.
  app.get('/auth/callback/oidc', async (c) => {
    const { signOn } = await deps.openAuth();
    return signOn === null ? renderNothing(c) : signOn.finish(c);
  });
  app.all('*', renderNothing);
  app.onError((thrown, c) => {
    const { signal } = c.req.raw;
    // Whoever went away has ended the work, and nobody is there to read about it.
    if (signal.aborted && thrown === signal.reason) return c.body(null);
    const isAway = thrown instanceof AppError && thrown.code === 'unavailable';
    const isExpected = thrown instanceof AppError ? thrown.cause === undefined : thrown instanceof Refusal;
    // That something is away is said by the health checks, and not once for each of those who ask.
    if (isAway) deps.log('warn', { reason: thrown.message, surface: 'dashboard' }, 'call must wait');
    else if (!isExpected) deps.log('error', { err: thrown, surface: 'dashboard' }, 'call failed');
    return renderThrown(c, thrown);
  });
  return app;
}

function renderNothing(c: Context<HttpEnv>): Response {
  return renderError(c, { code: 'not_found', error: 'There is nothing at this address.' });
}

/** Whoever is not signed in has a password, a code or a passkey to send. */
const strangerBytesMax = 10_000;
const shortBytesMax = 100_000;

function bodyBytesMaxOf(
  { bodyBytesMax = shortBytesMax }: Route<RouteName>,
  signedIn: SignedIn | null,
): number {
  return signedIn === null ? strangerBytesMax : bodyBytesMax;
}

interface Shared {
  readonly ready: Ready;
  readonly turns: HashingTurns;
}

function addRoute(
  app: Hono<HttpEnv>,
  { ready, turns }: Shared,
  name: RouteName,
  route: Route<RouteName>,
): void {
  const [method = '', path = ''] = name.split(' ');
  const changes = method !== 'GET';
  if (changes) app.on(method, path, async (c, next) => requireOwnOrigin(c, await ready(), next));
  app.on(method, path, async (c) => {
    const deps = await ready();
    const admitted = async () => {
      requireRoom(deps.core, name, route.need);
      return admit(deps, c, route, changes);
    };
    const { signedIn, answer } = await admitted().catch(async (refusal) => {
      // Thrown away, but to its end: most clients look for an answer only when they have sent all.
      if (changes) await readBytes(c.req.raw, 0);
      throw refusal;
    });
    const refused = changes && (await takeBody(c, takingOf(bodyBytesMaxOf(route, signedIn))));
    if (refused) return refused;
    const respond = async () => {
      const result = await answer();
      if (result instanceof Response) return result;
      return typeof result === 'string'
        ? c.body(result, 200, { 'Content-Type': 'application/json' })
        : c.json(result);
    };
    const { once } = route;
    const run = () => (once && signedIn ? respondOnce(deps, c, signedIn, once, respond) : respond());
    return isHashing(name) ? turns.run(deps, c, signedIn, run) : run();
  });
}

interface Admitted {
  readonly signedIn: SignedIn | null;
  /** To be asked when the body is read. */
  answer(): Promise<object | string>;
}

/** Who asks, and whether they are let in: known before anything of the body is read, which costs more. */
async function admit(
  deps: DashboardDeps,
  c: Context<HttpEnv>,
  route: Route<RouteName>,
  changes: boolean,
): Promise<Admitted> {
  const { core } = deps;
  const signedIn = await deps.auth.findSignedIn(c);
  if (changes && signedIn !== null) requireToken(deps, c, signedIn);
  // The types of params are those of all routes at once, which no single one has.
  const call = () => ({ params: c.req.param() as never, query: c.req.query(), body: c.var.body, c, deps });
  if (route.need === 'anyone') return { signedIn, answer: () => route.handle(core, { ...call(), signedIn }) };
  if (signedIn === null) throw new AppError('unauthorized', 'Sign in first.');
  if (route.need === 'user' || route.need === 'operator')
    return { signedIn, answer: () => route.handle(core, { ...call(), signedIn }) };
  const access = await getAccess(core, signedIn.user, c.req.param('workspace') ?? '');
  // That the role is enough is core's to check; but nobody has a long body read in vain.
  if (route.bodyBytesMax !== undefined) requirePermission(access, route.need);
  return { signedIn, answer: () => route.handle(core, { ...call(), signedIn, access }) };
}

async function respondOnce(
  { core }: DashboardDeps,
  c: Context<HttpEnv>,
  { user }: SignedIn,
  once: true | 'shown',
  respond: () => Promise<Response>,
): Promise<Response> {
  const refuse = (_c: Context, problem: OnceProblem) =>
    renderError(c, { code: problem, error: onceProblemMessages[problem] });
  const options = { core, scope: () => `user:${user.id}`, refuse, showsSecret: once === 'shown' };
  return answerOnce(options, c, (claim) => {
    c.set('claim', claim);
    return respond();
  });
}

function takingOf(bytesMax: number) {
  const refuse = (c: Context, problem: BodyProblem) => {
    const code = problem === 'too_large' ? 'payload_too_large' : 'invalid_json';
    const error = problem === 'too_large' ? tooLargeMessage(bytesMax) : bodyProblemMessages[problem];
    return renderError(c, { code, error });
  };
  return { refuse, emptyIs: {}, bytesMax };
}
