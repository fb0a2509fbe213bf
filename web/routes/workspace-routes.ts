import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

/** API and Settings. */
export function createWorkspaceRoutes(workspace: AnyRoute) {
  const getParentRoute = () => workspace;
  return [
    createRoute({
      getParentRoute,
      path: '/api/keys',
      component: lazyRouteComponent(() => loadPart(() => import('../pages/api/keys-page.tsx')), 'KeysPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/api/console',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/api/console-page.tsx')),
        'ConsolePage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/workspace',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/settings/workspace-page.tsx')),
        'WorkspacePage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/members',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/settings/members-page.tsx')),
        'MembersPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/plan',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/settings/plan-page.tsx')),
        'PlanPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/settings/audit',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/settings/audit-page.tsx')),
        'AuditPage',
      ),
    }),
  ];
}
