import type { Output, PictureSource } from './picture.ts';

/** A picture that becomes a file of an archive. */
export interface NamedPicture {
  /** Without its ending. No two of an archive are the same, whatever the case of their letters. */
  readonly name: string;
  readonly source: PictureSource;
}

export interface PackOptions {
  readonly output: Output;
  /** When its files were made, UTC ms. */
  readonly atMs: number;
}
