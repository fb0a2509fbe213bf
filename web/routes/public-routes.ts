import type { AnyRoute } from '@tanstack/react-router';
import { pageRoute } from './page-route.ts';

/** Pages for whoever is not signed in, and for links that somebody was given. */
export function createPublicRoutes(parent: AnyRoute) {
  return [
    pageRoute(parent, '/sign-in', () => import('../pages/account/sign-in-page.tsx'), 'SignInPage'),
    pageRoute(parent, '/sign-up', () => import('../pages/account/sign-up-page.tsx'), 'SignUpPage'),
    pageRoute(
      parent,
      '/sign-up/$token',
      () => import('../pages/account/finish-sign-up-page.tsx'),
      'FinishSignUpPage',
    ),
    pageRoute(parent, '/setup/$token', () => import('../pages/account/setup-page.tsx'), 'SetupPage'),
    pageRoute(parent, '/forgot', () => import('../pages/account/forgot-page.tsx'), 'ForgotPage'),
    pageRoute(parent, '/reset/$token', () => import('../pages/account/reset-page.tsx'), 'ResetPage'),
    pageRoute(
      parent,
      '/invitation/$token',
      () => import('../pages/account/invitation-page.tsx'),
      'InvitationPage',
    ),
    pageRoute(parent, '/report/$token', () => import('../pages/report/report-page.tsx'), 'ReportPage'),
  ];
}
