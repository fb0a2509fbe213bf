import type { Code } from './code.ts';
import type { CodeFilter } from './filter.ts';
import type { CodeOrder, CodePlace, PlacedCode } from './order.ts';

/** What codes are ordered by. */
export type CodeKeys = Pick<Code, 'id' | 'num' | 'slug' | 'name' | 'createdAt' | 'updatedAt'>;

/** What lists of thousands ask of a store: part of `CodeReads`. */
export interface CodeListReads {
  /** Up to `limit` codes of the list in an order, behind a place in it or from its beginning. */
  listInOrder(
    workspaceId: string,
    filter: CodeFilter,
    order: CodeOrder,
    after: CodePlace | undefined,
    limit: number,
  ): Promise<readonly PlacedCode[]>;
  /** `num` of every code that the filter finds, ascending. */
  listNumsOf(workspaceId: string, filter: CodeFilter): Promise<readonly number[]>;
  /** The same codes, in any order. */
  listSlugsOf(workspaceId: string, filter: CodeFilter): Promise<readonly Pick<Code, 'num' | 'slug'>[]>;
  /** Of the codes that `findMany` finds. */
  findKeys(workspaceId: string, ids: readonly string[]): Promise<readonly CodeKeys[]>;
  /** How many codes, trashed ones aside, have each tag; in the order of the tags. */
  countTags(workspaceId: string): Promise<readonly { readonly tag: string; readonly codes: number }[]>;
}

/** A code as it was read, and as it is to be. */
export interface CodeChange {
  readonly before: Code;
  readonly after: Code;
}

/** Part of `CodeWrites`. */
export interface CodeListWrites {
  /** As `update` of each `after`, with few statements where it is status, tags, folder, expiry or trash that differ. */
  updateMany(changes: readonly CodeChange[]): Promise<void>;
  /**
   * Leaves tombstones that hold the slugs for ever and nothing else of the codes, their designs and proofs neither; notes
   * that all their scans and totals are to be erased. Of one workspace.
   */
  bury(codes: readonly Pick<Code, 'num' | 'workspaceId' | 'tags'>[], atMs: number): Promise<void>;
}
