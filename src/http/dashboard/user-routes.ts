import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import { operatorOf } from '../../core/instance/operator.ts';
import {
  addInstanceUser,
  editInstanceUser,
  type InstanceUser,
  listInstanceUsers,
  makeLinkForUser,
} from '../../core/instance/users.ts';
import { editInstanceWorkspace, listInstanceWorkspaces } from '../../core/instance/workspaces.ts';
import { planNames } from '../../core/limits/plans.ts';
import { confirmationOf, confirmed } from './confirmed.ts';
import type { RoutesOf } from './route.ts';
import type { WireInstanceUser } from './wire-people.ts';

const userBody = z.strictObject({ email: z.string(), name: z.string().max(100).optional() });
/** For whoever has one. */
const confirmBody = z.strictObject({ password: z.string().max(1_000).optional() });
const userEdit = z.strictObject({
  ...confirmBody.shape,
  isOperator: z.boolean().optional(),
  disabled: z.boolean().optional(),
});
const workspaceEdit = z.strictObject({ plan: z.enum(planNames).optional(), locked: z.boolean().optional() });

export const userRoutes: RoutesOf<
  | 'GET /instance/users'
  | 'POST /instance/users'
  | 'PATCH /instance/users/:user'
  | 'POST /instance/users/:user/reset'
  | 'GET /instance/workspaces'
  | 'PATCH /instance/workspaces/:id'
> = {
  'GET /instance/users': {
    need: 'operator',
    async handle(core, { signedIn }) {
      return (await listInstanceUsers(core, operatorOf(signedIn.user))).map(renderUser);
    },
  },
  'POST /instance/users': {
    need: 'operator',
    once: 'shown',
    async handle(core, { signedIn, body, c }) {
      const input = { ...parseBySchema(userBody, body), once: c.var.claim };
      return addInstanceUser(core, operatorOf(signedIn.user), input);
    },
  },
  'PATCH /instance/users/:user': {
    need: 'operator',
    async handle(core, { deps, signedIn, params, body }) {
      const { password, ...edit } = parseBySchema(userEdit, body);
      const confirmation = confirmationOf(signedIn, password);
      const work = () => editInstanceUser(core, signedIn.user, params.user, edit, confirmation);
      await (edit.isOperator === true ? confirmed(deps, signedIn, work) : work());
      return {};
    },
  },
  'POST /instance/users/:user/reset': {
    need: 'operator',
    async handle(core, { deps, signedIn, params, body }) {
      const { password } = parseBySchema(confirmBody, body);
      const confirmation = confirmationOf(signedIn, password);
      return confirmed(deps, signedIn, () => makeLinkForUser(core, signedIn.user, params.user, confirmation));
    },
  },
  'GET /instance/workspaces': {
    need: 'operator',
    handle: async (core, { signedIn }) => listInstanceWorkspaces(core, operatorOf(signedIn.user)),
  },
  'PATCH /instance/workspaces/:id': {
    need: 'operator',
    async handle(core, { signedIn, params, body }) {
      const operator = operatorOf(signedIn.user);
      await editInstanceWorkspace(core, operator, params.id, parseBySchema(workspaceEdit, body));
      return {};
    },
  },
};

function renderUser(user: InstanceUser): WireInstanceUser {
  const { id, email, name, createdAt, isOperator, disabledAt, lastSeenAt } = user;
  const workspaces = user.workspaces.map((one) => ({ slug: one.slug, name: one.name, role: one.role }));
  return { id, email, name, createdAt, isOperator, disabledAt, lastSeenAt, workspaces };
}
