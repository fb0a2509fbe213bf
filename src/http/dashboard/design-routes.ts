import { getCode } from '../../core/codes/list.ts';
import { updateWeighedCode } from '../../core/codes/update.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { listDesigns } from '../../core/designs/history.ts';
import { mediaTypes } from '../../core/designs/picture.ts';
import { presetNames, presets } from '../../core/designs/presets.ts';
import { drawContactSheet, findProof } from '../../core/designs/prove.ts';
import { weighTrial } from '../../core/designs/trial.ts';
import { bodyStream } from '../shared/body-stream.ts';
import {
  contactQuery,
  designBody,
  parseHistoryPage,
  parseVersion,
  proofBody,
  trialBody,
  wordsBody,
} from './design-requests.ts';
import { proofEvents } from './proof-events.ts';
import { renderDesigned, renderEdited } from './render-design.ts';
import type { RoutesOf } from './route.ts';
import { lineHeaders } from './work-lines.ts';

export const designRoutes: RoutesOf<
  | 'GET /presets'
  | 'GET /w/:workspace/codes/:code/design'
  | 'PUT /w/:workspace/codes/:code/design'
  | 'GET /w/:workspace/codes/:code/designs'
  | 'POST /w/:workspace/codes/:code/designs/:version'
  | 'POST /w/:workspace/codes/:code/proof'
  | 'GET /w/:workspace/codes/:code/contact-sheet'
  | 'POST /w/:workspace/budget'
  | 'POST /w/:workspace/words'
> = {
  'GET /presets': {
    need: 'user',
    handle: async () => presetNames.map((name) => ({ name, design: presets[name] })),
  },
  'GET /w/:workspace/codes/:code/design': {
    need: 'codes:read',
    async handle(core, { access, params }) {
      const code = await getCode(core, access, params.code);
      return renderDesigned(core, code, await findProof(core, code));
    },
  },
  'PUT /w/:workspace/codes/:code/design': {
    need: 'codes:write',
    async handle(core, { access, params, body, c }) {
      const { id } = await getCode(core, access, params.code);
      const edit = parseBySchema(designBody, body);
      return renderEdited(core, await updateWeighedCode(core, access, id, edit, c.req.raw.signal));
    },
  },
  'GET /w/:workspace/codes/:code/designs': {
    need: 'codes:read',
    async handle(core, { access, params, query }) {
      const page = parseHistoryPage(query);
      return listDesigns(core, await getCode(core, access, params.code), page);
    },
  },
  'POST /w/:workspace/codes/:code/designs/:version': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      const { id } = await getCode(core, access, params.code);
      const edit = { restore: parseVersion(params.version) };
      return renderEdited(core, await updateWeighedCode(core, access, id, edit));
    },
  },
  'POST /w/:workspace/codes/:code/proof': {
    need: 'codes:write',
    async handle(core, { access, params, body, c, deps: { log } }) {
      const code = await getCode(core, access, params.code);
      const { signal } = c.req.raw;
      const events = proofEvents(core, { ...parseBySchema(proofBody, body), access, code, signal, log });
      return bodyStream(c, lineHeaders, events, (error) =>
        log('error', { err: error, surface: 'dashboard' }, 'proof broke off'),
      );
    },
  },
  'GET /w/:workspace/codes/:code/contact-sheet': {
    need: 'codes:read',
    async handle(core, { access, params, query, c }) {
      const { format } = parseBySchema(contactQuery, query);
      const code = await getCode(core, access, params.code);
      const bytes = await drawContactSheet(core, code, format, { signal: c.req.raw.signal });
      c.header('Content-Type', mediaTypes[format]);
      c.header('Content-Disposition', `inline; filename="proof-${code.slug}.${format}"`);
      c.header('Cache-Control', 'private, no-cache');
      return c.body(bytes);
    },
  },
  'POST /w/:workspace/budget': {
    need: 'codes:read',
    async handle(core, { access, body }) {
      return (await weighTrial(core, access, parseBySchema(trialBody, body))).budget;
    },
  },
  'POST /w/:workspace/words': {
    need: 'codes:read',
    handle: (core, { body }) => core.images.outline(parseBySchema(wordsBody, body).text),
  },
};
