import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export function createAccountRoutes(frame: AnyRoute) {
  const getParentRoute = () => frame;
  return [
    createRoute({
      getParentRoute,
      path: '/account/profile',
      component: lazyRouteComponent(() => import('../pages/account/profile-page.tsx'), 'ProfilePage'),
    }),
    createRoute({
      getParentRoute,
      path: '/account/security',
      component: lazyRouteComponent(() => import('../pages/account/security-page.tsx'), 'SecurityPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/account/sessions',
      component: lazyRouteComponent(() => import('../pages/account/sessions-page.tsx'), 'SessionsPage'),
    }),
  ];
}
