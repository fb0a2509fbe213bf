import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Folder } from '../../src/core/folders/folder.ts';
import type { Store } from '../../src/core/store.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { atMs, type FreshDatabase, makeCode, makeWorkspace, openRoom } from './room.ts';

function newFolder(workspace: Workspace, name: string): Folder {
  return { id: randomUUID(), workspaceId: workspace.id, name, createdAt: atMs };
}

async function makeFolder(store: Store, workspace: Workspace, name: string): Promise<Folder> {
  const folder = newFolder(workspace, name);
  expect(await store.transact((tx) => tx.folders.insert(folder))).toBe(true);
  return folder;
}

export function foldersContract(fresh: FreshDatabase): void {
  describe('folders', () => {
    test('a folder comes back as written, to its workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const folder = await makeFolder(store, alice, 'Summer Menü');
      expect(await store.folders.find(alice.id, folder.id)).toEqual(folder);
      expect(await store.folders.find(charlie.id, folder.id)).toBeUndefined();
      expect(await store.folders.list(charlie.id)).toEqual([]);
      await store.transact((tx) => tx.folders.delete(charlie.id, folder.id));
      expect(await store.folders.count(alice.id)).toBe(1);
      await store.transact((tx) => tx.folders.delete(alice.id, folder.id));
      expect(await store.folders.find(alice.id, folder.id)).toBeUndefined();
    });

    test('a name is taken once in a workspace, whatever its case, and free in another', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const folder = await makeFolder(store, alice, 'Äpfel');
      expect(await store.transact((tx) => tx.folders.insert(newFolder(alice, 'ÄPFEL')))).toBe(false);
      await makeFolder(store, charlie, 'ÄPFEL');
      const other = await makeFolder(store, alice, 'Birnen');
      const rename = (one: Folder, name: string) =>
        store.transact((tx) => tx.folders.rename({ ...one, name }));
      expect(await rename(other, 'äpfel')).toBe(false);
      expect(await rename(folder, 'ÄPFEL')).toBe(true);
      expect(await rename({ ...folder, workspaceId: charlie.id }, 'Mine')).toBe(false);
      const names = (await store.folders.list(alice.id)).map((one) => one.folder.name);
      expect(names).toEqual(['ÄPFEL', 'Birnen']);
    });

    test('folders are listed by name, numbers by value, each with its codes but trashed ones', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const ten = await makeFolder(store, workspace, 'Floor 10');
      const nine = await makeFolder(store, workspace, 'floor 9');
      await makeCode(store, workspace, { folderId: nine.id });
      await makeCode(store, workspace, { folderId: nine.id });
      await makeCode(store, workspace, { folderId: nine.id, trashedAt: atMs });
      expect(await store.folders.list(workspace.id)).toEqual([
        { folder: nine, codes: 2 },
        { folder: ten, codes: 0 },
      ]);
    });
  });
}
