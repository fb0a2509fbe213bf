import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export function createCodeRoutes(workspace: AnyRoute) {
  const getParentRoute = () => workspace;
  return [
    createRoute({
      getParentRoute,
      path: '/codes',
      component: lazyRouteComponent(() => import('../pages/codes/codes-page.tsx'), 'CodesPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/new',
      component: lazyRouteComponent(() => import('../pages/codes/new-code-page.tsx'), 'NewCodePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/import',
      component: lazyRouteComponent(() => import('../pages/codes/import-page.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/organise',
      component: lazyRouteComponent(() => import('../pages/codes/organise-page.tsx'), 'OrganisePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/codes/$code',
      component: lazyRouteComponent(() => import('../pages/codes/code-page.tsx'), 'CodePage'),
    }),
  ];
}
