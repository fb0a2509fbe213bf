import { z } from 'zod';
import { blockHost, listBlockedHosts, unblockHost } from '../../core/blocking/block.ts';
import type { SuspendedCode } from '../../core/blocking/store-port.ts';
import { listSuspendedCodes, resumeCode, suspendCode } from '../../core/blocking/suspend.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { importInstanceKey } from '../../core/instance/keys.ts';
import { operatorOf } from '../../core/instance/operator.ts';
import { dialects } from '../../core/keys/key.ts';
import type { RoutesOf } from './route.ts';
import type { WireSuspendedCode } from './wire-people.ts';

const hostBody = z.strictObject({ host: z.string(), reason: z.string() });
const slugBody = z.strictObject({ slug: z.string(), reason: z.string() });
const keyBody = z.strictObject({
  dialect: z.enum(dialects),
  workspace: z.string(),
  email: z.string().optional(),
  name: z.string().trim().min(1).max(100),
  raw: z.string().max(1000),
});

export const instanceRoutes: RoutesOf<
  | 'GET /instance/blocked-hosts'
  | 'POST /instance/blocked-hosts'
  | 'DELETE /instance/blocked-hosts/:host'
  | 'GET /instance/suspended'
  | 'POST /instance/suspended'
  | 'DELETE /instance/suspended/:code'
  | 'GET /instance/health'
  | 'POST /instance/keys'
> = {
  'GET /instance/blocked-hosts': {
    need: 'operator',
    handle: async (core, { signedIn }) => listBlockedHosts(core, operatorOf(signedIn.user)),
  },
  'POST /instance/blocked-hosts': {
    need: 'operator',
    handle: async (core, { signedIn, body }) =>
      blockHost(core, operatorOf(signedIn.user), parseBySchema(hostBody, body)),
  },
  'DELETE /instance/blocked-hosts/:host': {
    need: 'operator',
    async handle(core, { signedIn, params }) {
      await unblockHost(core, operatorOf(signedIn.user), params.host);
      return {};
    },
  },
  'GET /instance/suspended': {
    need: 'operator',
    async handle(core, { signedIn }) {
      return (await listSuspendedCodes(core, operatorOf(signedIn.user))).map(renderSuspended);
    },
  },
  'POST /instance/suspended': {
    need: 'operator',
    async handle(core, { signedIn, body }) {
      const operator = operatorOf(signedIn.user);
      return renderSuspended(await suspendCode(core, operator, parseBySchema(slugBody, body)));
    },
  },
  'DELETE /instance/suspended/:code': {
    need: 'operator',
    async handle(core, { signedIn, params }) {
      await resumeCode(core, operatorOf(signedIn.user), params.code);
      return {};
    },
  },
  'GET /instance/health': {
    need: 'operator',
    async handle(_core, { signedIn, deps }) {
      operatorOf(signedIn.user);
      return deps.instance.health();
    },
  },
  'POST /instance/keys': {
    need: 'operator',
    async handle(core, { signedIn, body }) {
      const operator = operatorOf(signedIn.user);
      const { key, userEmail } = await importInstanceKey(core, operator, parseBySchema(keyBody, body));
      return { ...key, userEmail };
    },
  },
};

function renderSuspended({ code, workspace }: SuspendedCode): WireSuspendedCode {
  const { id, slug, name, destination, suspendedAt, suspendedReason } = code;
  return { id, slug, name, destination, workspace, at: suspendedAt ?? 0, reason: suspendedReason ?? '' };
}
