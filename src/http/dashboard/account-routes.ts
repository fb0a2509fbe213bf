import { profileRoutes } from './account-profile.ts';
import { signInRoutes } from './account-sign-in.ts';

export const accountRoutes = { ...signInRoutes, ...profileRoutes };
