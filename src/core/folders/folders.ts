import { editByNums } from '../codes/save-many.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { JsonObject } from '../json.ts';
import { parseName } from '../names.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import type { CountedFolder, Folder } from './folder.ts';
import { findFolder } from './require-folder.ts';

const foldersMax = 500;

export function listFolders(core: Core, access: Access): Promise<readonly CountedFolder[]> {
  return core.store.folders.list(access.workspace.id);
}

export interface NewFolder {
  readonly name: unknown;
  /** Makes the folder once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

/** @throws {AppError} already_exists when there is one of that name */
export async function createFolder(core: Core, access: Access, input: NewFolder): Promise<Folder> {
  const made = input.once?.objectId ?? null;
  if (made !== null) return getFolder(core.store, access, made);
  const name = parseName(input.name);
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const at = core.clock.now();
    const folder = { id: core.random.uuid(), workspaceId: access.workspace.id, name, createdAt: at };
    if (!(await tx.folders.insert(folder))) throw nameTaken(name);
    // The throw takes it back.
    if ((await tx.folders.count(access.workspace.id)) > foldersMax)
      throw invalid('', `A workspace holds ${foldersMax} folders: delete one, or use tags.`);
    await log(tx, access, folder.id, { before: null, after: { name } }, at);
    await settle(tx, input.once, folder.id);
    return folder;
  });
}

export async function renameFolder(
  core: Core,
  access: Access,
  id: string,
  input: { name: unknown },
): Promise<CountedFolder> {
  const name = parseName(input.name);
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const folder = await getFolder(tx, access, id);
    if (name !== folder.name) {
      if (!(await tx.folders.rename({ ...folder, name }))) throw nameTaken(name);
      await log(tx, access, folder.id, { before: { name: folder.name }, after: { name } }, core.clock.now());
    }
    const codes = await tx.codes.count(access.workspace.id, { folderId: folder.id, nowMs: core.clock.now() });
    return { folder: { ...folder, name }, codes };
  });
}

/** Its codes stay, in no folder; gives how many were in it, trashed ones included. */
export async function deleteFolder(core: Core, access: Access, id: string): Promise<number> {
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const { id: folderId, name } = await getFolder(tx, access, id);
    const nums = await tx.codes.listNums(access.workspace.id, { folderId });
    await editByNums(core, tx, access, nums, (code) => ({ ...code, folderId: null }));
    await tx.folders.delete(access.workspace.id, folderId);
    await log(tx, access, folderId, { before: { name }, after: null }, core.clock.now());
    return nums.length;
  });
}

async function getFolder(reads: StoreReads, { workspace }: Access, id: string): Promise<Folder> {
  const folder = await findFolder(reads, workspace.id, id);
  if (folder === undefined) throw notFound('Folder');
  return folder;
}

function nameTaken(name: string): AppError {
  return new AppError('already_exists', `There is a folder "${name}" already. Choose another name.`);
}

async function log(
  tx: StoreWrites,
  { workspace, actor }: Access,
  objectId: string,
  change: { readonly before: JsonObject | null; readonly after: JsonObject | null },
  at: number,
): Promise<void> {
  await tx.changes.append({ object: 'folder', objectId, workspaceId: workspace.id, actor, ...change, at });
}
