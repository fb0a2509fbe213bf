import { z } from 'zod';
import { directions } from '../../core/codes/order.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { AdviceQuery } from '../../core/designs/advice.ts';
import { parseAdviceQuery } from '../../core/designs/advise.ts';
import { parseOutput } from '../../core/designs/output.ts';
import { inks, type Output } from '../../core/designs/picture.ts';
import { type PicturesRequest, picturesMax } from '../../core/designs/pictures.ts';
import { paperNames } from '../../core/designs/sheet.ts';
import { labelGridNames, layoutLimits } from '../../core/designs/sheet-layouts.ts';
import { type SheetRequest, sheetFields } from '../../core/designs/sheets.ts';
import { type WantedCodes, wantedSorts } from '../../core/designs/wanted-codes.ts';
import { invalid } from '../../core/errors.ts';
import { readNumber, readWhole } from '../shared/picture-query.ts';
import { filterOf, filterSchema } from './code-requests.ts';

/** What the dashboard sends about pictures and sheets. */

type Query = Readonly<Record<string, string | undefined>>;

const asItIs = (field: string): string => field;

export function parseOutputQuery(query: Query): Output {
  const { format, px, mm, dpi, bleedMm, ink, spot } = query;
  const read = { px: readWhole(px), mm: readNumber(mm), dpi: readWhole(dpi), bleedMm: readNumber(bleedMm) };
  return parseOutput({ format, ink, spot, ...read }, asItIs);
}

export function parseAdvice({ distanceMm, dpi, surface, light }: Query): AdviceQuery {
  const read = { distanceMm: readNumber(distanceMm), dpi: readWhole(dpi) };
  return parseAdviceQuery({ surface, light, ...read }, asItIs);
}

const someFields = {
  ids: z.array(z.string().max(100)).min(1).max(picturesMax).optional(),
  filter: filterSchema.optional(),
  order: z.object({ by: z.enum(wantedSorts), direction: z.enum(directions) }).optional(),
};

const someBody = z.object(someFields);

function wantedOf({ ids, filter, order }: z.infer<typeof someBody>): WantedCodes {
  if ((ids === undefined) === (filter === undefined)) throw invalid('ids', 'send either ids or filter');
  return { codes: ids ?? filterOf(filter ?? {}), order };
}

const length = z.number().min(0).max(layoutLimits.pageMm).optional();

const layoutField = z.object({
  ...{ paper: z.enum(paperNames).optional(), grid: z.enum(labelGridNames).optional() },
  ...{ pageWidth: length, pageHeight: length, columns: length, rows: length },
  ...{ labelWidth: length, labelHeight: length, marginLeft: length, marginTop: length },
  ...{ gapX: length, gapY: length },
});

const sheetBody = z.object({
  ...someFields,
  layout: layoutField,
  codeMm: sheetFields.codeMm.optional(),
  cropMarks: z.boolean().optional(),
  ink: z.enum(inks).optional(),
  skip: sheetFields.skip.optional(),
  copies: sheetFields.copies.optional(),
  captions: sheetFields.captions.optional(),
  title: sheetFields.title,
});

const previewBody = sheetBody.extend({ page: z.int().min(1).max(picturesMax).default(1) });

export function parseSheetBody(body: unknown): SheetRequest {
  return sheetOf(parseBySchema(sheetBody, body));
}

export function parsePreviewBody(body: unknown): { readonly request: SheetRequest; readonly page: number } {
  const { page, ...sheet } = parseBySchema(previewBody, body);
  return { request: sheetOf(sheet), page };
}

function sheetOf({ ids, filter, order, ...sheet }: z.infer<typeof sheetBody>): SheetRequest {
  return { ...sheet, ...wantedOf({ ids, filter, order }) };
}

const picturesBody = someBody.extend({ output: z.record(z.string(), z.unknown()) });

export function parsePicturesBody(body: unknown): PicturesRequest {
  const { output, ...some } = parseBySchema(picturesBody, body);
  return { ...wantedOf(some), output: parseOutput(output, (field) => `output.${field}`) };
}

/** What core and the drawing call a field, as it is called here. */
export function nameHere(field: string): string {
  return field.replace(/^codes\b/, 'ids').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
