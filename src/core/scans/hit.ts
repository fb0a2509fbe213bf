/**
 * A hit is one request of a short link. Who asked (kind), what they got (outcome) and whether the same visitor
 * was counted a moment ago (repeat) are three separate facts, kept in one small integer with their reason.
 * These numbers are on disk: never renumber, only add.
 */
export const kinds = ['human', 'bot', 'preview', 'prefetch', 'head', 'scanner'] as const;
export type Kind = (typeof kinds)[number];

export const outcomes = ['answered', 'blocked'] as const;
export type Outcome = (typeof outcomes)[number];

export const reasons = [
  'none',
  'repeat_window',
  'no_user_agent',
  'bot_user_agent',
  'preview_user_agent',
  'purpose_header',
  'head_method',
  'paused',
  'expired',
  'trashed',
  'scanner_user_agent',
  /** Blocked, and whether it was paused, expired, trashed or suspended is no longer known. */
  'blocked',
  /** By the operator: the code itself, or a host that it leads to. */
  'suspended',
] as const;
export type Reason = (typeof reasons)[number];

/**
 * Where the request came from, by the operator's own lists. It counts nowhere: people are behind private relays, and
 * behind hosting networks as well (VPNs).
 */
export const networks = ['none', 'private_relay', 'hosting'] as const;
export type Network = (typeof networks)[number];

export interface HitFacts {
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly repeat: boolean;
  /** Why the hit is not a scan; `none` for a scan. */
  readonly reason: Reason;
  /** `none` when it is left out. */
  readonly network?: Network;
}

/** Facts of a stored hit. */
export type StoredFacts = Required<HitFacts>;

// bits 0-2 kind, bit 3 outcome, bit 4 repeat, bits 5-9 reason, bits 10-11 network; below 2^15, a smallint of PostgreSQL
export function packFlags(facts: HitFacts): number {
  return (
    kinds.indexOf(facts.kind) |
    (outcomes.indexOf(facts.outcome) << 3) |
    (facts.repeat ? 16 : 0) |
    (reasons.indexOf(facts.reason) << 5) |
    (networks.indexOf(facts.network ?? 'none') << 10)
  );
}

export function unpackFlags(flags: number): StoredFacts {
  return {
    kind: kinds[flags & 7] ?? 'bot',
    outcome: outcomes[(flags >> 3) & 1] ?? 'answered',
    repeat: (flags & 16) !== 0,
    reason: reasons[(flags >> 5) & 31] ?? 'none',
    network: networks[(flags >> 10) & 3] ?? 'none',
  };
}

/** The bits of the flags that make the class. */
export const classMask = 31;
/** Classes go from 0 to below it. */
export const classCount = classMask + 1;

/** The part of the flags that totals are kept by: kind, outcome and repeat. */
export function classOfFlags(flags: number): number {
  return flags & classMask;
}

/** Class of a scan: human, answered, not repeated. All its bits are 0. */
export const scanClass = 0;

/** Whether a class counts in the QR Track dialect: every GET by a human, repeats and blocked included. */
export function isQrTrackClass(hitClass: number): boolean {
  return (hitClass & 7) === 0;
}

export type HitFilter = 'scans' | 'qr-track' | 'all';

/** The classes that a filter shows, for stores that select rows and totals by class. */
export function classesOf(filter: HitFilter): readonly number[] {
  const all = Array.from({ length: classCount }, (_, hitClass) => hitClass);
  if (filter === 'all') return all;
  return filter === 'scans' ? [scanClass] : all.filter(isQrTrackClass);
}
