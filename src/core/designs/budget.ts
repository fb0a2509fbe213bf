import type { SymbolFacts } from './picture.ts';

/** What a design costs of the error correction of its symbol, block by block (ISO/IEC 18004:2015, 7.5 to 7.7). */
export interface Budget {
  readonly symbol: SymbolFacts;
  readonly blocks: readonly BlockBudget[];
  /** Number of the block with the least margin, from 1. */
  readonly worstBlock: number;
  /** Codewords that the worst block could lose besides; below 0 it cannot be read. */
  readonly margin: number;
  /** Parts other than codewords that readers need, each with what of it is lost. Empty: all whole. */
  readonly lost: readonly LostPart[];
  /** Whether every common reader reads it as it is drawn, undamaged. */
  readonly safe: boolean;
  /** In plain words: "5 of 13 correctable codewords are lost in the worst block, 3 of 4." */
  readonly summary: string;
  /** What would leave more margin, the best first; empty when nothing need be changed. */
  readonly suggestions: readonly Suggestion[];
}

export interface BlockBudget {
  /** From 1, as the standard's tables count. */
  readonly block: number;
  /** Codewords in it, those of data and of error correction. */
  readonly codewords: number;
  /** Codewords that can be wrong (ISO/IEC 18004:2015, table 9, r). */
  readonly correctable: number;
  /** Codewords that the design spoils, and by what. One that two spoil is counted with the first. */
  readonly damaged: number;
  readonly byLogo: number;
  readonly byEyes: number;
  readonly byFrame: number;
  /** By module shapes and colours that are read wrong or barely. */
  readonly byColors: number;
}

export interface LostPart {
  readonly part: 'finder' | 'alignment' | 'timing' | 'format' | 'version' | 'quiet_zone' | 'contrast';
  /** In plain words, with what to do. */
  readonly message: string;
  /** Whether readers fail without it. */
  readonly fatal: boolean;
}

/** A change of one field of the design. */
export interface Suggestion {
  /** Dotted path in the design, such as `logo.size`. */
  readonly field: string;
  readonly value: string | number;
  /** Margin of the worst block after it. */
  readonly margin: number;
  readonly message: string;
}
