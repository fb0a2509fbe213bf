import type { MessagePort } from 'node:worker_threads';
import type { Advice, AdviceQuery } from '../core/designs/advice.ts';
import type { PackOptions } from '../core/designs/archive.ts';
import type { Budget } from '../core/designs/budget.ts';
import type { Output, PictureSource, RenderedPicture } from '../core/designs/picture.ts';
import type { ProofProfile, ProofProgress, ProofReport } from '../core/designs/proof.ts';
import type { PrintPlace } from '../core/designs/safe-size.ts';
import type { SheetLabel, SheetOptions } from '../core/designs/sheet.ts';
import type { OutlinedWords } from '../core/designs/words.ts';

/** Of the thread that draws single pictures, and of what is worked out without looking at them. */
export interface PictureCalls {
  readonly render: { readonly args: readonly [PictureSource, Output]; readonly result: RenderedPicture };
  readonly weigh: { readonly args: readonly [PictureSource]; readonly result: Budget };
  readonly outline: { readonly args: readonly [string]; readonly result: OutlinedWords };
  readonly advise: {
    readonly args: readonly [PictureSource, AdviceQuery, ProofReport | null];
    readonly result: Advice;
  };
}

/** Of the threads that damage pictures and look at them. */
export interface ProofCalls {
  readonly prove: {
    readonly args: readonly [PictureSource, ProofProfile];
    readonly result: ProofReport;
    readonly progress: ProofProgress;
  };
  readonly contactSheet: {
    readonly args: readonly [PictureSource, ProofReport, 'png' | 'pdf', PrintPlace | undefined];
    readonly result: Uint8Array<ArrayBuffer>;
  };
}

/** Of the threads that draw sheets. */
export interface SheetCalls {
  /** Labels come and pieces go by the port, see `FileWish` and `FilePart`; the progress is a sign of life alone. */
  readonly drawSheet: {
    readonly args: readonly [SheetOptions, MessagePort];
    readonly result: null;
    readonly progress: null;
  };
  readonly drawSheetPage: {
    readonly args: readonly [readonly SheetLabel[], SheetOptions];
    readonly result: { readonly png: Uint8Array<ArrayBuffer> };
  };
}

/** Of the thread that packs many pictures into one file. */
export interface ArchiveCalls {
  /** Pictures come and pieces go by the port, as with sheets. */
  readonly packPictures: {
    readonly args: readonly [PackOptions, MessagePort];
    readonly result: null;
    readonly progress: null;
  };
}

/** To a thread that makes a file of many things: some of them, in their order, or that a piece was taken. */
export type FileWish<Thing> = { readonly things: readonly Thing[]; readonly last: boolean } | 'taken';

/** From it: a piece, how many things are done, that it wants more of them, or that the file is whole. */
export type FilePart =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly done: number }
  | 'more'
  | 'end';
