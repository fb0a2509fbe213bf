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
  /**
   * Whether every common reader reads it as it is drawn, undamaged, in one of a few frames of a camera: of 5, 6, 7, 9 and
   * 10 px a module. One in thirty such designs is missed by one reader at three of these sizes. Not promised: that jsQR reads colours of middle lightness in files of exactly 8,
   * 12 or 16 px a module, on which its windows of 8 px lie.
   */
  readonly safe: boolean;
  /** Of the codewords, in plain words: "5 of 13 correctable codewords are lost in the worst block, 3 of 4." */
  readonly summary: string;
  /**
   * What would leave more margin or cure what is lost, the best first; empty when nothing need be changed. All make the
   * design safe if any change does.
   */
  readonly suggestions: readonly Suggestion[];
  /** Letters of the frame's words that no font has, as they are written; absent where there are none. */
  readonly missingLetters?: readonly string[];
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

/** A change of one field of the design, with others where it does not help alone. */
export interface Suggestion extends FieldChange {
  /** What has to be changed besides; empty where one field is enough. */
  readonly also: readonly FieldChange[];
  /** Margin of the worst block after it. */
  readonly margin: number;
  readonly message: string;
}

export interface FieldChange {
  /** Dotted path in the design, such as `logo.size`. */
  readonly field: string;
  readonly value: string | number;
}
