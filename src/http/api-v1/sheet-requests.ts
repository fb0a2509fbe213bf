import { z } from '@hono/zod-openapi';
import { codeStatuses } from '../../core/codes/code.ts';
import { directions } from '../../core/codes/order.ts';
import { contentTypes } from '../../core/content/types.ts';
import { inks } from '../../core/designs/picture.ts';
import { picturesMax } from '../../core/designs/pictures.ts';
import { paperNames } from '../../core/designs/sheet.ts';
import { labelGridNames, layoutLimits } from '../../core/designs/sheet-layouts.ts';
import { sheetFields, sheetLimits } from '../../core/designs/sheets.ts';
import { wantedSorts } from '../../core/designs/wanted-codes.ts';
import { outputInBody } from './design-requests.ts';

const { labelMm, pageMm } = layoutLimits;
const length = (min: number) => z.number().min(min).max(pageMm).optional();
const count = z
  .int()
  .min(1)
  .max(pageMm / labelMm)
  .optional();

const gridMessage = `must be one of ${labelGridNames.join(', ')}; for a grid of your own send columns and rows`;

const layoutField = z
  .strictObject({
    paper: z.enum(paperNames).optional(),
    page_width: length(labelMm),
    page_height: length(labelMm),
    grid: z.enum(labelGridNames, gridMessage).optional().openapi({ description: 'Labels as they are sold.' }),
    columns: count,
    rows: count,
    label_width: length(labelMm),
    label_height: length(labelMm),
    margin_left: length(0),
    margin_top: length(0),
    gap_x: length(0),
    gap_y: length(0),
  })
  .openapi('SheetLayout', {
    description: 'Lengths in mm. What is left out follows: 3 × 7 labels in the middle of A4.',
  });

const filterField = z.strictObject({
  status: z.enum(codeStatuses).optional(),
  type: z.enum(contentTypes).optional(),
  tag: z.string().max(255).optional(),
  folder: z.string().max(255).optional(),
  search: z.string().max(255).optional(),
});

const codesField = (max: number) =>
  z
    .array(z.string().max(100).openapi({ description: 'Id or slug of a code.' }))
    .min(1)
    .max(max)
    .optional();

const wantedFilter = filterField
  .optional()
  .openapi({ description: 'In place of `codes`; `{}` is every code.' });

const orderFields = {
  sort: z.enum(wantedSorts).optional().openapi({
    description:
      'By what codes are ordered; numbers in names and slugs by their value. Default: `codes` as they are named, those of a `filter` by `created`.',
  }),
  order: z.enum(directions).optional().openapi({
    description: 'Of `sort`. Default: `asc` by `name` and `slug`, otherwise `desc`.',
  }),
};

export const picturesBody = z
  .strictObject({
    codes: codesField(picturesMax),
    filter: wantedFilter,
    ...outputInBody,
  })
  .openapi('PicturesOrder', { example: { filter: { tag: 'menu' }, format: 'svg' } });

export const sheetBody = z
  .strictObject({
    codes: codesField(sheetLimits.labels),
    filter: wantedFilter,
    ...orderFields,
    layout: layoutField.optional(),
    code_mm: sheetFields.codeMm.openapi({
      description: 'Width of the picture on the label, in mm; null: as large as fits.',
    }),
    crop_marks: z.boolean().optional(),
    ink: z.enum(inks).optional(),
    skip: sheetFields.skip.openapi({
      description: 'Labels left free on the first page, which were used before: fewer than it has.',
    }),
    title: sheetFields.title.openapi({ description: 'Of the file. Default: the name of the workspace.' }),
    captions: sheetFields.captions.openapi({
      description: 'Lines below each picture: fields of the code, or words of your own.',
    }),
    copies: sheetFields.copies.openapi({ description: 'Of each code.' }),
  })
  .openapi('SheetOrder', {
    example: {
      ...{ filter: { tag: 'menu' }, sort: 'name', layout: { grid: 'avery-l7160' } },
      captions: ['name', 'short_url'],
    },
  });
