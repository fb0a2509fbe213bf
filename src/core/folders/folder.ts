/** Holds codes, each at most one of them; there is none in another. */
export interface Folder {
  readonly id: string;
  readonly workspaceId: string;
  /** Unique in its workspace, whatever the case. */
  readonly name: string;
  /** UTC ms. */
  readonly createdAt: number;
}

export interface CountedFolder {
  readonly folder: Folder;
  /** Trashed ones aside. */
  readonly codes: number;
}
