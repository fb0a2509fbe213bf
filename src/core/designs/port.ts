import type { Advice, AdviceQuery } from './advice.ts';
import type { NamedPicture, PackOptions } from './archive.ts';
import type { Budget } from './budget.ts';
import type { LogoImage, Output, PictureSource, RenderedPicture } from './picture.ts';
import type { ProofProfile, ProofProgress, ProofReport } from './proof.ts';
import type { PrintPlace } from './safe-size.ts';
import type { SheetLabel, SheetOptions } from './sheet.ts';
import type { OutlinedWords } from './words.ts';

/**
 * Everything that has to do with pixels and paths, made outside of the thread that redirects. What cannot be drawn (a
 * text that no version holds, a logo that is not there) is a `validation_error` that names the field; when more waits
 * than can be done soon it is `unavailable`.
 */
export interface Images {
  render(source: PictureSource, output: Output): Promise<RenderedPicture>;
  /** Rejects with the signal's reason when it is aborted. */
  weigh(source: PictureSource, signal?: AbortSignal): Promise<Budget>;
  /** Words of a frame as they are drawn, for whoever draws it elsewhere. */
  outline(words: string): Promise<OutlinedWords>;
  advise(source: PictureSource, query: AdviceQuery, proof: ProofReport | null): Promise<Advice>;
  /** Rejects with the signal's reason when it is aborted. */
  prove(source: PictureSource, profile: ProofProfile, watch?: ProofWatch): Promise<ProofReport>;
  /**
   * Every condition of a report as it was looked at, with what was read, and how wide the code must be at `place`: one
   * picture. Rejects with the signal's reason when it is aborted.
   */
  contactSheet(
    source: PictureSource,
    report: ProofReport,
    format: 'png' | 'pdf',
    signal?: AbortSignal,
    place?: PrintPlace,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** One PDF in pieces. The labels are taken as they are drawn. Fails with the signal's reason when it is aborted. */
  drawSheet(
    labels: AsyncIterable<SheetLabel> | Iterable<SheetLabel>,
    options: SheetOptions,
    watch: FileWatch,
  ): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /**
   * The first page of such a PDF as pixels, of at most 1,200 x 1,700. Of each workspace one is drawn and three wait. Rejects
   * with the signal's reason when it is aborted.
   */
  drawSheetPage(
    labels: readonly SheetLabel[],
    options: SheetOptions,
    watch: Pick<FileWatch, 'workspaceId' | 'signal'>,
  ): Promise<{ readonly png: Uint8Array<ArrayBuffer> }>;
  /**
   * One ZIP of a file for each picture, in pieces; pictures are taken as they are drawn. Of one that cannot be drawn so
   * there is a text that says why, unless it is the first. Fails with the signal's reason when it is aborted.
   */
  packPictures(
    pictures: AsyncIterable<NamedPicture> | Iterable<NamedPicture>,
    options: PackOptions,
    watch: FileWatch,
  ): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** What an upload holds, made harmless; its id is the SHA-256 of the PNG, in hex. `validation_error` for what is refused. */
  readLogo(upload: Uint8Array<ArrayBuffer>): Promise<LogoImage>;
  close(): Promise<void>;
}

/** Of a file that is made of many things, which can take hours: of each workspace one is made and one waits. */
export interface FileWatch {
  readonly workspaceId: string;
  /** Told how many things are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ProofWatch {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProofProgress) => void;
}
