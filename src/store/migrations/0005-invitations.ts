import { columnWords, type Migration } from './migration.ts';

// An invitation that is used, revoked or replaced is deleted: what became of it stands in the log of changes. A deleted
// workspace stays as a tombstone (deleted_at), since codes, keys and scans refer to it. The index of the log holds what
// pages of one workspace are filtered by, so that rows which do not fit are never read.
export const invitations: Migration = {
  name: 'invitations',
  statements(engine) {
    const { text } = columnWords(engine);
    return [
      'alter table workspaces add column deleted_at bigint',
      `create table invitations (
        id ${text} primary key, workspace_id ${text} not null references workspaces (id), email ${text} not null,
        role ${text} not null, hash ${text} not null unique, invited_by ${text}, invited_by_name ${text} not null,
        created_at bigint not null, expires_at bigint not null, unique (workspace_id, email)
      )`,
      'create index changes_by_workspace on changes (workspace_id, seq, object, actor_id)',
    ];
  },
};
