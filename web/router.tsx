import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Broken } from './parts/broken.tsx';
import { NotFound } from './parts/not-found.tsx';
import { Waiting } from './parts/waiting.tsx';
import { createAccountRoutes } from './routes/account-routes.ts';
import { createCodeRoutes } from './routes/code-routes.ts';
import { createInstanceRoutes } from './routes/instance-routes.ts';
import { loadPart } from './routes/load-part.ts';
import { createPublicRoutes } from './routes/public-routes.ts';
import { parseSearch, renderSearch } from './routes/search.ts';
import { createWorkspaceRoutes } from './routes/workspace-routes.ts';
import { homeOf, rememberWorkspace, sessionQuery } from './state/session.tsx';

/** Every page, by its address below `/app`; each is loaded when it is first asked for. */
export function createAppRouter(client: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
  const frame = createFrameRoute(root, client);
  const workspace = createWorkspaceRoute(frame, client);
  const instance = createInstanceRoute(frame, client);
  const tree = root.addChildren([
    createStartRoute(root, client),
    ...createPublicRoutes(root),
    frame.addChildren([
      workspace.addChildren([...createCodeRoutes(workspace, client), ...createWorkspaceRoutes(workspace)]),
      instance.addChildren(createInstanceRoutes(instance)),
      ...createAccountRoutes(frame),
    ]),
  ]);
  return createRouter({
    routeTree: tree,
    basepath: '/app',
    parseSearch,
    stringifySearch: renderSearch,
    defaultPreload: 'intent',
    // Answers are kept by the client, which knows how long they are good.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

/** `/app`: where one was last, or signing in. */
function createStartRoute(root: AnyRoute, client: QueryClient) {
  return createRoute({
    getParentRoute: () => root,
    path: '/',
    async beforeLoad() {
      const session = await client.ensureQueryData(sessionQuery);
      const home = homeOf(session);
      if (!session.user) throw redirect({ to: '/sign-in', replace: true });
      if (!home) throw redirect({ to: '/account/profile', replace: true });
      throw redirect({
        to: '/w/$workspace/overview',
        params: { workspace: home.workspace.slug },
        replace: true,
      });
    },
  });
}

/** For whoever is signed in; everybody else signs in first and comes back. */
function createFrameRoute(root: AnyRoute, client: QueryClient) {
  return createRoute({
    getParentRoute: () => root,
    id: 'frame',
    component: lazyRouteComponent(() => loadPart(() => import('./frame/frame.tsx')), 'Frame'),
    async beforeLoad({ location }) {
      const { user } = await client.ensureQueryData(sessionQuery);
      if (!user) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
    },
  });
}

/** A workspace of others looks like one that does not exist, here as on the server. */
function createWorkspaceRoute(frame: AnyRoute, client: QueryClient) {
  return createRoute({
    getParentRoute: () => frame,
    path: '/w/$workspace',
    async beforeLoad({ params }) {
      const { workspace: slug } = params as { workspace: string };
      const { memberships } = await client.ensureQueryData(sessionQuery);
      if (!memberships.some(({ workspace }) => workspace.slug === slug)) throw notFound();
      rememberWorkspace(slug);
    },
  });
}

function createInstanceRoute(frame: AnyRoute, client: QueryClient) {
  return createRoute({
    getParentRoute: () => frame,
    path: '/instance',
    async beforeLoad() {
      const { user } = await client.ensureQueryData(sessionQuery);
      if (!user?.isOperator) throw notFound();
    },
  });
}
