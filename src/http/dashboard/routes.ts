import { profileRoutes } from './account-profile.ts';
import { signInRoutes } from './account-sign-in.ts';
import { brandRoutes } from './brand-routes.ts';
import { codeRoutes } from './code-routes.ts';
import { designRoutes } from './design-routes.ts';
import { formRoutes } from './form-routes.ts';
import { importRoutes } from './import-routes.ts';
import { instanceRoutes } from './instance-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { logoRoutes } from './logo-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { organiseRoutes } from './organise-routes.ts';
import { printRoutes } from './print-routes.ts';
import { reportRoutes } from './report-routes.ts';
import type { Routes } from './route.ts';
import { statRoutes } from './stat-routes.ts';
import { userRoutes } from './user-routes.ts';
import { workspaceRoutes } from './workspace-routes.ts';

/** Every route of the dashboard: the compiler holds it against the wire, the tests of roles go through it. */
export const routes: Routes = {
  ...signInRoutes,
  ...profileRoutes,
  ...workspaceRoutes,
  ...codeRoutes,
  ...organiseRoutes,
  ...designRoutes,
  ...logoRoutes,
  ...brandRoutes,
  ...printRoutes,
  ...statRoutes,
  ...reportRoutes,
  ...formRoutes,
  ...importRoutes,
  ...keyRoutes,
  ...instanceRoutes,
  ...userRoutes,
  ...noticeRoutes,
};
