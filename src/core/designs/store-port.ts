import type { CodeFilter } from '../codes/filter.ts';
import type { LogoImage } from './picture.ts';
import type { DesignVersion, Logo, StoredProof } from './stored.ts';

/** What designs ask of a store: part of `Store`. */
export interface DesignReads {
  /** Of a code, the newest first. */
  list(codeNum: number, offset: number, limit: number): Promise<readonly DesignVersion[]>;
  count(codeNum: number): Promise<number>;
  find(codeNum: number, version: number): Promise<DesignVersion | undefined>;
}

export interface DesignWrites {
  append(codeNum: number, version: DesignVersion): Promise<void>;
  appendMany(versions: readonly (DesignVersion & { readonly codeNum: number })[]): Promise<void>;
}

export interface ProofReads {
  /** Of a code and one version of its design, the newest first: one a profile. */
  list(codeNum: number, version: number): Promise<readonly StoredProof[]>;
  /** The newest of a code, whatever it was of. */
  findLast(codeNum: number): Promise<StoredProof | undefined>;
  /**
   * `num` of every code that the filter finds and that has no proof of its present design on the short link, which is
   * `linkStart` and its slug: in any order. It is the database that makes the links and their hashes.
   */
  listUnprovedLinks(workspaceId: string, filter: CodeFilter, linkStart: string): Promise<readonly number[]>;
  /** Of these codes (`num`) the proofs of the design that each has now. */
  listOfPresentDesigns(codeNums: readonly number[]): Promise<readonly ProvedText[]>;
}

export interface ProvedText extends Pick<StoredProof, 'textHash'> {
  readonly codeNum: number;
}

export interface ProofWrites {
  /** In place of an older one of the same version and profile. */
  save(codeNum: number, proof: StoredProof): Promise<void>;
}

export interface LogoReads {
  find(workspaceId: string, id: string): Promise<Logo | undefined>;
  findImage(workspaceId: string, id: string): Promise<LogoImage | undefined>;
  /** Newest first. */
  list(workspaceId: string): Promise<readonly Logo[]>;
}

export interface LogoWrites {
  /** False when the workspace has it already. */
  insert(workspaceId: string, logo: Logo, png: LogoImage['png']): Promise<boolean>;
  delete(workspaceId: string, id: string): Promise<void>;
}
