/** What one run of the sealer's thread did. */
export interface SealOutcome {
  /** False when another node is sealing, or nothing was to be done. */
  readonly worked: boolean;
  /** UTC day (days since 1970), exclusive, up to which everything is sealed. */
  readonly sealedDay: number;
  /** Hits that were put into packs. */
  readonly hits: number;
  readonly packs: number;
}

export type SealerMessage =
  | { readonly t: 'done'; readonly run: SealOutcome }
  | { readonly t: 'trouble'; readonly message: string };

/** The one thing that the thread is told: to give its claim back and end. */
export type SealerCommand = 'stop';
