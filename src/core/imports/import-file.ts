import type { Code } from '../codes/code.ts';
import type { ContentType } from '../content/types.ts';
import type { FieldProblem } from '../errors.ts';

/** A table of codes to be made, as it was read: nothing in it is trusted. */
export interface ImportFile {
  readonly columns: readonly string[];
  readonly rows: readonly ImportLine[];
}

export interface ImportLine {
  /** Of the file, from 1; where a row has several, its first. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Number of the column, from 0, that holds a field. */
export type Mapping = Readonly<Record<string, number>>;

export interface ImportInput {
  readonly file: ImportFile;
  /** Default: guessed from what the columns are called. */
  readonly mapping?: Mapping | undefined;
  /** Of rows that say none. */
  readonly type: ContentType;
  /** Of rows that say none. */
  readonly folderId?: string | null | undefined;
}

/** What core does not bring along. */
export interface ImportTools {
  /** UTC ms of RFC 3339 or of a bare date; undefined for what is no time. */
  readonly readTime: (text: string) => number | undefined;
  /** Resolves when whatever else waits for this thread has had its turn: scans go before long work. */
  readonly rest: () => Promise<void>;
}

/** What is wrong with a row is said by field, in the words of the mapping. */
export interface CheckedLine {
  readonly line: number;
  readonly name: string;
  readonly target: string;
  readonly problems: readonly FieldProblem[];
}

export interface ImportPreview {
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly fields: readonly string[];
  readonly rows: number;
  readonly wrong: number;
  readonly sample: readonly CheckedLine[];
  /** Of the whole file. */
  readonly problems: readonly FieldProblem[];
}

/** All rows, in their order, or none: then what is wrong. */
export type ImportOutcome =
  | { readonly ok: true; readonly codes: readonly ImportedCode[] }
  | { readonly ok: false; readonly wrong: number; readonly rows: readonly CheckedLine[] };

export interface ImportedCode {
  readonly line: number;
  readonly code: Code;
}
