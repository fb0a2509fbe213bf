import { getBrand, saveBrand } from '../../core/brand/brands.ts';
import type { RoutesOf } from './route.ts';

export const brandRoutes: RoutesOf<'GET /w/:workspace/brand' | 'PUT /w/:workspace/brand'> = {
  'GET /w/:workspace/brand': {
    need: 'codes:read',
    handle: (core, { access }) => getBrand(core, access),
  },
  'PUT /w/:workspace/brand': {
    need: 'workspace:edit',
    async handle(core, { access, body }) {
      const { brand, warnings } = await saveBrand(core, access, body);
      return { ...brand, warnings };
    },
  },
};
