import { Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { cors } from '../shared/cors.ts';
import {
  type OnceProblem,
  once,
  onceHeader,
  onceProblemMessages,
  replayedHeader,
} from '../shared/idempotency.ts';
import { jsonBody } from '../shared/json-body.ts';
import type { ApiPhpDeps, ApiPhpEnv } from './env.ts';
import { renderBodyProblem, renderError, renderThrown } from './errors.ts';
import { createGate } from './gate.ts';
import { getCodes, getLog, postCode, postEdit } from './operations.ts';

const onceStatuses = {
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  idempotency_key_done: 409,
} as const satisfies Record<OnceProblem, number>;

/** The QR Track dialect, to be mounted at `/api.php`. The operation is chosen by method and `?uuid=`. */
export function createApiPhp(deps: ApiPhpDeps): Hono<ApiPhpEnv> {
  const app = new Hono<ApiPhpEnv>();
  app.use(
    cors({
      origins: deps.corsOrigins,
      methods: 'GET, HEAD, POST',
      requestHeaders: `X-Api-Key, Content-Type, ${onceHeader}`,
      responseHeaders: `Retry-After, ${replayedHeader}`,
    }),
  );
  app.use(createGate(deps));
  app.use('/', async (c, next) => {
    return c.req.query('uuid') === '' ? renderError(c, 400, 'uuid must not be empty') : next();
  });
  app.get('/', (c) => {
    const uuid = c.req.query('uuid');
    return uuid === undefined ? getCodes(deps, c) : getLog(deps, c, uuid);
  });
  const createOnce = once<ApiPhpEnv>({
    core: deps.core,
    scope: (c) => c.var.access.key.id,
    refuse: (c, problem) => renderError(c, onceStatuses[problem], onceProblemMessages[problem]),
  });
  app.post('/', jsonBody<ApiPhpEnv>(renderBodyProblem), (c, next) => {
    const uuid = c.req.query('uuid');
    return uuid === undefined ? createOnce(c, next) : postEdit(deps, c, uuid);
  });
  app.post('/', (c) => postCode(deps, c));
  app.all('/', (c) => {
    c.header('Allow', 'GET, HEAD, POST');
    return renderError(c, 405, 'Method Not Allowed');
  });
  app.all('*', (c) => renderError(c, 404, 'Not Found'));
  app.onError((thrown, c) => {
    if (!(thrown instanceof AppError) || thrown.cause !== undefined) {
      deps.log('error', { err: thrown, surface: 'api-php' }, 'call failed');
    }
    return renderThrown(c, thrown);
  });
  return app;
}
