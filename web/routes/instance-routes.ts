import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './page-route.ts';

/** For operators. */
export function createInstanceRoutes(instance: AnyRoute) {
  return [
    pageRoute(instance, '/users', () => import('../pages/instance/users-page.tsx'), 'InstanceUsersPage'),
    pageRoute(
      instance,
      '/workspaces',
      () => import('../pages/instance/workspaces-page.tsx'),
      'InstanceWorkspacesPage',
    ),
    pageRoute(
      instance,
      '/blocked',
      () => import('../pages/instance/blocked-page.tsx'),
      'InstanceBlockedPage',
    ),
    pageRoute(
      instance,
      '/suspended',
      () => import('../pages/instance/suspended-page.tsx'),
      'InstanceSuspendedPage',
    ),
    pageRoute(instance, '/health', () => import('../pages/instance/health-page.tsx'), 'InstanceHealthPage'),
    pageRoute(instance, '/keys', () => import('../pages/instance/keys-page.tsx'), 'InstanceKeysPage'),
  ];
}
