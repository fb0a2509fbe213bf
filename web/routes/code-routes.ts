import type { QueryClient } from '@tanstack/react-query';
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCodeList } from '../codes/code-list.ts';
import { codesQuery } from '../codes/codes-query.ts';
import { loadPart } from './load-part.ts';
import { pageRoute } from './page-route.ts';

export function createCodeRoutes(workspace: AnyRoute, client: QueryClient) {
  return [
    createRoute({
      getParentRoute: () => workspace,
      path: '/codes',
      // Asked for while the page's own script is loading; what is wrong with it, the page says.
      loader({ params, location }) {
        const { workspace: slug } = params as { workspace: string };
        void client.prefetchInfiniteQuery(codesQuery(slug, readCodeList(location.search)));
      },
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/codes/codes-page.tsx')),
        'CodesPage',
      ),
    }),
    pageRoute(workspace, '/codes/new', () => import('../pages/codes/new-code-page.tsx'), 'NewCodePage'),
    pageRoute(workspace, '/codes/import', () => import('../pages/codes/import-page.tsx'), 'ImportPage'),
    pageRoute(workspace, '/codes/organise', () => import('../pages/codes/organise-page.tsx'), 'OrganisePage'),
    pageRoute(workspace, '/codes/$code', () => import('../pages/codes/code-page.tsx'), 'CodePage'),
  ];
}
