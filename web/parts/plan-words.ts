import type { PlanName } from '../../src/http/dashboard/wire-people.ts';

/** What a plan is called, in the words of `api`. */
export const planWords = {
  free: 'planFree',
  pro: 'planPro',
  business: 'planBusiness',
} as const satisfies Readonly<Record<PlanName, string>>;
