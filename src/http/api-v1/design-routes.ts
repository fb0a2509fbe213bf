import { createRoute } from '@hono/zod-openapi';
import { mediaTypes } from '../../core/designs/picture.ts';
import { picturesMax } from '../../core/designs/pictures.ts';
import { sheetLimits } from '../../core/designs/sheets.ts';
import { manyIdsBytesMax } from '../shared/json-body.ts';
import { answer, answers, bytesAnswer, eventForm } from './answers.ts';
import {
  getAdvice,
  getBudget,
  getDesigns,
  getPresets,
  postBudget,
  restoreDesign,
} from './design-operations.ts';
import {
  adviceQuery,
  budgetBody,
  designHistoryQuery,
  imageQuery,
  proofBody,
  proofQuery,
  renderBody,
  restoreBody,
  restoreParams,
} from './design-requests.ts';
import { adviceSchema, budgetSchema, designHistorySchema, presetListSchema } from './design-schemas.ts';
import { getImage, postRender } from './image-operations.ts';
import { getContactSheet, getProof, postProof } from './proof-operations.ts';
import { proofSchema } from './proof-schemas.ts';
import { codeParams, jsonOf } from './requests.ts';
import type { ApiRoute } from './route.ts';
import { savedCodeSchema } from './schemas.ts';
import { postPictures, postSheet } from './sheet-operations.ts';
import { picturesBody, sheetBody } from './sheet-requests.ts';

const security = [{ bearerAuth: [] }];
const tags = ['Images'];

const picture = bytesAnswer('The picture', Object.values(mediaTypes), ['ETag']);

const pictureRoutes: readonly ApiRoute[] = [
  {
    operation: getImage,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/image',
      operationId: 'getImage',
      summary: 'The picture of a QR code in any format',
      description: 'With the design of the code, or with what the query changes of it.',
      tags,
      security,
      request: { params: codeParams, query: imageQuery },
      responses: { 200: picture, ...answers(304, 400, 404) },
    }),
  },
  {
    operation: postRender,
    permission: 'codes:read',
    config: createRoute({
      method: 'post',
      path: '/render',
      operationId: 'renderText',
      summary: 'Draw any text as a QR code, without creating one',
      tags,
      security,
      request: { body: jsonOf(renderBody) },
      responses: { 200: picture, ...answers(400, 413) },
    }),
  },
  {
    operation: postSheet,
    permission: 'codes:read',
    bodyBytesMax: manyIdsBytesMax,
    config: createRoute({
      method: 'post',
      path: '/sheets',
      operationId: 'drawSheet',
      summary: 'Many QR codes on one PDF: labels, with crop marks and captions',
      description: `The document is sent while it is drawn. At most ${sheetLimits.labels} labels.`,
      tags,
      security,
      request: { body: jsonOf(sheetBody) },
      responses: { 200: bytesAnswer('The sheet', ['application/pdf']), ...answers(400, 413) },
    }),
  },
];

const archiveRoute: ApiRoute = {
  operation: postPictures,
  permission: 'codes:read',
  bodyBytesMax: manyIdsBytesMax,
  config: createRoute({
    method: 'post',
    path: '/pictures',
    operationId: 'packPictures',
    summary: 'The pictures of many QR codes in one ZIP',
    description: `A file each, named by its slug, sent while they are drawn. At most ${picturesMax}. A code that cannot be drawn so has a text in its place that says why; where that is the first, the answer is an error.`,
    tags,
    security,
    request: { body: jsonOf(picturesBody) },
    responses: {
      200: bytesAnswer('The archive', ['application/zip'], ['Quietzone-Files']),
      ...answers(400, 413),
    },
  }),
};

const designOnlyRoutes: readonly ApiRoute[] = [
  {
    operation: getPresets,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/designs/presets',
      operationId: 'listDesignPresets',
      summary: 'Designs to begin with',
      tags,
      security,
      responses: { 200: answer('Every preset, whole', presetListSchema), ...answers() },
    }),
  },
  {
    operation: getDesigns,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/designs',
      operationId: 'listDesigns',
      summary: 'Every design that a QR code has had, newest first',
      tags,
      security,
      request: { params: codeParams, query: designHistoryQuery },
      responses: { 200: answer('A page of designs', designHistorySchema), ...answers(400, 404) },
    }),
  },
  {
    operation: restoreDesign,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/qr/{id}/designs/{version}/restore',
      operationId: 'restoreDesign',
      summary: 'Give a QR code an earlier design again',
      description: 'As a new version. What was plain is plain again.',
      tags,
      security,
      request: { params: restoreParams, body: jsonOf(restoreBody, false) },
      responses: {
        200: answer('The code as it is now', savedCodeSchema),
        ...answers(400, 403, 404, 413, 422),
      },
    }),
  },
  {
    operation: getBudget,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/budget',
      operationId: 'getErrorBudget',
      summary: 'How much error correction the design of a QR code leaves',
      tags,
      security,
      request: { params: codeParams },
      responses: { 200: answer('The budget', budgetSchema), ...answers(400, 404) },
    }),
  },
  {
    operation: postBudget,
    permission: 'codes:read',
    config: createRoute({
      method: 'post',
      path: '/budget',
      operationId: 'tryDesign',
      summary: 'How much error correction a design would leave; nothing is saved',
      tags,
      security,
      request: { body: jsonOf(budgetBody) },
      responses: { 200: answer('The budget', budgetSchema), ...answers(400, 404, 413) },
    }),
  },
  {
    operation: getAdvice,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/advice',
      operationId: 'getSizeAdvice',
      summary: 'How large a QR code must be printed, and what a shorter link would save',
      tags,
      security,
      request: { params: codeParams, query: adviceQuery },
      responses: { 200: answer('The advice', adviceSchema), ...answers(400, 404) },
    }),
  },
];

const proofAnswer = answer('What came of it', proofSchema);

const proofRoutes: readonly ApiRoute[] = [
  {
    operation: postProof,
    permission: 'codes:write',
    config: createRoute({
      method: 'post',
      path: '/qr/{id}/proof',
      operationId: 'proveQRCode',
      summary: 'Read the exported files of a QR code under simulated damage, with several decoders',
      description:
        'Takes seconds, with `full` up to a minute and a half. With `Accept: text/event-stream`: events `progress` with `{"done", "total"}`, then one `report`, or one `error`. Work ends when the client goes away.',
      tags,
      security,
      request: { params: codeParams, query: proofQuery, body: jsonOf(proofBody, false) },
      responses: {
        200: { ...proofAnswer, content: { ...proofAnswer.content, ...eventForm } },
        ...answers(400, 403, 404, 413),
      },
    }),
  },
  {
    operation: getProof,
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: '/qr/{id}/proof',
      operationId: 'getProof',
      summary: 'The newest proof of a QR code, with its smallest safe size',
      tags,
      security,
      request: { params: codeParams, query: proofQuery },
      responses: { 200: proofAnswer, ...answers(400, 404) },
    }),
  },
  contactSheet('png', 'Png'),
  contactSheet('pdf', 'Pdf'),
];

function contactSheet(format: 'png' | 'pdf', suffix: string): ApiRoute {
  return {
    operation: getContactSheet(format),
    permission: 'codes:read',
    config: createRoute({
      method: 'get',
      path: `/qr/{id}/proof/sheet.${format}`,
      operationId: `getContactSheet${suffix}`,
      summary: `Everything that the proof looked at, as ${format.toUpperCase()}`,
      tags,
      security,
      request: { params: codeParams, query: proofQuery },
      responses: { 200: bytesAnswer('The contact sheet', [mediaTypes[format]]), ...answers(400, 404) },
    }),
  };
}

/** Designs, pictures and proofs: part of the table in `routes.ts`. */
export const designRoutes: readonly ApiRoute[] = [
  ...designOnlyRoutes,
  ...pictureRoutes,
  archiveRoute,
  ...proofRoutes,
];
