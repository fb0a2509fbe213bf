export type HealthStatus = 'ok' | 'degraded' | 'down';

interface HealthCheck {
  readonly status: HealthStatus;
  /** For people; holds no address and no secret. */
  readonly detail?: string;
  /** Of a disk, for those who say it in their own words. */
  readonly freeBytes?: number;
}

export interface HealthReport {
  /** The worst of the checks. */
  readonly status: HealthStatus;
  readonly checks: Readonly<Record<string, HealthCheck>>;
}

/** Where the parts of the program say how they are. `degraded`: serves, with something wrong; `down`: cannot serve. */
export interface Health {
  set(part: string, status: HealthStatus, detail?: string, freeBytes?: number): void;
  /** What the parts said last, in the order in which they first spoke; nothing is asked or waited for. */
  report(): HealthReport;
}

const order: readonly HealthStatus[] = ['ok', 'degraded', 'down'];

export function createHealth(): Health {
  const checks = new Map<string, HealthCheck>();
  return {
    set(part, status, detail, freeBytes) {
      checks.set(part, {
        status,
        ...(detail !== undefined && { detail }),
        ...(freeBytes !== undefined && { freeBytes }),
      });
    },
    report() {
      const worst = Math.max(0, ...[...checks.values()].map((check) => order.indexOf(check.status)));
      return { status: order[worst] ?? 'down', checks: Object.fromEntries(checks) };
    },
  };
}
