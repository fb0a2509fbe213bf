import { noticesOf } from './notices.ts';
import type { RoutesOf } from './route.ts';

export const noticeRoutes: RoutesOf<'GET /notices'> = {
  'GET /notices': {
    need: 'user',
    async handle(core, { signedIn, deps }) {
      return signedIn.user.isOperator ? noticesOf(deps.instance, core.settings.baseUrl) : [];
    },
  },
};
