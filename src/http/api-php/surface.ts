import { Hono } from 'hono';
import { AppError } from '../../core/errors.ts';
import { cors } from '../shared/cors.ts';
import { jsonBody } from '../shared/json-body.ts';
import type { ApiPhpDeps, ApiPhpEnv } from './env.ts';
import { renderBodyProblem, renderError, renderThrown } from './errors.ts';
import { createGate } from './gate.ts';
import { getCodes, getLog, postCode, postEdit } from './operations.ts';

/** The QR Track dialect, to be mounted at `/api.php`. The operation is chosen by method and `?uuid=`. */
export function createApiPhp(deps: ApiPhpDeps): Hono<ApiPhpEnv> {
  const app = new Hono<ApiPhpEnv>();
  app.use(
    cors({
      origins: deps.corsOrigins,
      methods: 'GET, HEAD, POST',
      requestHeaders: 'X-Api-Key, Content-Type',
      responseHeaders: 'Retry-After',
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
  app.post('/', jsonBody<ApiPhpEnv>(renderBodyProblem), (c) => {
    const uuid = c.req.query('uuid');
    return uuid === undefined ? postCode(deps, c) : postEdit(deps, c, uuid);
  });
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
