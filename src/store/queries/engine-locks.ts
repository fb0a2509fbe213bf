/** What the queries need in a transaction that no SQL says on both engines. */
export interface EngineLocks {
  /** Holds back other transactions that hold this workspace. */
  holdWorkspace(id: string): Promise<void>;
  /** From here to the commit nobody else appends changes, so that `seq` order is commit order. Wakes watchers. */
  holdChanges(): Promise<void>;
  /** Waits for the batches of scans that are being stored, and holds the next back until the commit. */
  holdSinks(): Promise<void>;
  /** Holds back whoever else changes packs or how far days are sealed: taken before any row that it protects. */
  holdPacks(): Promise<void>;
  /** Holds sinks back that look values up in the dictionaries, or add to them. */
  holdDictionaries(): Promise<void>;
  /** Holds back other transactions that give out node numbers. */
  holdNodes(): Promise<void>;
  /** Destroys the salts of days before `day`: once the transaction is over, no file of the database keeps them. */
  destroySalts(day: string): Promise<void>;
}
