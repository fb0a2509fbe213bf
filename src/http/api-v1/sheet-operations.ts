import type { z } from '@hono/zod-openapi';
import { parseBySchema } from '../../core/content/problems.ts';
import { type SheetRequest, sheetOfCodes } from '../../core/designs/sheets.ts';
import { invalid } from '../../core/errors.ts';
import { bodyStream } from '../shared/body-stream.ts';
import { filterOf, type Operation } from './operations.ts';
import { sheetBody } from './sheet-requests.ts';

/** Many codes on one PDF, drawn as it is read. */
export const postSheet: Operation = async (core, c, log) => {
  const order = parseBySchema(sheetBody, c.var.body);
  const { signal } = c.req.raw;
  const sheet = await sheetOfCodes(core, c.var.access, requestOf(order), {
    signal,
    pathOf: (field) => (field === 'codeMm' ? 'code_mm' : field),
  });
  const pieces = async function* () {
    yield* sheet.pdf;
  };
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="sheet-${c.var.access.workspace.slug}.pdf"`,
    'Cache-Control': 'no-store',
  };
  const answer = bodyStream(c, headers, pieces(), (error) => {
    if (!signal.aborted) log('error', { err: error, surface: 'api-v1' }, 'sheet broke off');
  });
  return answer.catch((error) => {
    // Nobody is there to read any more.
    if (signal.aborted) return c.body(null);
    throw error;
  });
};

function requestOf(order: z.infer<typeof sheetBody>): SheetRequest {
  const { codes, filter, layout = {}, ink, skip, title, captions, copies } = order;
  if ((codes === undefined) === (filter === undefined))
    throw invalid('codes', 'send codes or filter, one of the two');
  return {
    codes: codes ?? filterOf(filter ?? {}),
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
