import type { Kysely, Selectable } from 'kysely';
import type { Invitation } from '../../core/workspaces/invitation.ts';
import type { InvitationReads, InvitationWrites } from '../../core/workspaces/store-port.ts';
import type { InvitationTable, Tables } from '../schema.ts';

export function invitationReads(db: Kysely<Tables>): InvitationReads {
  const ofWorkspace = (id: string) => db.selectFrom('invitations').selectAll().where('workspace_id', '=', id);
  return {
    async findByHash(hash) {
      const query = db.selectFrom('invitations').selectAll().where('hash', '=', hash);
      const row = await query.executeTakeFirst();
      return row && toInvitation(row);
    },
    async find(workspaceId, id) {
      const row = await ofWorkspace(workspaceId).where('id', '=', id).executeTakeFirst();
      return row && toInvitation(row);
    },
    async findByEmail(workspaceId, email) {
      const row = await ofWorkspace(workspaceId).where('email', '=', email).executeTakeFirst();
      return row && toInvitation(row);
    },
    async list(workspaceId) {
      const rows = await ofWorkspace(workspaceId).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(toInvitation);
    },
  };
}

export function invitationWrites(db: Kysely<Tables>): InvitationWrites {
  return {
    async insert(invitation, hash) {
      const row = await db
        .insertInto('invitations')
        .values(toRow(invitation, hash))
        .onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async delete(id) {
      const row = await db.deleteFrom('invitations').where('id', '=', id).returning('id').executeTakeFirst();
      return row !== undefined;
    },
    async deleteExpired(workspaceId, nowMs) {
      const ofWorkspace = db.deleteFrom('invitations').where('workspace_id', '=', workspaceId);
      await ofWorkspace.where('expires_at', '<=', nowMs).execute();
    },
  };
}

function toRow(invitation: Invitation, hash: string): Selectable<InvitationTable> {
  return {
    id: invitation.id,
    workspace_id: invitation.workspaceId,
    email: invitation.email,
    role: invitation.role,
    hash,
    invited_by: invitation.invitedBy,
    invited_by_name: invitation.invitedByName,
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
  };
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    invitedByName: row.invited_by_name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
