import { z } from 'zod';
import { inboxOf } from '../../core/accounts/inbox.ts';
import { listAudit } from '../../core/changes/audit.ts';
import { changedObjects } from '../../core/changes/change.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { createOwnWorkspace } from '../../core/workspaces/create.ts';
import { deleteWorkspace } from '../../core/workspaces/delete.ts';
import { renameWorkspace } from '../../core/workspaces/edit.ts';
import type { Invitation } from '../../core/workspaces/invitation.ts';
import {
  acceptInvitation,
  inviteMember,
  joinByInvitation,
  listInvitations,
  revokeInvitation,
} from '../../core/workspaces/invitations.ts';
import { leaveWorkspace, listMembers, removeMember, setMemberRole } from '../../core/workspaces/members.ts';
import { roles } from '../../core/workspaces/roles.ts';
import { getUsage } from '../../core/workspaces/usage.ts';
import type { User } from '../../core/workspaces/workspace.ts';
import { renderMembership } from './account-render.ts';
import type { Count } from './auth/tries.ts';
import type { RoutesOf } from './route.ts';
import type { WireInvitation } from './wire-people.ts';

const nameBody = z.strictObject({ name: z.string() });
const confirmBody = z.strictObject({ confirm: z.string() });
const roleBody = z.strictObject({ role: z.enum(roles) });
const inviteBody = z.strictObject({ email: z.string(), role: z.enum(roles) });
const accountBody = z.strictObject({ name: z.string().max(100).optional(), password: z.string() });
const auditQuery = z.strictObject({
  cursor: z.string().optional(),
  object: z.enum(changedObjects).optional(),
  actor: z.string().max(100).optional(),
});

export const workspaceRoutes: RoutesOf<
  | 'POST /workspaces'
  | 'POST /invitations/:token'
  | 'GET /w/:workspace'
  | 'PATCH /w/:workspace'
  | 'DELETE /w/:workspace'
  | 'POST /w/:workspace/leave'
  | 'GET /w/:workspace/members'
  | 'PATCH /w/:workspace/members/:user'
  | 'DELETE /w/:workspace/members/:user'
  | 'POST /w/:workspace/invitations'
  | 'DELETE /w/:workspace/invitations/:invitation'
  | 'GET /w/:workspace/audit'
> = {
  'POST /workspaces': {
    need: 'user',
    once: true,
    async handle(core, { body, signedIn, c }) {
      const input = { ...parseBySchema(nameBody, body), once: c.var.claim };
      return renderMembership(await createOwnWorkspace(core, signedIn.user, input), 'owner');
    },
  },
  'POST /invitations/:token': {
    need: 'anyone',
    async handle(core, { params, body, signedIn, c, deps }) {
      const { token } = params;
      if (signedIn !== null) return { workspace: (await acceptInvitation(core, signedIn.user, token)).slug };
      const account = parseBySchema(accountBody, body);
      const { tries } = deps.auth;
      return tries.during([{ name: 'linkByAddress', scope: tries.addressOf(c) }], async () => {
        const { user, workspace } = await joinByInvitation(core, token, account);
        await deps.auth.startSession(c, user);
        return { workspace: workspace.slug };
      });
    },
  },
  'GET /w/:workspace': {
    need: 'codes:read',
    async handle(core, { access: { workspace, role } }) {
      return { ...renderMembership(workspace, role), usage: await getUsage(core, workspace) };
    },
  },
  'PATCH /w/:workspace': {
    need: 'workspace:edit',
    async handle(core, { access, body }) {
      const { name } = parseBySchema(nameBody, body);
      return renderMembership(await renameWorkspace(core, access, name), access.role);
    },
  },
  'DELETE /w/:workspace': {
    need: 'workspace:delete',
    async handle(core, { access, body }) {
      await deleteWorkspace(core, access, parseBySchema(confirmBody, body).confirm);
      return {};
    },
  },
  'POST /w/:workspace/leave': {
    need: 'codes:read',
    async handle(core, { access }) {
      await leaveWorkspace(core, access);
      return {};
    },
  },
  'GET /w/:workspace/members': {
    need: 'members:read',
    async handle(core, { access }) {
      const invitations = await listInvitations(core, access);
      const members = await listMembers(core, access);
      return {
        members: members.map(({ userId, email, name, role, createdAt }) => ({
          userId,
          email,
          name,
          role,
          createdAt,
        })),
        invitations: invitations.map(renderInvitation),
      };
    },
  },
  'PATCH /w/:workspace/members/:user': {
    need: 'members:manage',
    async handle(core, { access, params, body }) {
      await setMemberRole(core, access, params.user, parseBySchema(roleBody, body).role);
      return {};
    },
  },
  'DELETE /w/:workspace/members/:user': {
    need: 'members:manage',
    async handle(core, { access, params }) {
      await removeMember(core, access, params.user);
      return {};
    },
  },
  'POST /w/:workspace/invitations': {
    need: 'members:manage',
    once: 'shown',
    async handle(core, { access, body, signedIn, deps, c }) {
      const input = { ...parseBySchema(inviteBody, body), once: c.var.claim };
      const invite = () => inviteMember(core, access, input);
      const counts = mailCounts(signedIn.user, input.email);
      const { invitation, ...link } = await (core.mailer === null
        ? invite()
        : deps.auth.tries.unlessRefused(counts, invite));
      const { expiresAt } = invitation;
      return { ...link, expiresAt, invitation: renderInvitation(invitation) };
    },
  },
  'DELETE /w/:workspace/invitations/:invitation': {
    need: 'members:manage',
    async handle(core, { access, params }) {
      await revokeInvitation(core, access, params.invitation);
      return {};
    },
  },
  'GET /w/:workspace/audit': {
    need: 'audit:read',
    handle: (core, { access, query }) => listAudit(core, access, parseBySchema(auditQuery, query)),
  },
};

/** What mail of an invitation counts against. */
function mailCounts(user: User, email: string): readonly Count[] {
  return [
    { name: 'inviteByUser', scope: user.id },
    { name: 'inviteToAddress', scope: inboxOf(email) },
  ];
}

function renderInvitation({
  id,
  email,
  role,
  createdAt,
  expiresAt,
  invitedByName,
}: Invitation): WireInvitation {
  return { id, email, role, createdAt, expiresAt, invitedBy: invitedByName };
}
