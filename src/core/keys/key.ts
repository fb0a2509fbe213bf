/** The two public APIs. A key speaks exactly one of them. */
export const dialects = ['qra', 'qr-track'] as const;
export type Dialect = (typeof dialects)[number];

export const keyPrefixes: Readonly<Record<Dialect, string>> = { qra: 'qrf_live_', 'qr-track': 'qrt_' };

/** Enough to tell keys apart, and far too little to guess the rest. */
const shownAfterPrefix = 6;

/** The part of a raw key that may be shown; of any other text no more than that. */
export function shownPart(raw: string): string {
  const prefix = Object.values(keyPrefixes).find((each) => raw.startsWith(each)) ?? '';
  return raw.slice(0, prefix.length + shownAfterPrefix);
}

export interface ApiKey {
  readonly id: string;
  readonly dialect: Dialect;
  readonly workspaceId: string;
  /** A qr-track key acts as its user; null for a key of the workspace alone. */
  readonly userId: string | null;
  readonly name: string;
  /** The first characters of the raw key, all that is ever shown again. */
  readonly prefix: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** Changes nothing: whatever writes is refused. */
  readonly readOnly: boolean;
}

export function isUsable(key: ApiKey, nowMs: number): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > nowMs);
}
