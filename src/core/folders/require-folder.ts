import { uuidForm } from '../codes/list.ts';
import { invalid } from '../errors.ts';
import type { StoreReads } from '../store.ts';
import type { Access } from '../workspaces/access.ts';
import type { Folder } from './folder.ts';

/**
 * What a code is to be put into, null being none; to be asked in the transaction that does it.
 * @throws {AppError} validation_error for what is no folder of this workspace
 */
export async function requireFolder(
  reads: StoreReads,
  { workspace }: Access,
  wanted: string | null,
): Promise<string | null> {
  if (wanted === null) return null;
  const folder = await findFolder(reads, workspace.id, wanted);
  if (folder === undefined) throw invalid('folder_id', 'is no folder of this workspace');
  return folder.id;
}

/** Undefined for a malformed id as well. */
export async function findFolder(
  reads: StoreReads,
  workspaceId: string,
  id: string,
): Promise<Folder | undefined> {
  return uuidForm.test(id) ? reads.folders.find(workspaceId, id.toLowerCase()) : undefined;
}
