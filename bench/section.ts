import type { BenchOptions } from './options.ts';

/** One measured number. What it is held against stands in `targets.ts`, under the same id. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly measured: number;
  /** Such as `/s` or `ms`; '' for a plain number. */
  readonly unit: string;
  /** What was measured beside it, in words. */
  readonly detail?: string;
  /** The same done by another program in the same run. */
  readonly peer?: { readonly name: string; readonly measured: number };
}

export interface SectionResult {
  readonly figures: readonly Figure[];
  /** What a reader has to know of this run: what was left out, and what stood in for it. */
  readonly notes: readonly string[];
  /** Everything that the figures were made of. */
  readonly raw: unknown;
}

export interface BenchContext {
  readonly options: BenchOptions;
  /** A new, empty folder on the disk of the checkout; it is removed at the end. */
  newFolder(name: string): string;
  say(text: string): void;
}

export interface Section {
  readonly name: string;
  readonly title: string;
  /** How it is measured, for the page. */
  readonly method: string;
  run(context: BenchContext): Promise<SectionResult>;
}
