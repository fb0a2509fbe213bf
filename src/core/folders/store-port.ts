import type { CountedFolder, Folder } from './folder.ts';

/** What folders ask of a store: part of `Store`. */
export interface FolderReads {
  find(workspaceId: string, id: string): Promise<Folder | undefined>;
  /** By name, as names are ordered. */
  list(workspaceId: string): Promise<readonly CountedFolder[]>;
  count(workspaceId: string): Promise<number>;
}

export interface FolderWrites {
  /** False when the workspace has one of that name. */
  insert(folder: Folder): Promise<boolean>;
  /** False when it has another of that name. The workspace must be held. */
  rename(folder: Folder): Promise<boolean>;
  /** What is in it must be taken out before. */
  delete(workspaceId: string, id: string): Promise<void>;
}
