import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './page-route.ts';

export function createAccountRoutes(frame: AnyRoute) {
  return [
    pageRoute(frame, '/account/profile', () => import('../pages/account/profile-page.tsx'), 'ProfilePage'),
    pageRoute(frame, '/account/security', () => import('../pages/account/security-page.tsx'), 'SecurityPage'),
    pageRoute(frame, '/account/sessions', () => import('../pages/account/sessions-page.tsx'), 'SessionsPage'),
  ];
}
