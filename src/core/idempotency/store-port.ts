import type { Claim, KeptAnswer } from './once.ts';

/** A request with an Idempotency-Key, as it is kept. */
export interface OnceRow {
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of what was asked. */
  readonly request: string;
  /** Whose turn it is; another one once it was taken over. */
  readonly claim: string;
  /** UTC ms: of the first request, and of the one whose turn it is. */
  readonly madeAt: number;
  readonly claimedAt: number;
  /** What was made, written by the transaction that made it. */
  readonly objectId: string | null;
  /** Null while it is under way. */
  readonly answer: KeptAnswer | null;
}

type Mine = Pick<Claim, 'scope' | 'key' | 'claim'>;

export interface OnceWrites {
  find(scope: string, key: string): Promise<OnceRow | undefined>;
  /** False when there is one with this scope and key. */
  insert(row: OnceRow): Promise<boolean>;
  /** False when the claim is no longer `mine`; from then on it is `claim`. */
  takeOver(mine: Mine, claim: string, atMs: number): Promise<boolean>;
  /** False when the claim is no longer `mine`. */
  setObject(mine: Mine, objectId: string): Promise<boolean>;
  setAnswer(mine: Mine, answer: KeptAnswer): Promise<void>;
  /** Forgets it, or has it taken over by the next request where something was made. */
  release(mine: Mine): Promise<void>;
  /** False when the claim is no longer `mine`. */
  remove(mine: Mine): Promise<boolean>;
  /** Erases up to `limit` that were made before `atMs`; gives how many. */
  pruneSome(atMs: number, limit: number): Promise<number>;
  /** Erases all but the newest `keep` of every scope. */
  trim(keep: number): Promise<void>;
}
