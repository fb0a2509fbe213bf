import { presets } from '../../src/core/designs/presets.ts';
import type { BodyOf, QueryOf, RouteName } from '../../src/http/dashboard/wire.ts';
import { svg } from './hostile-pictures.ts';

/** What stands in the workspace that is asked about: ids of its objects. */
export interface AskedObjects {
  readonly code: string;
  readonly codeSlug: string;
  readonly trashed: string;
  readonly folder: string;
  readonly key: string;
  readonly invitation: string;
  readonly report: string;
  readonly logo: string;
  readonly member: string;
  readonly seq: number;
  readonly workspaceId: string;
  readonly workspaceSlug: string;
  readonly user: string;
}

type Bodies = {
  readonly [Name in RouteName as BodyOf<Name> extends undefined ? never : Name]?: (
    objects: AskedObjects,
  ) => BodyOf<Name>;
};

const csv = 'name,destination\nFirst,https://example.com/1\n';

/** A good body for each route in a workspace and of the instance, so that a refusal is about who asks. */
export const goodBodies: Bodies = {
  'POST /workspaces': () => ({ name: 'Another' }),
  'PATCH /profile': () => ({ name: 'Renamed' }),
  'PATCH /w/:workspace': () => ({ name: 'Renamed' }),
  'DELETE /w/:workspace': ({ workspaceSlug }) => ({ confirm: workspaceSlug }),
  'PATCH /w/:workspace/members/:user': () => ({ role: 'viewer' }),
  'POST /w/:workspace/invitations': () => ({ email: 'new@example.com', role: 'member' }),
  'POST /w/:workspace/codes': () => ({ type: 'url', destination: 'https://example.com/new' }),
  'POST /w/:workspace/codes/bulk': ({ code }) => ({ ids: [code], action: { do: 'pause' } }),
  'PATCH /w/:workspace/codes/:code': () => ({ name: 'Renamed' }),
  'PUT /w/:workspace/codes/:code/design': () => ({ design: presets.ocean }),
  'POST /w/:workspace/codes/:code/proof': () => ({ profile: 'quick' }),
  'POST /w/:workspace/budget': ({ code }) => ({ code, design: presets.ocean }),
  'POST /w/:workspace/words': () => ({ text: 'Scan me' }),
  'POST /w/:workspace/logos': () => ({ data: svg('<rect width="9" height="9"/>').toString('base64') }),
  'PUT /w/:workspace/brand': () => ({ colors: ['#0a7357'] }),
  'POST /w/:workspace/sheets': ({ code }) => ({ ids: [code], layout: {} }),
  'POST /w/:workspace/sheets/preview': ({ code }) => ({ ids: [code], layout: {} }),
  'POST /w/:workspace/pictures': ({ code }) => ({ ids: [code], output: { format: 'svg' } }),
  'POST /w/:workspace/undo': ({ seq }) => ({ seqs: [seq] }),
  'POST /w/:workspace/preview': () => ({ type: 'url', destination: 'https://example.com/new' }),
  'PATCH /w/:workspace/tags/:tag': () => ({ name: 'other' }),
  'POST /w/:workspace/folders': () => ({ name: 'Another' }),
  'PATCH /w/:workspace/folders/:folder': () => ({ name: 'Renamed' }),
  'POST /w/:workspace/imports/preview': () => ({ csv, type: 'url' }),
  'POST /w/:workspace/imports': () => ({ csv, type: 'url' }),
  'POST /w/:workspace/reports': ({ code }) => ({
    ...{ title: 'For the fair', set: { code }, days: 30, expiresAt: null },
  }),
  'PATCH /w/:workspace/reports/:report': () => ({ title: 'For the market' }),
  'POST /w/:workspace/keys': () => ({ dialect: 'qr-track', name: 'Mine', readOnly: false, expiresAt: null }),
  'POST /w/:workspace/console': ({ key }) => ({ keyId: key, method: 'GET', path: '/api.php' }),
  'POST /instance/users': () => ({ email: 'made@example.com' }),
  'PATCH /instance/users/:user': () => ({ disabled: true }),
  'POST /instance/users/:user/reset': () => ({}),
  'PATCH /instance/workspaces/:id': () => ({ plan: 'pro' }),
  'POST /instance/blocked-hosts': () => ({ host: 'bad.example', reason: 'fraud' }),
  'POST /instance/suspended': ({ codeSlug }) => ({ slug: codeSlug, reason: 'fraud' }),
  'POST /instance/keys': ({ workspaceSlug }) => ({
    dialect: 'qra',
    workspace: workspaceSlug,
    name: 'Imported',
    raw: 'qrf_live_0123456789abcdefghij',
  }),
};

type Queries = { readonly [Name in RouteName]?: QueryOf<Name> };

export const goodQueries: Queries = {
  'GET /w/:workspace/codes/export': { format: 'csv' },
  'GET /w/:workspace/stats': { by: 'country', interval: 'day', compare: 'previous' },
  'GET /w/:workspace/stats/export': { format: 'csv', by: 'code' },
  'GET /w/:workspace/scans/export': { format: 'csv' },
  'GET /w/:workspace/overview': { tz: 'Europe/Berlin' },
  'GET /w/:workspace/codes/:code/contact-sheet': { format: 'png' },
};
