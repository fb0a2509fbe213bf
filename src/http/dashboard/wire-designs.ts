/** What goes over the wire about how codes look and how they are printed: plain data, lengths in mm, times in UTC ms. */
import type { Advice, AdviceQuery } from '../../core/designs/advice.ts';
import type { Budget } from '../../core/designs/budget.ts';
import type { Design } from '../../core/designs/design.ts';
import type { Output } from '../../core/designs/picture.ts';
import type { PresetName } from '../../core/designs/presets.ts';
import type { ProofProfile, ProofProgress, ProofReport } from '../../core/designs/proof.ts';
import type { SafeSize } from '../../core/designs/safe-size.ts';
import type { SheetLayout } from '../../core/designs/sheet.ts';
import type { LabelGridFacts } from '../../core/designs/sheet-layouts.ts';
import type { Caption, SheetRequest } from '../../core/designs/sheets.ts';
import type { DesignVersion, Logo } from '../../core/designs/stored.ts';
import type { WantedOrder } from '../../core/designs/wanted-codes.ts';
import type { OutlinedWords } from '../../core/designs/words.ts';
import type { Done, RawAnswer } from './wire.ts';
import type { WireBulk, WireCode } from './wire-codes.ts';
import type { WireError } from './wire-people.ts';

export type { Design } from '../../core/designs/design.ts';

export interface WireDesigned {
  /** The whole form; of a code that was never given one the plain one. */
  readonly design: Design;
  /** Nobody has given it a design. */
  readonly isPlain: boolean;
  /** Of the design, counted from 1; 0: there never was one. */
  readonly version: number;
  /** What the symbol says. */
  readonly text: string;
  readonly proof: WireProof | null;
}

export interface WireProof {
  readonly report: ProofReport;
  /** Of an older design, or of another text than the symbol says now. */
  readonly stale: boolean;
  /** Of the design; null of one that was only tried. */
  readonly version: number | null;
  readonly at: number;
  /** In the hand (300 mm), printed with 300 dpi; null where no size is large enough. */
  readonly safeSize: SafeSize | null;
}

/** One JSON object a line. */
export type WireProofEvent =
  | ({ readonly kind: 'progress' } & ProofProgress)
  | { readonly kind: 'done'; readonly proof: WireProof }
  | { readonly kind: 'failed'; readonly error: WireError };

export type WireDesignVersion = DesignVersion;
export type WireLogo = Logo;
export type WireBudget = Budget;
export type WireAdvice = Advice;
export type WireWords = OutlinedWords;

export interface WirePreset {
  readonly name: PresetName;
  readonly design: Design;
}

/** What a workspace's codes have in common. */
export interface WireBrand {
  /** `#rrggbb`, at most 12, in the owner's order. */
  readonly colors: readonly string[];
  /** Id of the workspace's own logo, or null. */
  readonly logo: string | null;
  /** Of new codes that are given none; null: plain. */
  readonly design: Design | null;
  readonly updatedAt: number | null;
}

/** `Output` as a query says it. */
export type WireOutput = { readonly [Field in keyof Output]?: string };

/** Which codes are meant: some by their ids or slugs, or all that a filter finds, none of the trash. */
export interface WireSome extends Pick<WireBulk, 'ids' | 'filter'> {
  /** Default: of ids their own, of what a filter finds the newest first. */
  readonly order?: WantedOrder;
}

export interface WireSheet extends WireSome {
  readonly layout: SheetRequest['layout'];
  readonly codeMm?: number | null;
  readonly cropMarks?: boolean;
  readonly ink?: Output['ink'];
  readonly skip?: number;
  readonly copies?: number;
  readonly captions?: readonly Caption[];
  readonly title?: string;
}

export type WireSheetGrid = LabelGridFacts;

export interface WireSheetPreview {
  readonly labels: number;
  readonly pages: number;
  /** Which one is looked at: the last where there are fewer than was asked for. */
  readonly page: number;
  readonly layout: SheetLayout;
  /** The page as it will be printed: PNG, Base64. */
  readonly png: string;
}

export interface DesignWire {
  'GET /presets': { result: readonly WirePreset[] };
  'GET /w/:workspace/codes/:code/design': { result: WireDesigned };
  /** Null: plain again. What fails a proof is refused where `requireProof` is set. */
  'PUT /w/:workspace/codes/:code/design': {
    body: { design: Design | null; requireProof?: boolean };
    result: { code: WireCode; warnings: readonly string[]; seq: number | null };
  };
  /** Newest first; 20 a page. */
  'GET /w/:workspace/codes/:code/designs': {
    query: { page?: string };
    result: { versions: readonly WireDesignVersion[]; total: number };
  };
  /** Goes back to an earlier one, which becomes the newest. */
  'POST /w/:workspace/codes/:code/designs/:version': {
    result: { code: WireCode; warnings: readonly string[]; seq: number | null };
  };
  /** Lines of `WireProofEvent`. With `design` that one is tried and nothing is kept. */
  'POST /w/:workspace/codes/:code/proof': {
    body: { profile: ProofProfile; design?: Design };
    result: RawAnswer;
  };
  /** Every condition of the newest proof as it was looked at: PNG or PDF. */
  'GET /w/:workspace/codes/:code/contact-sheet': { query: { format: 'png' | 'pdf' }; result: RawAnswer };
  /** Of a design that is tried: what it costs, with what would help. `text` where there is no code yet. */
  'POST /w/:workspace/budget': {
    body: { code?: string; text?: string; design: Design };
    result: WireBudget;
  };
  /** The words of a frame as outlines, for the browser's own drawing, which asks for the whole and for both lines. */
  'POST /w/:workspace/words': { body: { text: string }; result: WireWords };
  'GET /w/:workspace/logos': { result: readonly WireLogo[] };
  /** `data` is the file as it is, Base64. */
  'POST /w/:workspace/logos': { body: { name?: string; data: string }; result: WireLogo };
  /** PNG. */
  'GET /w/:workspace/logos/:logo/image': { result: RawAnswer };
  'DELETE /w/:workspace/logos/:logo': { result: Done };
  'GET /w/:workspace/brand': { result: WireBrand };
  /** What is left out stays as it is. */
  'PUT /w/:workspace/brand': {
    body: { colors?: readonly string[]; logo?: string | null; design?: Design | null };
    /** `warnings`: what to mind of a default design that was sent, on a link of usual length. */
    result: WireBrand & { readonly warnings: readonly string[] };
  };
}

export interface PrintWire {
  /** The file in any format and size, larger ones than strangers may ask for too. */
  'GET /w/:workspace/codes/:code/picture': { query: WireOutput; result: RawAnswer };
  'GET /w/:workspace/codes/:code/advice': {
    query: { readonly [Field in keyof AdviceQuery]?: string };
    result: WireAdvice;
  };
  'GET /sheet-grids': { result: readonly WireSheetGrid[] };
  /** One PDF. Headers `Quietzone-Labels` and `Quietzone-Pages` say how much there will be. */
  'POST /w/:workspace/sheets': { body: WireSheet; result: RawAnswer };
  /** Of a page, from 1. */
  'POST /w/:workspace/sheets/preview': { body: WireSheet & { page?: number }; result: WireSheetPreview };
  /**
   * One ZIP, a file each, named by `SLUG.EXT`; how many there will be is in the header `Quietzone-Files`. Of a code that
   * cannot be drawn so there is `SLUG.txt`, which says why.
   */
  'POST /w/:workspace/pictures': { body: WireSome & { output: Partial<Output> }; result: RawAnswer };
}
