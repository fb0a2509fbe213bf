import { type Context, Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { cors } from '../shared/cors.ts';
import { once, onceHeader, onceProblemMessages } from '../shared/idempotency.ts';
import { type BodyProblem, jsonBody } from '../shared/json-body.ts';
import type { ApiV1Deps, ApiV1Env } from './env.ts';
import { renderBodyProblem, renderError, renderThrown } from './errors.ts';
import { createGate } from './gate.ts';
import { onceHeaders, shownOnceHeaders } from './once-headers.ts';
import { routes } from './routes.ts';

/** The QRA dialect, to be mounted at `/api/v1`. */
export function createApiV1(deps: ApiV1Deps): Hono<ApiV1Env> {
  const app = new Hono<ApiV1Env>();
  app.use(
    cors({
      origins: deps.corsOrigins,
      methods: 'GET, HEAD, POST, PUT, PATCH, DELETE',
      requestHeaders: `Authorization, Content-Type, Last-Event-ID, ${onceHeader}`,
      responseHeaders:
        'Content-Disposition, Idempotent-Replayed, Location, Quietzone-Files, Retry-After, X-RateLimit-Plan, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
    }),
  );
  app.use(createGate(deps));
  addRoutes(app, deps);
  app.all('*', (c) => renderError(c, 'not_found', 'There is nothing at this address. See /api/docs.'));
  app.onError((thrown, c) => {
    if (!(thrown instanceof AppError) || thrown.cause !== undefined) {
      deps.log('error', { err: thrown, surface: 'api-v1' }, 'call failed');
    }
    return renderThrown(c, thrown);
  });
  return app;
}

function addRoutes(app: Hono<ApiV1Env>, deps: ApiV1Deps): void {
  const allowed = new Map<string, string[]>();
  const onlyOnce = (showsSecret: boolean) =>
    once<ApiV1Env>({
      core: deps.core,
      scope: (c) => c.var.access.key.id,
      refuse: (c, problem) => renderError(c, problem, onceProblemMessages[problem]),
      showsSecret,
    });
  for (const { config, operation, bodyBytesMax } of routes) {
    const path = config.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const { body } = config.request ?? {};
    if (body?.content['application/json']) {
      const emptyIs = body.required ? undefined : {};
      const refuse = (c: Context<ApiV1Env>, problem: BodyProblem) =>
        renderBodyProblem(c, problem, bodyBytesMax);
      app.on(config.method.toUpperCase(), path, jsonBody(refuse, emptyIs, bodyBytesMax));
    }
    const headers = config.request?.headers;
    if (headers === onceHeaders || headers === shownOnceHeaders)
      app.on(config.method.toUpperCase(), path, onlyOnce(headers === shownOnceHeaders));
    app.on(config.method.toUpperCase(), path, (c) => operation(deps.core, c, deps.log));
    const methods = config.method === 'get' ? ['GET', 'HEAD'] : [config.method.toUpperCase()];
    allowed.set(path, [...(allowed.get(path) ?? []), ...methods]);
  }
  for (const [path, methods] of allowed) {
    app.all(path, (c) => refuseMethod(c, methods.join(', ')));
  }
}

function refuseMethod(c: Context, allow: string): Response {
  c.header('Allow', allow);
  return renderError(c, 'method_not_allowed', `${c.req.method} is not possible here: use ${allow}.`);
}
