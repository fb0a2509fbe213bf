import type { NewCode } from '../store.ts';
import type { Code } from './code.ts';

/** Part of the port to the database: many codes at once, where one by one would take too long. */
export interface CodeBatchReads {
  /** Of every code of a workspace that is not deleted, trashed ones included. */
  listNames(workspaceId: string): Promise<readonly Pick<Code, 'id' | 'num' | 'slug'>[]>;
}

export interface CodeBatchWrites {
  /** Each as it was saved, or undefined where its folded slug is or was taken; of one workspace, a few hundred at most. */
  insertMany(codes: readonly NewCode[]): Promise<readonly (Code | undefined)[]>;
  /** As `bury` for every code of a workspace, and all their scans and totals are to be erased. */
  buryAll(workspaceId: string, atMs: number): Promise<void>;
}
