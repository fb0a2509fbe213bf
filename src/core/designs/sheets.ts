import { z } from 'zod';
import type { Code } from '../codes/code.ts';
import { shortUrlOf } from '../codes/links.ts';
import { line } from '../content/fields.ts';
import { parseBySchema } from '../content/problems.ts';
import { currentTargetOf } from '../content/registry.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Access } from '../workspaces/access.ts';
import { mmWithin, wholeWithin } from './limits.ts';
import type { Output } from './picture.ts';
import type { SheetLabel, SheetLayout, SheetOptions } from './sheet.ts';
import { type LayoutRequest, layoutLimits, layoutOf } from './sheet-layouts.ts';
import { pictureSourceOf } from './source.ts';
import { listPartOfWanted, listWanted, type WantedCodes, type WantedLimit } from './wanted-codes.ts';

export const captionFields = ['name', 'slug', 'short_url', 'destination', 'tag', 'type'] as const;
export type CaptionField = (typeof captionFields)[number];
/** A field of each code, or the same words on every label. */
export type Caption = CaptionField | { readonly text: string };

const words = line(200);

export const sheetLimits = { labels: 10_000, captions: 4 } as const;

/** The rule of each field. How many labels of a page can be left free, its layout says. */
export const sheetFields = {
  codeMm: mmWithin({ min: layoutLimits.labelMm, max: layoutLimits.pageMm }).nullable().default(null),
  skip: wholeWithin({ min: 0, max: layoutLimits.labels - 1 }).default(0),
  copies: wholeWithin({ min: 1, max: 1_000 }).default(1),
  title: words.optional(),
  captions: z
    .array(z.union([z.enum(captionFields), z.strictObject({ text: words })]))
    .max(sheetLimits.captions)
    .default([]),
} as const;

const sheetForm = z.object(sheetFields);

export interface SheetRequest extends WantedCodes {
  readonly layout: LayoutRequest;
  /** Width of the picture on the label, in mm; null: as large as fits. */
  readonly codeMm?: number | null | undefined;
  readonly cropMarks?: boolean | undefined;
  readonly ink?: Output['ink'] | undefined;
  /** Labels left free on the first page, which were used before; as `sheetFields` takes it, like the copies. */
  readonly skip?: unknown;
  readonly title?: string | undefined;
  /** The lines below each picture, at most 4; those that a code has nothing for are left out. */
  readonly captions?: readonly Caption[] | undefined;
  /** Of each code, one after the other. */
  readonly copies?: unknown;
}

export interface Sheet {
  readonly labels: number;
  readonly pages: number;
  /** In pieces, drawn as they are taken. */
  readonly pdf: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface SheetWatch {
  /** Told of the labels that are drawn. */
  readonly onProgress?: (done: number) => void;
  /** Of the reader, who may go before there is a piece. */
  readonly signal?: AbortSignal;
  /** What the caller calls a field of `SheetRequest`. */
  readonly pathOf?: (field: string) => string;
}

/**
 * Many codes on one PDF.
 * @throws {AppError} validation_error for codes that are not there, and for labels that are not on their page
 */
export async function sheetOfCodes(
  core: Core,
  access: Access,
  request: SheetRequest,
  { onProgress, signal, pathOf = asItIs }: SheetWatch = {},
): Promise<Sheet> {
  const { options, perPage, captions, copies } = parseSheet(access, request, pathOf);
  const codes = await listWanted(core, access, request, limitOf(copies, pathOf));
  const labels = codes.length * copies;
  const watch = { workspaceId: access.workspace.id, onProgress, signal };
  return {
    labels,
    pages: Math.ceil((options.skip + labels) / perPage),
    pdf: core.images.drawSheet(labelsOf(core, codes, captions, copies), options, watch),
  };
}

export interface SheetPreview {
  readonly labels: number;
  readonly pages: number;
  /** From 1. */
  readonly page: number;
  /** Where its labels are. */
  readonly layout: SheetLayout;
  readonly png: Uint8Array<ArrayBuffer>;
}

/**
 * A page of the same PDF as pixels; of the labels only its own are drawn.
 * @param wished from 1; the last one where there are fewer
 */
export async function previewSheet(
  core: Core,
  access: Access,
  request: SheetRequest,
  wished: number,
  { signal, pathOf = asItIs }: Omit<SheetWatch, 'onProgress'> = {},
): Promise<SheetPreview> {
  const { options, perPage, captions, copies } = parseSheet(access, request, pathOf);
  const { skip, layout } = options;
  const pagesOf = (codes: number) => Math.ceil((skip + codes * copies) / perPage);
  const placeOf = (total: number) => {
    const page = Math.min(wished, pagesOf(total));
    const first = Math.max(0, (page - 1) * perPage - skip);
    return { page, first, end: Math.min(total * copies, page * perPage - skip) };
  };
  const { total, codes } = await listPartOfWanted(core, access, request, limitOf(copies, pathOf), (count) => {
    const { first, end } = placeOf(count);
    return { from: Math.floor(first / copies), to: Math.ceil(end / copies) };
  });
  const { page, first, end } = placeOf(total);
  const labels: SheetLabel[] = [];
  for await (const label of labelsOf(core, codes, captions, copies)) labels.push(label);
  const before = first % copies;
  const { png } = await core.images.drawSheetPage(
    labels.slice(before, before + end - first),
    { ...options, skip: page === 1 ? skip : 0 },
    { workspaceId: access.workspace.id, signal },
  );
  return { labels: total * copies, pages: pagesOf(total), page, layout, png };
}

const asItIs = (field: string): string => field;

interface ParsedSheet {
  readonly options: SheetOptions;
  /** Labels. */
  readonly perPage: number;
  readonly captions: readonly Caption[];
  readonly copies: number;
}

function parseSheet(access: Access, request: SheetRequest, pathOf: (field: string) => string): ParsedSheet {
  const layout = requireLayout(request.layout, pathOf);
  const form = parseBySchema(sheetForm, request, pathOf);
  const { copies, skip, captions, codeMm, title = access.workspace.name } = form;
  const perPage = layout.columns * layout.rows;
  if (skip >= perPage) throw invalid(pathOf('skip'), `must be less than the ${perPage} labels of the page`);
  const { cropMarks = false, ink = 'rgb' } = request;
  return { options: { layout, codeMm, cropMarks, ink, skip, title }, perPage, captions, copies };
}

function requireLayout(request: LayoutRequest, pathOf: (field: string) => string): SheetLayout {
  const layout = layoutOf(request);
  if ('problem' in layout) throw invalid(pathOf(`layout.${layout.field}`), layout.problem);
  return layout;
}

function limitOf(copies: number, pathOf: (field: string) => string): WantedLimit {
  const max = Math.floor(sheetLimits.labels / copies);
  const tooMany = `a sheet has at most ${sheetLimits.labels} labels: ${max} codes here`;
  return { max, tooMany, pathOf };
}

async function* labelsOf(
  core: Core,
  codes: readonly Code[],
  captions: readonly Caption[],
  copies: number,
): AsyncGenerator<SheetLabel> {
  for (const code of codes) {
    const source = await pictureSourceOf(core, code);
    const lines = captions
      .map((caption) => (typeof caption === 'string' ? captionOf(core, code, caption) : caption.text))
      .filter((line) => line !== '');
    for (let copy = 0; copy < copies; copy += 1) yield { source, captions: lines };
  }
}

function captionOf({ settings }: Core, code: Code, field: CaptionField): string {
  switch (field) {
    case 'name':
      return code.name;
    case 'slug':
      return code.slug;
    case 'short_url':
      return shortUrlOf(settings, code.slug);
    case 'destination':
      return currentTargetOf(code, settings.content) ?? '';
    case 'tag':
      return code.tags.join(', ');
    case 'type':
      return code.type;
  }
}
