import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

/** API and Settings. */
export function createWorkspaceRoutes(workspace: AnyRoute) {
  const getParentRoute = () => workspace;
  return [
    createRoute({
      getParentRoute,
      path: '/api/keys',
      component: lazyRouteComponent(() => import('../pages/api/keys-page.tsx'), 'KeysPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/api/console',
      component: lazyRouteComponent(() => import('../pages/api/console-page.tsx'), 'ConsolePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/workspace',
      component: lazyRouteComponent(() => import('../pages/settings/workspace-page.tsx'), 'WorkspacePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/members',
      component: lazyRouteComponent(() => import('../pages/settings/members-page.tsx'), 'MembersPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/plan',
      component: lazyRouteComponent(() => import('../pages/settings/plan-page.tsx'), 'PlanPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/audit',
      component: lazyRouteComponent(() => import('../pages/settings/audit-page.tsx'), 'AuditPage'),
    }),
  ];
}
