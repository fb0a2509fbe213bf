import type { QueryClient } from '@tanstack/react-query';
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCodeList } from '../codes/code-list.ts';
import { codesQuery } from '../codes/codes-query.ts';
import { loadPart } from './load-part.ts';

export function createCodeRoutes(workspace: AnyRoute, client: QueryClient) {
  const getParentRoute = () => workspace;
  return [
    createRoute({
      getParentRoute,
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
    createRoute({
      getParentRoute,
      path: '/codes/new',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/codes/new-code-page.tsx')),
        'NewCodePage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/import',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/codes/import-page.tsx')),
        'ImportPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/organise',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/codes/organise-page.tsx')),
        'OrganisePage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/$code',
      component: lazyRouteComponent(() => loadPart(() => import('../pages/codes/code-page.tsx')), 'CodePage'),
    }),
  ];
}
