/** The codes whose numbers are shown: one, those with a tag or in a folder, or the whole workspace. */
export type ReportSet =
  | { readonly codeId: string }
  | { readonly tag: string }
  | { readonly folderId: string }
  | { readonly whole: true };

/** As callers name it, where at most one of them stands. */
export interface NamedSet {
  readonly code?: string;
  readonly tag?: string;
  readonly folder?: string;
}

export function namedSetOf(set: ReportSet): NamedSet {
  if ('codeId' in set) return { code: set.codeId };
  if ('folderId' in set) return { folder: set.folderId };
  return 'tag' in set ? { tag: set.tag } : {};
}

/** Whoever has its token sees numbers of the set, and nothing else; only the token's hash is kept. */
export interface ReportLink {
  readonly id: string;
  readonly workspaceId: string;
  /** 1-80 characters in one line. */
  readonly title: string;
  readonly set: ReportSet;
  /** 7-400: so many days of the calendar, today being the last. */
  readonly days: number;
  /** Null: the link alone opens it. */
  readonly passwordHash: string | null;
  /** Id of the key or the user; null for the system. */
  readonly createdBy: string | null;
  readonly createdByName: string;
  /** Times are UTC ms. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** When numbers were shown last, to the minute; null: never. */
  readonly seenAt: number | null;
}

export function isLive({ revokedAt, expiresAt }: ReportLink, nowMs: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > nowMs);
}
