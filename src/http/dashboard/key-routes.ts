import { z } from 'zod';
import { nameField } from '../../core/codes/fields.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { expiryField } from '../../core/expiry.ts';
import { getConsoleAccess } from '../../core/keys/console.ts';
import { dialects } from '../../core/keys/key.ts';
import { listKeys, makeKey, revokeSeenKey } from '../../core/keys/manage.ts';
import { listRequests } from '../../core/requests/list.ts';
import { askApi, consoleMethods, parseTarget } from './console.ts';
import type { RoutesOf } from './route.ts';

const newKeyBody = z.strictObject({
  dialect: z.enum(dialects),
  name: nameField,
  readOnly: z.boolean(),
  expiresAt: expiryField,
  actsAs: z.enum(['workspace', 'self']).optional(),
});

const requestsQuery = z.object({ cursor: z.string().max(100).optional() });

const consoleBody = z.strictObject({
  keyId: z.string().max(100),
  method: z.enum(consoleMethods),
  path: z.string().max(4_000),
  body: z.string().optional(),
});

export const keyRoutes: RoutesOf<
  | 'GET /w/:workspace/keys'
  | 'POST /w/:workspace/keys'
  | 'DELETE /w/:workspace/keys/:key'
  | 'GET /w/:workspace/keys/:key/requests'
  | 'POST /w/:workspace/console'
> = {
  'GET /w/:workspace/keys': {
    need: 'keys:own',
    handle: (core, { access }) => listKeys(core, access),
  },
  'POST /w/:workspace/keys': {
    need: 'keys:own',
    once: 'shown',
    handle: (core, { access, body, c }) =>
      makeKey(core, access, { ...parseBySchema(newKeyBody, body), once: c.var.claim }),
  },
  'DELETE /w/:workspace/keys/:key': {
    need: 'keys:own',
    async handle(core, { access, params }) {
      await revokeSeenKey(core, access, params.key);
      return {};
    },
  },
  'GET /w/:workspace/keys/:key/requests': {
    need: 'keys:own',
    async handle(core, { access, params, query }) {
      const { cursor } = parseBySchema(requestsQuery, query);
      const { requests, next } = await listRequests(core, access, params.key, cursor);
      return { requests: requests.map(({ keyId: _known, ...request }) => request), next };
    },
  },
  'POST /w/:workspace/console': {
    need: 'keys:own',
    async handle(core, { access, body, signedIn, deps, c }) {
      const call = parseBySchema(consoleBody, body);
      const keyAccess = await getConsoleAccess(core, access, call.keyId);
      const url = parseTarget(call.path, core.settings.baseUrl, keyAccess.key.dialect);
      const use = { access: keyAccess, user: signedIn.user.email };
      return askApi(deps.dispatch, use, url, call, c.req.raw.signal);
    },
  },
};
