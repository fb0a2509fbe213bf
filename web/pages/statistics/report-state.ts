import type { WireReportLink } from '../../../src/http/dashboard/wire-stats.ts';

export type ReportState = 'open' | 'expired' | 'revoked';

/** Revoked for ever; expired as soon as its time has come. */
export function reportState({ revokedAt, expiresAt }: WireReportLink, nowMs: number): ReportState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= nowMs ? 'expired' : 'open';
}

/** How many days back it can show at most, to choose from. */
export const reportDays = [7, 30, 90, 365] as const;

/** Characters: it is handed on by word of mouth, and good for numbers alone. */
export const reportPasswordMin = 8;
