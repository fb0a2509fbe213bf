import { type Kysely, sql } from 'kysely';
import { nameKeyOf } from '../../core/codes/order.ts';
import type { Tables } from '../schema.ts';
import { columnWords, type Migration } from './migration.ts';

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
      // What names are ordered by.
      `alter table codes add column name_key ${text} not null default ''`,
      `create index codes_by_name on codes (workspace_id, name_key, id)
        where deleted_at is null and trashed_at is null`,
      `create index codes_by_update on codes (workspace_id, updated_at, id)
        where deleted_at is null and trashed_at is null`,
      'create index codes_trashed on codes (workspace_id) where trashed_at is not null',
      'create index changes_by_object on changes (object, object_id, seq)',
    ];
  },
  fill: fillNameKeys,
};

/** What memory holds, and one statement. */
const codesAtOnce = 500;

/** Of the codes that were there before. */
async function fillNameKeys(trx: Kysely<Tables>): Promise<void> {
  let after = 0;
  for (;;) {
    const codes = await trx
      .selectFrom('codes')
      .select(['num', 'name'])
      .where('deleted_at', 'is', null)
      .where('num', '>', after)
      .orderBy('num')
      .limit(codesAtOnce)
      .execute();
    if (codes.length === 0) return;
    const rows = codes.map(
      ({ num, name }) => sql`(cast(${num} as integer), cast(${nameKeyOf(name)} as text))`,
    );
    await sql`with keys (num, name_key) as (values ${sql.join(rows)})
      update codes set name_key = keys.name_key from keys where codes.num = keys.num`.execute(trx);
    after = codes.at(-1)?.num ?? after;
  }
}
