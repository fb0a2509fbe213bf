import type { ReportLink } from './report-link.ts';

/** What report links ask of a store: part of `Store`. */
export interface ReportReads {
  /** By SHA-256 (hex) of the token; revoked and expired ones included. */
  findByHash(hash: string): Promise<ReportLink | undefined>;
  find(workspaceId: string, id: string): Promise<ReportLink | undefined>;
  /** Of a workspace: the live ones first, then the newest first. */
  list(workspaceId: string, nowMs: number, limit: number): Promise<readonly ReportLink[]>;
  countLive(workspaceId: string, nowMs: number): Promise<number>;
}

export interface ReportWrites {
  insert(link: ReportLink, hash: string): Promise<void>;
  /** What can be said anew of it. */
  update(link: Pick<ReportLink, 'id' | 'title' | 'days' | 'passwordHash' | 'expiresAt'>): Promise<void>;
  revoke(id: string, atMs: number): Promise<void>;
  /** Those of a workspace that were revoked or had expired before. */
  deleteDead(workspaceId: string, beforeMs: number): Promise<void>;
  /** Never goes back. */
  noteSeen(id: string, atMs: number): Promise<void>;
  /** Links to a tag lead to the other from now on. */
  renameTag(workspaceId: string, tag: string, name: string): Promise<void>;
}
