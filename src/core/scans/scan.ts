import { type Network, networks } from './hit.ts';

/** One request of a short link, with its client address: it lives in memory alone until the spool's thread. */
export interface NewHit {
  readonly id: number;
  /** `num` of the code and of its workspace. */
  readonly code: number;
  readonly workspace: number;
  /** See `packSigns`. */
  readonly signs: number;
  readonly address: string;
  readonly ua: string;
  readonly referrer: string;
}

/** A hit on its way: as the spool keeps it. It holds no client address, only what was made of it. */
export interface SpooledHit {
  readonly id: number;
  /** `num` of the code and of its workspace. */
  readonly code: number;
  readonly workspace: number;
  /** Bit 0 HEAD, bit 1 prefetch, bits 2-3 and 6 blocked: see `packSigns`; bits 4-5 network: see `markSigns`. */
  readonly signs: number;
  /** Place of the client address: ISO 3166-1 alpha-2 country, region and city in English; null where unknown. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  /** 47-bit keyed hash of address, user agent and workspace under the salt of the day. */
  readonly visitor: number;
  /** User agent as sent, at most 512 characters; '' when missing. */
  readonly ua: string;
  /** Host of the `Referer`, all that is ever kept of it; null when there was none. */
  readonly referrer: string | null;
}

/** A hit with all its facts, ready for the store. */
export interface EnrichedHit {
  readonly id: number;
  readonly code: number;
  readonly workspace: number;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly visitor: number;
  readonly ua: string;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
  /** Host alone; null when there was none. */
  readonly referrer: string | null;
  /** See `packFlags`. */
  readonly flags: number;
}

/** A stored hit as the logs show it. */
export interface ScanRow {
  readonly id: number;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  /** `mobile`, `tablet`, `desktop` or `unknown`. */
  readonly device: string;
  /** Such as `iOS`; `Unknown` where nothing is known. */
  readonly os: string;
  /** Such as `Safari`; `Unknown` where nothing is known. */
  readonly browser: string;
  readonly referrer: string | null;
  readonly flags: number;
}

const blockedStates = [null, 'paused', 'expired', 'trashed', 'suspended'] as const;

export function packSigns(head: boolean, prefetch: boolean, blocked: (typeof blockedStates)[number]): number {
  const state = blockedStates.indexOf(blocked);
  return (head ? 1 : 0) | (prefetch ? 2 : 0) | ((state & 3) << 2) | ((state >> 2) << 6);
}

export function unpackSigns(signs: number) {
  return {
    head: (signs & 1) !== 0,
    prefetch: (signs & 2) !== 0,
    blocked: blockedStates[((signs >> 2) & 3) | (((signs >> 6) & 1) << 2)] ?? null,
  };
}

/** Adds what only the thread that knows the address can tell. */
export function markSigns(signs: number, network: Network): number {
  return signs | (networks.indexOf(network) << 4);
}

/** `none` for signs of a time before networks were marked. */
export function networkOfSigns(signs: number): Network {
  return networks[(signs >> 4) & 3] ?? 'none';
}
