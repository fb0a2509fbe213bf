/** What the servers of one instance share: part of `Store`. */
export interface NodeWrites {
  /** The salts of these UTC days, made on first request from `make`; salts of days before the first are destroyed. */
  salts(days: readonly string[], make: () => string): Promise<ReadonlyMap<string, string>>;
  /** Takes or renews a node number (0-31) for `holder`; undefined when all are taken. */
  leaseNode(holder: string, nowMs: number, leaseMs: number): Promise<number | undefined>;
  /** What all nodes sign sessions with: that of the first one that came with a draft. */
  secret(draft: string): Promise<string>;
}
