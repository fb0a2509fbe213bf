import { columnWords, type Migration } from './migration.ts';

export const reportLinks: Migration = {
  name: 'report_links',
  statements(engine) {
    const { text } = columnWords(engine);
    return [
      // Links to numbers of a workspace, of a code, a tag or a folder; the link's token is kept as its hash alone.
      `create table report_links (
        id ${text} primary key, workspace_id ${text} not null, title ${text} not null,
        code_id ${text}, tag ${text}, folder_id ${text}, days integer not null,
        token_hash ${text} not null unique, password_hash ${text},
        created_by ${text}, created_by_name ${text} not null, created_at bigint not null,
        expires_at bigint, revoked_at bigint, seen_at bigint
      )`,
      'create index report_links_workspace on report_links (workspace_id, created_at)',
    ];
  },
};
