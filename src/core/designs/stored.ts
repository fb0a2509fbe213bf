import type { Actor } from '../changes/change.ts';
import type { Design } from './design.ts';
import type { ProofProfile, ProofReport } from './proof.ts';

/** A design that a code has or had. */
export interface DesignVersion {
  /** From 1, in the order in which they were made. */
  readonly version: number;
  /** Null: plain again. */
  readonly design: Design | null;
  readonly actor: Actor;
  /** UTC ms. */
  readonly at: number;
}

/** What came of the newest proof of a version with a profile. */
export interface StoredProof {
  /** Of the design; 0: of the plain one of a code that never had another. */
  readonly version: number;
  readonly profile: ProofProfile;
  /** SHA-256 in hex of what the symbol said. */
  readonly textHash: string;
  readonly report: ProofReport;
  /** UTC ms. */
  readonly at: number;
}

/** An uploaded logo as lists show it. */
export interface Logo {
  /** SHA-256 in hex of its PNG. */
  readonly id: string;
  readonly name: string;
  /** px. */
  readonly width: number;
  readonly height: number;
  /** UTC ms. */
  readonly createdAt: number;
}
