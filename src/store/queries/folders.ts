import type { Kysely, Selectable } from 'kysely';
import { nameKeyOf } from '../../core/codes/order.ts';
import type { Folder } from '../../core/folders/folder.ts';
import type { FolderReads, FolderWrites } from '../../core/folders/store-port.ts';
import type { FolderTable, Tables } from '../schema.ts';

export function folderReads(db: Kysely<Tables>): FolderReads {
  const ofWorkspace = (workspaceId: string) =>
    db.selectFrom('folders').where('workspace_id', '=', workspaceId);
  return {
    async find(workspaceId, id) {
      const row = await ofWorkspace(workspaceId).selectAll().where('id', '=', id).executeTakeFirst();
      return row && toFolder(row);
    },
    async list(workspaceId) {
      const counts = await countCodes(db, workspaceId);
      const rows = await ofWorkspace(workspaceId).selectAll().execute();
      const folders = rows.map((row) => ({ folder: toFolder(row), codes: counts.get(row.id) ?? 0 }));
      const keys = new Map(rows.map((row) => [row.id, nameKeyOf(row.name)]));
      const keyOf = ({ folder }: (typeof folders)[number]) => keys.get(folder.id) ?? '';
      return folders.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    },
    async count(workspaceId) {
      const counted = ofWorkspace(workspaceId).select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await counted.executeTakeFirstOrThrow()).rows;
    },
  };
}

export function folderWrites(db: Kysely<Tables>): FolderWrites {
  return {
    async insert(folder) {
      const row = await db
        .insertInto('folders')
        .values(toRow(folder))
        .onConflict((conflict) => conflict.columns(['workspace_id', 'name_folded']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async rename({ id, workspaceId, name }) {
      const folded = fold(name);
      // A unique index that refuses would end the whole transaction on PostgreSQL.
      const other = db
        .selectFrom('folders as other')
        .select('other.id')
        .where('other.workspace_id', '=', workspaceId)
        .where('other.name_folded', '=', folded)
        .where('other.id', '!=', id);
      const result = await db
        .updateTable('folders')
        .set({ name, name_folded: folded })
        .where('id', '=', id)
        .where('workspace_id', '=', workspaceId)
        .where((eb) => eb.not(eb.exists(other)))
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },
    async delete(workspaceId, id) {
      await db.deleteFrom('folders').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },
  };
}

async function countCodes(db: Kysely<Tables>, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('codes')
    .select((eb) => ['folder_id', eb.fn.countAll<number>().as('codes')])
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
    .where('trashed_at', 'is', null)
    .where('folder_id', 'is not', null)
    .groupBy('folder_id')
    .execute();
  return new Map(rows.map(({ folder_id, codes }) => [folder_id ?? '', codes]));
}

/** By code and not by the engines, which fold differently outside of ASCII. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function toRow({ id, workspaceId, name, createdAt }: Folder): Selectable<FolderTable> {
  return { id, workspace_id: workspaceId, name, name_folded: fold(name), created_at: createdAt };
}

function toFolder(row: Selectable<FolderTable>): Folder {
  return { id: row.id, workspaceId: row.workspace_id, name: row.name, createdAt: row.created_at };
}
