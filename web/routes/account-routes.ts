import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

export function createAccountRoutes(frame: AnyRoute) {
  const getParentRoute = () => frame;
  return [
    createRoute({
      getParentRoute,
      path: '/account/profile',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/profile-page.tsx')),
        'ProfilePage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/account/security',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/security-page.tsx')),
        'SecurityPage',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/account/sessions',
      component: lazyRouteComponent(
        () => loadPart(() => import('../pages/account/sessions-page.tsx')),
        'SessionsPage',
      ),
    }),
  ];
}
