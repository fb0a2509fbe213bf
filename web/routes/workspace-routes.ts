import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './page-route.ts';

/** Overview, statistics, sheets, API and Settings. */
export function createWorkspaceRoutes(workspace: AnyRoute) {
  return [
    pageRoute(workspace, '/overview', () => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
    pageRoute(
      workspace,
      '/statistics',
      () => import('../pages/statistics/statistics-page.tsx'),
      'StatisticsPage',
    ),
    pageRoute(
      workspace,
      '/statistics/reports',
      () => import('../pages/statistics/reports-page.tsx'),
      'ReportsPage',
    ),
    pageRoute(workspace, '/codes/print', () => import('../pages/print/print-page.tsx'), 'PrintPage'),
    pageRoute(workspace, '/settings/brand', () => import('../pages/settings/brand-page.tsx'), 'BrandPage'),
    pageRoute(workspace, '/api/keys', () => import('../pages/api/keys-page.tsx'), 'KeysPage'),
    pageRoute(workspace, '/api/console', () => import('../pages/api/console-page.tsx'), 'ConsolePage'),
    pageRoute(
      workspace,
      '/settings/workspace',
      () => import('../pages/settings/workspace-page.tsx'),
      'WorkspacePage',
    ),
    pageRoute(
      workspace,
      '/settings/members',
      () => import('../pages/settings/members-page.tsx'),
      'MembersPage',
    ),
    pageRoute(workspace, '/settings/plan', () => import('../pages/settings/plan-page.tsx'), 'PlanPage'),
    pageRoute(workspace, '/settings/audit', () => import('../pages/settings/audit-page.tsx'), 'AuditPage'),
  ];
}
