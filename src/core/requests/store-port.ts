import type { KeyRequest } from './request.ts';

export interface RequestReads {
  /** Newest first; those before an id, or from the newest on. */
  list(keyId: string, beforeId: string | null, limit: number): Promise<readonly KeyRequest[]>;
}

export interface RequestWrites {
  insert(requests: readonly KeyRequest[]): Promise<void>;
  /** Erases all but the newest `keep` of a key. */
  trim(keyId: string, keep: number): Promise<void>;
  /** Erases up to `limit` that were answered before `atMs`; gives how many. */
  pruneSome(atMs: number, limit: number): Promise<number>;
}
