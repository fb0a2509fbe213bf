/**
 * Plans limit what can be made and asked for, never what was printed: an existing code redirects whatever its
 * workspace's plan says.
 */
export const planNames = ['free', 'pro', 'business'] as const;
export type PlanName = (typeof planNames)[number];

export interface Plan {
  readonly name: PlanName;
  /** Codes that a workspace can have at once; null = no limit. */
  readonly codesMax: number | null;
  /** Scans a UTC month that the plan stands for; null = no limit. Shown, never enforced on a scan. */
  readonly scansPerMonthMax: number | null;
  readonly seatsMax: number | null;
  /** API requests a UTC minute, shared by all keys of the workspace; 0 = no limit. */
  readonly requestsPerMinute: number;
}

export type Plans = Readonly<Record<PlanName, Plan>>;

export const defaultPlans: Plans = {
  free: { name: 'free', codesMax: 10, scansPerMonthMax: 5_000, seatsMax: 1, requestsPerMinute: 60 },
  pro: { name: 'pro', codesMax: 50, scansPerMonthMax: 50_000, seatsMax: 5, requestsPerMinute: 300 },
  business: {
    name: 'business',
    codesMax: null,
    scansPerMonthMax: 500_000,
    seatsMax: 25,
    requestsPerMinute: 1_000,
  },
};

export function isPlanName(text: string): text is PlanName {
  return (planNames as readonly string[]).includes(text);
}
