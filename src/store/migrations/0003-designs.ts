import { columnWords, type Migration } from './migration.ts';

export const designs: Migration = {
  name: 'designs',
  statements(engine) {
    const { text, clustered } = columnWords(engine);
    const blob = engine === 'postgres' ? 'bytea' : 'blob';
    return [
      // Of the design in `codes.design`; 0: there never was one.
      'alter table codes add column design_version integer not null default 0',
      // Id of the logo in that design, so that nobody looks into the designs of all codes for it.
      `alter table codes add column logo_id ${text}`,
      'create index codes_by_logo on codes (workspace_id, logo_id) where logo_id is not null',
      // Every design that a code has had, the present one included; null: plain again.
      `create table designs (
        code_num integer not null, version integer not null, design ${text}, actor_kind ${text} not null,
        actor_id ${text}, actor_name ${text} not null, at bigint not null, primary key (code_num, version)
      )`,
      `create table proofs (
        code_num integer not null, version integer not null, profile ${text} not null, text_hash ${text} not null,
        report ${text} not null, at bigint not null,
        primary key (code_num, version, profile)
      )`,
      // What lists show, apart from the picture.
      `create table logos (
        workspace_id ${text} not null references workspaces (id), id ${text} not null, name ${text} not null,
        width integer not null, height integer not null, created_at bigint not null,
        primary key (workspace_id, id)
      ) ${clustered}`,
      `create table logo_pictures (
        workspace_id ${text} not null, id ${text} not null, png ${blob} not null, primary key (workspace_id, id)
      )`,
    ];
  },
};
