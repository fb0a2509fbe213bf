import type { LinkCode } from '../codes/code.ts';
import type { ContentType } from '../content/types.ts';
import type { JsonObject } from '../json.ts';

/** A host that no code may lead to, with all below it. */
export interface BlockedHost {
  /** As `parseBlockedHost` gives it. */
  readonly host: string;
  readonly reason: string;
  /** UTC ms. */
  readonly createdAt: number;
}

/** What of a code its links are found in. */
export interface TargetCode {
  readonly num: number;
  readonly type: ContentType;
  readonly href: string | null;
  readonly content: JsonObject | null;
}

export interface SuspendedCode {
  readonly code: LinkCode;
  /** Slug of its workspace. */
  readonly workspace: string;
}

export interface BlockingReads {
  /** By host, ascending. */
  list(): Promise<readonly BlockedHost[]>;
  /** Those of these hosts that are on the list, to the letter. */
  findHosts(hosts: readonly string[]): Promise<readonly BlockedHost[]>;
  /**
   * Pages by `num` through codes that are not deleted; those that surely lead to none of the hosts may be left out.
   */
  listTargets(hosts: readonly string[], afterNum: number, limit: number): Promise<readonly TargetCode[]>;
  /** Of all workspaces, the last one suspended first; deleted ones are left out. */
  listSuspended(): Promise<readonly SuspendedCode[]>;
}

export interface BlockingWrites {
  /** False when it is on the list already. */
  insertHost(host: BlockedHost): Promise<boolean>;
  /** False when it is not on the list. */
  deleteHost(host: string): Promise<boolean>;
  setSuspended(
    codeId: string,
    suspension: { readonly at: number; readonly reason: string } | null,
  ): Promise<void>;
}
