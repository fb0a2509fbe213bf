import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

/** For operators. */
export function createInstanceRoutes(instance: AnyRoute) {
  const getParentRoute = () => instance;
  return [
    createRoute({
      getParentRoute,
      path: '/users',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/users-page.tsx')),
        'InstanceUsersPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/workspaces',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/workspaces-page.tsx')),
        'InstanceWorkspacesPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/blocked',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/blocked-page.tsx')),
        'InstanceBlockedPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/suspended',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/suspended-page.tsx')),
        'InstanceSuspendedPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/health',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/health-page.tsx')),
        'InstanceHealthPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/keys',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/instance/keys-page.tsx')),
        'InstanceKeysPage',
      ),
    }),
  ];
}
