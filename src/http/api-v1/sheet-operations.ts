import type { z } from '@hono/zod-openapi';
import { parseBySchema } from '../../core/content/problems.ts';
import { parseOutput } from '../../core/designs/output.ts';
import { picturesOfCodes } from '../../core/designs/pictures.ts';
import { type SheetRequest, sheetOfCodes } from '../../core/designs/sheets.ts';
import { usualDirection, type WantedOrder } from '../../core/designs/wanted-codes.ts';
import { invalid } from '../../core/errors.ts';
import { fileStream } from '../shared/file-stream.ts';
import { outputNames } from '../shared/picture-query.ts';
import { filterOf, type Operation } from './operations.ts';
import { picturesBody, sheetBody } from './sheet-requests.ts';

/** Many codes on one PDF, drawn as it is read. */
export const postSheet: Operation = async (core, c, log) => {
  const order = parseBySchema(sheetBody, c.var.body);
  const sheet = await sheetOfCodes(core, c.var.access, requestOf(order), {
    signal: c.req.raw.signal,
    pathOf: (field) => (field === 'codeMm' ? 'code_mm' : field),
  });
  const name = `sheet-${c.var.access.workspace.slug}.pdf`;
  return fileStream(c, { type: 'application/pdf', name, pieces: sheet.pdf }, log, 'api-v1');
};

/** The pictures of many codes in one archive, drawn as it is read. */
export const postPictures: Operation = async (core, c, log) => {
  const { codes, filter, ...wish } = parseBySchema(picturesBody, c.var.body);
  const { size: px, bleed: bleedMm, ...same } = wish;
  const output = parseOutput({ ...same, px, bleedMm }, (field) => outputNames[field] ?? field);
  const { files, zip } = await picturesOfCodes(
    core,
    c.var.access,
    { codes: wantedOf(codes, filter), output },
    { signal: c.req.raw.signal },
  );
  const file = {
    ...{ type: 'application/zip', name: `codes-${c.var.access.workspace.slug}.zip`, pieces: zip },
    headers: { 'Quietzone-Files': String(files) },
  };
  return fileStream(c, file, log, 'api-v1');
};

type Filter = z.infer<typeof sheetBody>['filter'];

function wantedOf(codes: readonly string[] | undefined, filter: Filter): SheetRequest['codes'] {
  if ((codes === undefined) === (filter === undefined))
    throw invalid('codes', 'send codes or filter, one of the two');
  return codes ?? filterOf(filter ?? {});
}

/** A direction alone says nothing of codes that are named: they are as they are. */
function orderOf({ codes, sort, order }: z.infer<typeof sheetBody>): WantedOrder | undefined {
  const by = sort ?? (codes === undefined ? 'created' : undefined);
  return by && { by, direction: order ?? usualDirection(by) };
}

function requestOf(order: z.infer<typeof sheetBody>): SheetRequest {
  const { codes, filter, layout = {}, ink, skip, title, captions, copies } = order;
  return {
    ...{ codes: wantedOf(codes, filter), order: orderOf(order) },
    layout: {
      paper: layout.paper,
      pageWidth: layout.page_width,
      pageHeight: layout.page_height,
      grid: layout.grid,
      columns: layout.columns,
      rows: layout.rows,
      labelWidth: layout.label_width,
      labelHeight: layout.label_height,
      marginLeft: layout.margin_left,
      marginTop: layout.margin_top,
      gapX: layout.gap_x,
      gapY: layout.gap_y,
    },
    codeMm: order.code_mm,
    cropMarks: order.crop_marks,
    ...{ ink, skip, title, captions, copies },
  };
}
