import { columnWords, type Engine, type Migration } from './migration.ts';

export const organising: Migration = {
  name: 'organising',
  statements(engine) {
    const { text } = columnWords(engine);
    return [
      `create table folders (
        id ${text} primary key, workspace_id ${text} not null references workspaces (id), name ${text} not null,
        name_folded ${text} not null, created_at bigint not null, unique (workspace_id, name_folded)
      )`,
      'create index codes_by_folder on codes (workspace_id, folder_id) where folder_id is not null',
      // What names are ordered by. Of codes that were there before it is the name in lower case, until they are changed.
      `alter table codes add column name_key ${text} not null default ''`,
      `update codes set name_key = ${firstLine(engine)} where deleted_at is null`,
      `create index codes_by_name on codes (workspace_id, name_key, id)
        where deleted_at is null and trashed_at is null`,
      `create index codes_by_update on codes (workspace_id, updated_at, id)
        where deleted_at is null and trashed_at is null`,
      'create index codes_trashed on codes (workspace_id) where trashed_at is not null',
      'create index changes_by_object on changes (object, object_id, seq)',
    ];
  },
};

/** Searches look in the name first, in lower case. */
function firstLine(engine: Engine): string {
  return engine === 'postgres'
    ? `substr(split_part(search_text, chr(10), 1), 1, 200)`
    : `substr(search_text, 1, min(instr(search_text, char(10)) - 1, 200))`;
}
