import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

/** Pages for whoever is not signed in, and for links that somebody was given. */
export function createPublicRoutes(parent: AnyRoute) {
  const getParentRoute = () => parent;
  return [
    createRoute({
      getParentRoute,
      path: '/sign-in',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/sign-in-page.tsx')),
        'SignInPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/sign-up',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/sign-up-page.tsx')),
        'SignUpPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/setup/$token',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/setup-page.tsx')),
        'SetupPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/forgot',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/forgot-page.tsx')),
        'ForgotPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/reset/$token',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/reset-page.tsx')),
        'ResetPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/invitation/$token',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/invitation-page.tsx')),
        'InvitationPage',
      ),
    }),
  ];
}
