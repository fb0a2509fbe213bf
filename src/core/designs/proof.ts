import type { SymbolFacts } from './picture.ts';

export const proofProfiles = ['quick', 'full'] as const;
/** `quick`: at most 8 s of one core; `full`: at most 90 s. */
export type ProofProfile = (typeof proofProfiles)[number];

export const proofDecoders = ['zxing', 'jsqr', 'qr', 'zbar'] as const;
/** `zbar` where `zbarimg` is installed. */
export type ProofDecoder = (typeof proofDecoders)[number];

export const damages = [
  'none',
  'small',
  'blur',
  'ink_gain',
  'ink_loss',
  'rotation',
  'perspective',
  'uneven_light',
  'low_contrast',
  'stain',
  'dark_surroundings',
  'grey_print',
  'curvature',
  'noise',
] as const;
export type Damage = (typeof damages)[number];

/** `read`: exactly the text; `missed`: nothing; `misread`: another text. */
export type Reading = 'read' | 'missed' | 'misread';

export interface ProofCondition {
  /** Unique and stable, such as `blur-2`. */
  readonly id: string;
  readonly damage: Damage;
  /** In plain words with the amount: "blurred by 0.6 modules". */
  readonly label: string;
  /** Of the exported file that was looked at. */
  readonly format: 'svg' | 'png' | 'pdf';
  readonly readings: Readonly<Partial<Record<ProofDecoder, Reading>>>;
}

/** What came of looking at the exported files under simulated damage. The same files and profile give the same. */
export interface ProofReport {
  readonly profile: ProofProfile;
  /** Of the matrix of damage: one that differs is not comparable. */
  readonly matrix: number;
  readonly symbol: SymbolFacts;
  readonly decoders: readonly ProofDecoder[];
  readonly conditions: readonly ProofCondition[];
  /** Readings that were right, of all. */
  readonly passed: number;
  readonly total: number;
  /** 0 to 100: share of the conditions that were read, each by the share of its decoders. */
  readonly score: number;
  /**
   * Whether it can be printed: every decoder reads the undamaged files, at least half of them the mildest grade of every
   * damage, and the score is at least `proofScoreMin`.
   */
  readonly ok: boolean;
  /** Where it is weakest: the damage with the smallest share of right readings, and the decoder; null when all were read. */
  readonly weakest: {
    readonly damage: Damage;
    readonly decoder: ProofDecoder;
    readonly label: string;
  } | null;
  /** In plain words what to mind, the worst first; empty when nothing. */
  readonly warnings: readonly string[];
  /** Least px a module at which every decoder reads it, for `smallestSafeMm`. */
  readonly modulePxMin: number;
  readonly tookMs: number;
}

export const proofScoreMin = 75;

export interface ProofProgress {
  readonly done: number;
  readonly total: number;
}
