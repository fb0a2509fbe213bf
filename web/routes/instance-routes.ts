import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

/** For operators. */
export function createInstanceRoutes(instance: AnyRoute) {
  const getParentRoute = () => instance;
  return [
    createRoute({
      getParentRoute,
      path: '/users',
      component: lazyRouteComponent(() => import('../pages/instance/users-page.tsx'), 'InstanceUsersPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/workspaces',
      component: lazyRouteComponent(
        () => import('../pages/instance/workspaces-page.tsx'),
        'InstanceWorkspacesPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/blocked',
      component: lazyRouteComponent(
        () => import('../pages/instance/blocked-page.tsx'),
        'InstanceBlockedPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/suspended',
      component: lazyRouteComponent(
        () => import('../pages/instance/suspended-page.tsx'),
        'InstanceSuspendedPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/health',
      component: lazyRouteComponent(() => import('../pages/instance/health-page.tsx'), 'InstanceHealthPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/keys',
      component: lazyRouteComponent(() => import('../pages/instance/keys-page.tsx'), 'InstanceKeysPage'),
    }),
  ];
}
