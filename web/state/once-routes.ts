import type { RouteName } from '../../src/http/dashboard/wire.ts';

/** What makes something, and is sent with a key. */
export const onceRoutes: ReadonlySet<RouteName> = new Set([
  'POST /workspaces',
  'POST /w/:workspace/invitations',
  'POST /w/:workspace/codes',
  'POST /w/:workspace/codes/:code/duplicate',
  'POST /w/:workspace/folders',
  'POST /w/:workspace/reports',
  'POST /w/:workspace/keys',
  'POST /instance/users',
]);
