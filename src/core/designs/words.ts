/** Words as paths: 1 is the font's em, y downwards, from the left end of the base line. */
export interface Outline {
  readonly width: number;
  /** Of the font, not of the words: how far capitals and marks reach above the base line and below it. Both above 0. */
  readonly ascent: number;
  readonly descent: number;
  readonly commands: readonly OutlineCommand[];
}

export type OutlineCommand =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

/** The words of a frame, with what they are set from where two lines make them larger. */
export interface OutlinedWords extends Outline {
  /** Two where the words can be broken, from top to bottom; otherwise none. */
  readonly lines: readonly { readonly text: string; readonly outline: Outline }[];
}
