import { getCode } from '../../core/codes/list.ts';
import { adviseCode } from '../../core/designs/advise.ts';
import { picturesOfCodes } from '../../core/designs/pictures.ts';
import { listLabelGrids } from '../../core/designs/sheet-layouts.ts';
import { previewSheet, sheetOfCodes } from '../../core/designs/sheets.ts';
import { pictureSourceOf } from '../../core/designs/source.ts';
import { fileStream } from '../shared/file-stream.ts';
import { manyIdsBytesMax } from '../shared/json-body.ts';
import {
  nameHere,
  parseAdvice,
  parseOutputQuery,
  parsePicturesBody,
  parsePreviewBody,
  parseSheetBody,
} from './print-requests.ts';
import type { RoutesOf } from './route.ts';
import type { PrintWire } from './wire-designs.ts';

export const printRoutes: RoutesOf<keyof PrintWire> = {
  'GET /w/:workspace/codes/:code/picture': {
    need: 'codes:read',
    async handle(core, { access, params, query, c }) {
      const code = await getCode(core, access, params.code);
      const output = parseOutputQuery(query);
      const { bytes, mediaType } = await core.images.render(await pictureSourceOf(core, code), output);
      c.header('Content-Type', mediaType);
      c.header('Content-Disposition', `attachment; filename="${code.slug}.${output.format}"`);
      return c.body(bytes);
    },
  },
  'GET /w/:workspace/codes/:code/advice': {
    need: 'codes:read',
    async handle(core, { access, params, query }) {
      const code = await getCode(core, access, params.code);
      return adviseCode(core, code, parseAdvice(query));
    },
  },
  'GET /sheet-grids': { need: 'user', handle: async () => listLabelGrids() },
  'POST /w/:workspace/sheets': {
    need: 'codes:read',
    bodyBytesMax: manyIdsBytesMax,
    async handle(core, { access, body, c, deps }) {
      const watch = { signal: c.req.raw.signal, pathOf: nameHere };
      const { labels, pages, pdf } = await sheetOfCodes(core, access, parseSheetBody(body), watch);
      const file = {
        ...{ type: 'application/pdf', name: `sheet-${access.workspace.slug}.pdf`, pieces: pdf },
        headers: { 'Quietzone-Labels': String(labels), 'Quietzone-Pages': String(pages) },
      };
      return fileStream(c, file, deps.log, 'dashboard');
    },
  },
  'POST /w/:workspace/sheets/preview': {
    need: 'codes:read',
    bodyBytesMax: manyIdsBytesMax,
    async handle(core, { access, body, c }) {
      const { request, page } = parsePreviewBody(body);
      const watch = { signal: c.req.raw.signal, pathOf: nameHere };
      const { png, ...preview } = await previewSheet(core, access, request, page, watch);
      return { ...preview, png: Buffer.from(png).toString('base64') };
    },
  },
  'POST /w/:workspace/pictures': {
    need: 'codes:read',
    bodyBytesMax: manyIdsBytesMax,
    async handle(core, { access, body, c, deps }) {
      const watch = { signal: c.req.raw.signal, pathOf: nameHere };
      const { files, zip } = await picturesOfCodes(core, access, parsePicturesBody(body), watch);
      const file = {
        ...{ type: 'application/zip', name: `codes-${access.workspace.slug}.zip`, pieces: zip },
        headers: { 'Quietzone-Files': String(files) },
      };
      return fileStream(c, file, deps.log, 'dashboard');
    },
  },
};
