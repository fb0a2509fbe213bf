/**
 * Tries that were used up on any node. Where there are several, each counts in its own memory first, so that most of a
 * flood goes no further, and shares what has failed; what counts once is shared before.
 * Times are by the clock of the store, so that nodes whose clocks differ agree.
 */
export interface SharedTries {
  /** Of each scope, in their order: ms until all of its tries are there again; 0 where none was used. */
  read(scopes: readonly string[]): Promise<readonly number[]>;
  /** Uses tries up and gives what `read` would then: of two who add at once, the second sees the first. */
  add(charges: readonly TryCharge[]): Promise<readonly number[]>;
}

export interface TryCharge {
  readonly scope: string;
  /** After which the try is there again; below 0 gives one back. */
  readonly ms: number;
}
