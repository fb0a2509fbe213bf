import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { ReportLink, ReportSet } from '../../core/reports/report-link.ts';
import type { ReportReads, ReportWrites } from '../../core/reports/store-port.ts';
import type { ReportLinkTable, Tables } from '../schema.ts';

export function reportReads(db: Kysely<Tables>): ReportReads {
  const all = () => db.selectFrom('report_links');
  return {
    async findByHash(hash) {
      const row = await all().selectAll().where('token_hash', '=', hash).executeTakeFirst();
      return row && toLink(row);
    },
    async find(workspaceId, id) {
      const own = all().selectAll().where('workspace_id', '=', workspaceId);
      const row = await own.where('id', '=', id).executeTakeFirst();
      return row && toLink(row);
    },
    async list(workspaceId, nowMs, limit) {
      const rows = await all()
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy((eb) => eb.case().when(isLive(eb, nowMs)).then(eb.lit(0)).else(eb.lit(1)).end())
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toLink);
    },
    async countLive(workspaceId, nowMs) {
      const { links } = await all()
        .select((eb) => eb.fn.countAll<number>().as('links'))
        .where('workspace_id', '=', workspaceId)
        .where((eb) => isLive(eb, nowMs))
        .executeTakeFirstOrThrow();
      return links;
    },
  };
}

export function reportWrites(db: Kysely<Tables>): ReportWrites {
  return {
    async insert(link, hash) {
      await db.insertInto('report_links').values(toRow(link, hash)).execute();
    },
    async update({ id, title, days, passwordHash, expiresAt }) {
      const said = { title, days, password_hash: passwordHash, expires_at: expiresAt };
      await db.updateTable('report_links').set(said).where('id', '=', id).execute();
    },
    async revoke(id, atMs) {
      await db.updateTable('report_links').set({ revoked_at: atMs }).where('id', '=', id).execute();
    },
    async deleteDead(workspaceId, beforeMs) {
      await db
        .deleteFrom('report_links')
        .where('workspace_id', '=', workspaceId)
        .where((eb) => eb.or([eb('revoked_at', '<', beforeMs), eb('expires_at', '<', beforeMs)]))
        .execute();
    },
    async noteSeen(id, atMs) {
      await db
        .updateTable('report_links')
        .set({ seen_at: atMs })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('seen_at', 'is', null), eb('seen_at', '<', atMs)]))
        .execute();
    },
    async renameTag(workspaceId, tag, name) {
      const ofTag = db.updateTable('report_links').where('workspace_id', '=', workspaceId);
      await ofTag.where('tag', '=', tag).set({ tag: name }).execute();
    },
  };
}

function isLive(eb: ExpressionBuilder<Tables, 'report_links'>, nowMs: number) {
  return eb.and([
    eb('revoked_at', 'is', null),
    eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]),
  ]);
}

function toRow({ set, ...link }: ReportLink, hash: string): Selectable<ReportLinkTable> {
  return {
    ...{ id: link.id, workspace_id: link.workspaceId, title: link.title, days: link.days },
    code_id: 'codeId' in set ? set.codeId : null,
    tag: 'tag' in set ? set.tag : null,
    folder_id: 'folderId' in set ? set.folderId : null,
    ...{ token_hash: hash, password_hash: link.passwordHash },
    ...{ created_by: link.createdBy, created_by_name: link.createdByName, created_at: link.createdAt },
    ...{ expires_at: link.expiresAt, revoked_at: link.revokedAt, seen_at: link.seenAt },
  };
}

function toLink(row: Selectable<ReportLinkTable>): ReportLink {
  return {
    ...{ id: row.id, workspaceId: row.workspace_id, title: row.title, set: toSet(row), days: row.days },
    passwordHash: row.password_hash,
    ...{ createdBy: row.created_by, createdByName: row.created_by_name, createdAt: row.created_at },
    ...{ expiresAt: row.expires_at, revokedAt: row.revoked_at, seenAt: row.seen_at },
  };
}

function toSet({ code_id, tag, folder_id }: Selectable<ReportLinkTable>): ReportSet {
  if (code_id !== null) return { codeId: code_id };
  if (tag !== null) return { tag };
  return folder_id === null ? { whole: true } : { folderId: folder_id };
}
