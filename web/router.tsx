import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './parts/not-found.tsx';
import { Waiting } from './parts/waiting.tsx';
import { sessionQuery } from './state/session.tsx';

/** Every page, by its address below `/app`; each is loaded when it is first asked for. */
export function createAppRouter(client: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    async beforeLoad() {
      const { user, memberships } = await client.ensureQueryData(sessionQuery);
      const [first] = memberships;
      if (!user) throw redirect({ to: '/sign-in' });
      if (!first) throw redirect({ to: '/account/profile' });
      throw redirect({ to: '/w/$workspace/codes', params: { workspace: first.workspace.slug } });
    },
  });
  const frame = createRoute({
    getParentRoute: () => root,
    id: 'frame',
    component: Frame,
    async beforeLoad({ location }) {
      const { user } = await client.ensureQueryData(sessionQuery);
      if (!user) throw redirect({ to: '/sign-in', search: { to: location.href } });
    },
  });
  const publicPages = [
    createRoute({
      getParentRoute: () => root,
      path: '/sign-in',
      component: lazyRouteComponent(() => import('./pages/account/sign-in-page.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/sign-up',
      component: lazyRouteComponent(() => import('./pages/account/sign-up-page.tsx'), 'SignUpPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/setup/$token',
      component: lazyRouteComponent(() => import('./pages/account/setup-page.tsx'), 'SetupPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/forgot',
      component: lazyRouteComponent(() => import('./pages/account/forgot-page.tsx'), 'ForgotPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/reset/$token',
      component: lazyRouteComponent(() => import('./pages/account/reset-page.tsx'), 'ResetPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/invitation/$token',
      component: lazyRouteComponent(() => import('./pages/account/invitation-page.tsx'), 'InvitationPage'),
    }),
  ];
  const framePages = [
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/codes',
      component: lazyRouteComponent(() => import('./pages/codes/codes-page.tsx'), 'CodesPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/codes/new',
      component: lazyRouteComponent(() => import('./pages/codes/new-code-page.tsx'), 'NewCodePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/codes/import',
      component: lazyRouteComponent(() => import('./pages/codes/import-page.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/codes/organise',
      component: lazyRouteComponent(() => import('./pages/codes/organise-page.tsx'), 'OrganisePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/codes/$code',
      component: lazyRouteComponent(() => import('./pages/codes/code-page.tsx'), 'CodePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/api/keys',
      component: lazyRouteComponent(() => import('./pages/api/keys-page.tsx'), 'KeysPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/api/console',
      component: lazyRouteComponent(() => import('./pages/api/console-page.tsx'), 'ConsolePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/settings/workspace',
      component: lazyRouteComponent(() => import('./pages/settings/workspace-page.tsx'), 'WorkspacePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/settings/members',
      component: lazyRouteComponent(() => import('./pages/settings/members-page.tsx'), 'MembersPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/settings/plan',
      component: lazyRouteComponent(() => import('./pages/settings/plan-page.tsx'), 'PlanPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/w/$workspace/settings/audit',
      component: lazyRouteComponent(() => import('./pages/settings/audit-page.tsx'), 'AuditPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/account/profile',
      component: lazyRouteComponent(() => import('./pages/account/profile-page.tsx'), 'ProfilePage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/account/security',
      component: lazyRouteComponent(() => import('./pages/account/security-page.tsx'), 'SecurityPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/account/sessions',
      component: lazyRouteComponent(() => import('./pages/account/sessions-page.tsx'), 'SessionsPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/users',
      component: lazyRouteComponent(() => import('./pages/instance/users-page.tsx'), 'InstanceUsersPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/workspaces',
      component: lazyRouteComponent(
        () => import('./pages/instance/workspaces-page.tsx'),
        'InstanceWorkspacesPage',
      ),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/blocked',
      component: lazyRouteComponent(() => import('./pages/instance/blocked-page.tsx'), 'InstanceBlockedPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/suspended',
      component: lazyRouteComponent(
        () => import('./pages/instance/suspended-page.tsx'),
        'InstanceSuspendedPage',
      ),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/health',
      component: lazyRouteComponent(() => import('./pages/instance/health-page.tsx'), 'InstanceHealthPage'),
    }),
    createRoute({
      getParentRoute: () => frame,
      path: '/instance/keys',
      component: lazyRouteComponent(() => import('./pages/instance/keys-page.tsx'), 'InstanceKeysPage'),
    }),
  ];
  const tree = root.addChildren([start, ...publicPages, frame.addChildren(framePages)]);
  return createRouter({
    routeTree: tree,
    basepath: '/app',
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    scrollRestoration: true,
  });
}
