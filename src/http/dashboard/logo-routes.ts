import { addLogo, deleteLogo, getLogoImage, listLogos } from '../../core/designs/logos.ts';
import { logoBytesMax, parseLogo } from './design-requests.ts';
import type { RoutesOf } from './route.ts';

export const logoRoutes: RoutesOf<
  | 'GET /w/:workspace/logos'
  | 'POST /w/:workspace/logos'
  | 'GET /w/:workspace/logos/:logo/image'
  | 'DELETE /w/:workspace/logos/:logo'
> = {
  'GET /w/:workspace/logos': {
    need: 'codes:read',
    handle: (core, { access }) => listLogos(core, access),
  },
  'POST /w/:workspace/logos': {
    need: 'codes:write',
    bodyBytesMax: logoBytesMax,
    async handle(core, { access, body }) {
      const { isNew: _isNew, ...logo } = await addLogo(core, access, parseLogo(body));
      return logo;
    },
  },
  'GET /w/:workspace/logos/:logo/image': {
    need: 'codes:read',
    async handle(core, { access, params, c }) {
      const { png } = await getLogoImage(core, access, params.logo);
      c.header('Content-Type', 'image/png');
      c.header('Content-Disposition', 'inline; filename="logo.png"');
      // Its id is the hash of it.
      c.header('Cache-Control', 'private, max-age=31536000, immutable');
      return c.body(png);
    },
  },
  'DELETE /w/:workspace/logos/:logo': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      await deleteLogo(core, access, params.logo);
      return {};
    },
  },
};
