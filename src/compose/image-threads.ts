import type { Advice, AdviceQuery } from '../core/designs/advice.ts';
import type { NamedPicture, PackOptions } from '../core/designs/archive.ts';
import type { Budget } from '../core/designs/budget.ts';
import {
  type LogoImage,
  type Output,
  type PictureSource,
  type RenderedPicture,
  rasterWidthOf,
} from '../core/designs/picture.ts';
import type { FileWatch, Images, ProofWatch } from '../core/designs/port.ts';
import type { ProofProfile, ProofReport } from '../core/designs/proof.ts';
import type { PrintPlace } from '../core/designs/safe-size.ts';
import type { SheetLabel, SheetOptions } from '../core/designs/sheet.ts';
import type { OutlinedWords } from '../core/designs/words.ts';
import { AppError } from '../core/errors.ts';
import { workspaceTurns } from '../core/turns.ts';
import { readLogo } from '../qr/upload/read-logo.ts';
import type { Logger } from '../runtime/logger.ts';
import { CallThread } from './call-thread.ts';
import type { CallTable } from './calls.ts';
import { streamFile } from './file-stream.ts';
import type { ArchiveCalls, PictureCalls, ProofCalls, SheetCalls } from './image-calls.ts';
import {
  type ImageThreadName,
  imageIdleMs,
  imageThreads,
  imageYoungMb,
  pixelsTogetherMax,
} from './image-limits.ts';
import { asAppError } from './picture-failure.ts';

export interface ImageThreadsOptions {
  /** Pictures that may wait to be drawn. */
  readonly queue: number;
  readonly log: Pick<Logger, 'error'>;
}

interface ImageThreadState {
  readonly thread: ImageThreadName;
  readonly underWay: number;
  readonly waiting: number;
  /** Since the start. */
  readonly refused: number;
  readonly deaths: number;
}

/** Whether a picture takes so much memory that it is drawn alone. Its height is near its width. */
function isLarge(output: Output): boolean {
  return (rasterWidthOf(output) ?? 0) ** 2 > pixelsTogetherMax;
}

/** Images as the program has them: drawn by threads that redirects go before, none of which holds up another. */
export class ImageThreads implements Images {
  readonly #pictures: CallThread<PictureCalls>;
  readonly #proofs: CallThread<ProofCalls>;
  readonly #contacts: CallThread<ProofCalls>;
  readonly #sheets: CallThread<SheetCalls>;
  readonly #previews: CallThread<SheetCalls>;
  readonly #archives: CallThread<ArchiveCalls>;
  readonly #log: ImageThreadsOptions['log'];
  readonly #sheetTurns = workspaceTurns('sheets');
  readonly #archiveTurns = workspaceTurns('archives');
  /** Each member who looks at a page may have another asked for meanwhile. */
  readonly #previewTurns = workspaceTurns('previews', 3);

  constructor({ queue, log }: ImageThreadsOptions) {
    this.#log = log;
    const open = <Calls extends CallTable<Calls>>(thread: ImageThreadName) =>
      new CallThread<Calls>({
        ...{ idleMs: imageIdleMs, youngMb: imageYoungMb, waitingMax: queue, ...imageThreads[thread] },
        onDeath: (err) =>
          log.error({ err, thread }, 'a thread of images ended; the next call starts another'),
      });
    this.#pictures = open<PictureCalls>('pictures');
    this.#proofs = open<ProofCalls>('proofs');
    this.#contacts = open<ProofCalls>('contact_sheets');
    this.#sheets = open<SheetCalls>('sheets');
    this.#previews = open<SheetCalls>('previews');
    this.#archives = open<ArchiveCalls>('archives');
  }

  /** How each thread is, for the metrics. */
  states(): readonly ImageThreadState[] {
    return Object.entries(this.#byName()).map(([thread, { underWay, waiting, counters }]) => ({
      ...{ thread: thread as ImageThreadName, underWay, waiting, ...counters },
    }));
  }

  render(source: PictureSource, output: Output): Promise<RenderedPicture> {
    return this.#pictures.call('render', [source, output], { alone: isLarge(output) });
  }

  /** What nobody had thought of is logged here: whoever has made a code is told of it in a warning alone. */
  async weigh(source: PictureSource, signal?: AbortSignal): Promise<Budget> {
    try {
      return await this.#pictures.call('weigh', [source], { signal });
    } catch (err) {
      if (!(err instanceof AppError) && !signal?.aborted)
        this.#log.error({ err }, 'a design could not be weighed');
      throw err;
    }
  }

  outline(words: string): Promise<OutlinedWords> {
    return this.#pictures.call('outline', [words]);
  }

  advise(source: PictureSource, query: AdviceQuery, proof: ProofReport | null): Promise<Advice> {
    return this.#pictures.call('advise', [source, query, proof]);
  }

  prove(
    source: PictureSource,
    profile: ProofProfile,
    { signal, onProgress }: ProofWatch = {},
  ): Promise<ProofReport> {
    return this.#proofs.call('prove', [source, profile], { signal, onProgress });
  }

  contactSheet(
    source: PictureSource,
    report: ProofReport,
    format: 'png' | 'pdf',
    signal?: AbortSignal,
    place?: PrintPlace,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#contacts.call('contactSheet', [source, report, format, place], { signal });
  }

  drawSheet(
    labels: AsyncIterable<SheetLabel> | Iterable<SheetLabel>,
    options: SheetOptions,
    { workspaceId, onProgress, signal }: FileWatch,
  ): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return streamFile(
      // Around the call alone: whoever was given up for not reading holds up nobody, however long they stay.
      (port, stop) =>
        this.#sheetTurns.run(
          workspaceId,
          () => this.#sheets.call('drawSheet', [options, port], { signal: stop, transfer: [port] }),
          stop,
        ),
      labels,
      { what: 'The sheet', onProgress, signal },
    );
  }

  drawSheetPage(
    labels: readonly SheetLabel[],
    options: SheetOptions,
    { workspaceId, signal }: Pick<FileWatch, 'workspaceId' | 'signal'>,
  ): Promise<{ readonly png: Uint8Array<ArrayBuffer> }> {
    return this.#previewTurns.run(
      workspaceId,
      () => this.#previews.call('drawSheetPage', [labels, options], { signal }),
      signal,
    );
  }

  packPictures(
    pictures: AsyncIterable<NamedPicture> | Iterable<NamedPicture>,
    options: PackOptions,
    { workspaceId, onProgress, signal }: FileWatch,
  ): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return streamFile(
      (port, stop) =>
        this.#archiveTurns.run(
          workspaceId,
          () => this.#archives.call('packPictures', [options, port], { signal: stop, transfer: [port] }),
          stop,
        ),
      pictures,
      { what: 'The archive', onProgress, signal },
    );
  }

  /** Has a process of its own for the bytes of strangers. */
  async readLogo(upload: Uint8Array<ArrayBuffer>): Promise<LogoImage> {
    try {
      return await readLogo(upload);
    } catch (error) {
      throw asAppError(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#byName()).map((thread) => thread.close()));
  }

  #byName() {
    return {
      pictures: this.#pictures,
      proofs: this.#proofs,
      contact_sheets: this.#contacts,
      sheets: this.#sheets,
      previews: this.#previews,
      archives: this.#archives,
    } satisfies Readonly<Record<ImageThreadName, unknown>>;
  }
}
