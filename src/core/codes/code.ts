import type { ContentType } from '../content/types.ts';
import type { Design } from '../designs/design.ts';
import type { JsonObject } from '../json.ts';

export const codeStatuses = ['active', 'paused', 'expired'] as const;
export type CodeStatus = (typeof codeStatuses)[number];

/** What is printed: a short link with its content. All times are UTC ms. */
export interface Code {
  readonly id: string;
  /** Small number that scans refer to; never given out twice. */
  readonly num: number;
  readonly workspaceId: string;
  /** Of the workspace; links carry it. */
  readonly workspaceNum: number;
  readonly domainId: number;
  readonly slug: string;
  readonly type: ContentType;
  readonly name: string;
  /** Where a plain redirect leads, as written; null when a scan gets something else. */
  readonly destination: string | null;
  /** The same as `URL.href`: the only form that reaches `Location`. */
  readonly href: string | null;
  readonly content: JsonObject | null;
  readonly status: CodeStatus;
  readonly tags: readonly string[];
  readonly folderId: string | null;
  /** Null: plain. */
  readonly design: Design | null;
  /** Of the design, counted from 1; 0: there never was one. */
  readonly designVersion: number;
  readonly expiresAt: number | null;
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | null;
  /** Since when the operator has it show "not in use"; its owner cannot lift that, nor does anything else but the operator. */
  readonly suspendedAt: number | null;
  /** What the operator says about it, for the owner's eyes; null where it is not suspended. */
  readonly suspendedReason: string | null;
}

/** What redirects load of a code: how its picture looks is no matter of a scan. */
export type LinkCode = Omit<Code, 'design' | 'designVersion'>;

/** The status as of now: a code whose time is over is expired, whatever was last set. */
export function statusAt(code: Pick<Code, 'status' | 'expiresAt'>, nowMs: number): CodeStatus {
  return code.expiresAt !== null && code.expiresAt <= nowMs ? 'expired' : code.status;
}
