import type { MessagePort } from 'node:worker_threads';
import type { Advice, AdviceQuery } from '../core/designs/advice.ts';
import type { Budget } from '../core/designs/budget.ts';
import type { Output, PictureSource, RenderedPicture } from '../core/designs/picture.ts';
import type { ProofProfile, ProofProgress, ProofReport } from '../core/designs/proof.ts';
import type { PrintPlace } from '../core/designs/safe-size.ts';
import type { SheetLabel, SheetOptions } from '../core/designs/sheet.ts';

/** Of the thread that draws single pictures, and of what is worked out without looking at them. */
export interface PictureCalls {
  readonly render: { readonly args: readonly [PictureSource, Output]; readonly result: RenderedPicture };
  readonly weigh: { readonly args: readonly [PictureSource]; readonly result: Budget };
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

/** Of the thread that draws sheets. */
export interface SheetCalls {
  /** Labels come and pieces go by the port, see `SheetWish` and `SheetPart`; the progress is a sign of life alone. */
  readonly drawSheet: {
    readonly args: readonly [SheetOptions, MessagePort];
    readonly result: null;
    readonly progress: null;
  };
}

/** To the thread that draws a sheet: labels in the order of the sheet, or that a piece was taken. */
export type SheetWish = { readonly labels: readonly SheetLabel[]; readonly last: boolean } | 'taken';

/** From it: a piece, how many labels are drawn, that it wants more of them, or that the sheet is whole. */
export type SheetPart =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly done: number }
  | 'labels'
  | 'end';
