import { z } from 'zod';
import type { Code } from '../codes/code.ts';
import type { CodeFilter } from '../codes/filter.ts';
import { shortUrlOf } from '../codes/links.ts';
import { uuidForm } from '../codes/list.ts';
import { line } from '../content/fields.ts';
import { parseBySchema } from '../content/problems.ts';
import { currentTargetOf } from '../content/registry.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Access } from '../workspaces/access.ts';
import { mmWithin, wholeWithin } from './limits.ts';
import type { Output } from './picture.ts';
import type { SheetLabel, SheetLayout } from './sheet.ts';
import { type LayoutRequest, layoutLimits, layoutOf } from './sheet-layouts.ts';
import { pictureSourceOf } from './source.ts';

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

export interface SheetRequest {
  /** Ids in the order in which they are drawn, or a filter: newest first. */
  readonly codes: readonly string[] | Omit<CodeFilter, 'nowMs'>;
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
  { onProgress, signal, pathOf = (field) => field }: SheetWatch = {},
): Promise<Sheet> {
  const layout = requireLayout(request.layout);
  const {
    copies,
    skip,
    captions,
    codeMm,
    title = access.workspace.name,
  } = parseBySchema(sheetForm, request, pathOf);
  const perPage = layout.columns * layout.rows;
  if (skip >= perPage) throw invalid(pathOf('skip'), `must be less than the ${perPage} labels of the page`);
  const codes = await listWanted(core, access, request.codes, Math.floor(sheetLimits.labels / copies));
  const { cropMarks = false, ink = 'rgb' } = request;
  const labels = codes.length * copies;
  return {
    labels,
    pages: Math.ceil((skip + labels) / perPage),
    pdf: core.images.drawSheet(
      labelsOf(core, codes, captions, copies),
      { layout, codeMm, cropMarks, ink, skip, title },
      onProgress,
      signal,
    ),
  };
}

function requireLayout(request: LayoutRequest): SheetLayout {
  const layout = layoutOf(request);
  if ('problem' in layout) throw invalid(`layout.${layout.field}`, layout.problem);
  return layout;
}

async function listWanted(
  core: Core,
  access: Access,
  wanted: SheetRequest['codes'],
  max: number,
): Promise<readonly Code[]> {
  const { codes } = core.store;
  const tooMany = () =>
    invalid('codes', `a sheet has at most ${sheetLimits.labels} labels: ${max} codes here`);
  if (!isIds(wanted)) {
    const filter = { ...wanted, nowMs: core.clock.now() };
    const found = await codes.list(access.workspace.id, filter, 0, max + 1);
    if (found.length > max) throw tooMany();
    if (found.length === 0) throw invalid('filter', 'there is no such code');
    return found;
  }
  if (wanted.length === 0) throw invalid('codes', 'must not be empty');
  if (wanted.length > max) throw tooMany();
  const ids = wanted.map((id) => id.toLowerCase());
  const known = new Set(ids.filter((id) => uuidForm.test(id)));
  const found = await codes.findMany(access.workspace.id, [...known]);
  const byId = new Map(found.map((code) => [code.id, code]));
  return ids.map((id, index) => {
    const code = byId.get(id);
    if (code === undefined) throw invalid(`codes.${index}`, 'there is no code with this id');
    return code;
  });
}

function isIds(wanted: SheetRequest['codes']): wanted is readonly string[] {
  return Array.isArray(wanted);
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
