/**
 * Every address of the web app, with what stands for its parameters; a test holds this list against the router. From
 * here pages are held to axe, to payloads that must stay text, and onto pictures.
 */
export interface DashboardPage {
  /** As in `web/router.tsx`, below `/app`. */
  readonly route: string;
  /** Who sees it: nobody signed in, the owner of a workspace, or an operator. */
  readonly who: 'stranger' | 'owner' | 'operator';
}

export const dashboardPages: readonly DashboardPage[] = [
  { route: '/sign-in', who: 'stranger' },
  { route: '/sign-up', who: 'stranger' },
  { route: '/sign-up/$token', who: 'stranger' },
  { route: '/setup/$token', who: 'stranger' },
  { route: '/forgot', who: 'stranger' },
  { route: '/reset/$token', who: 'stranger' },
  { route: '/invitation/$token', who: 'stranger' },
  { route: '/report/$token', who: 'stranger' },
  { route: '/w/$workspace/overview', who: 'owner' },
  { route: '/w/$workspace/codes', who: 'owner' },
  { route: '/w/$workspace/codes/new', who: 'owner' },
  { route: '/w/$workspace/codes/import', who: 'owner' },
  { route: '/w/$workspace/codes/organise', who: 'owner' },
  { route: '/w/$workspace/codes/print', who: 'owner' },
  { route: '/w/$workspace/codes/$code', who: 'owner' },
  { route: '/w/$workspace/statistics', who: 'owner' },
  { route: '/w/$workspace/statistics/reports', who: 'owner' },
  { route: '/w/$workspace/api/keys', who: 'owner' },
  { route: '/w/$workspace/api/console', who: 'owner' },
  { route: '/w/$workspace/settings/workspace', who: 'owner' },
  { route: '/w/$workspace/settings/members', who: 'owner' },
  { route: '/w/$workspace/settings/plan', who: 'owner' },
  { route: '/w/$workspace/settings/audit', who: 'owner' },
  { route: '/w/$workspace/settings/brand', who: 'owner' },
  { route: '/account/profile', who: 'owner' },
  { route: '/account/security', who: 'owner' },
  { route: '/account/sessions', who: 'owner' },
  { route: '/instance/users', who: 'operator' },
  { route: '/instance/workspaces', who: 'operator' },
  { route: '/instance/blocked', who: 'operator' },
  { route: '/instance/suspended', who: 'operator' },
  { route: '/instance/health', who: 'operator' },
  { route: '/instance/keys', who: 'operator' },
];

/** @param parameters by their names in the route */
export function addressOf(page: DashboardPage, parameters: Readonly<Record<string, string>>): string {
  return `/app${page.route.replace(/\$(\w+)/g, (_, name: string) => parameters[name] ?? '')}`;
}
