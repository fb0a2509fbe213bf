/** Counter of requests in fixed windows of one UTC minute; in memory for one node, in the database for many. */
export interface RateCounter {
  /** Adds one to the scope's count in the minute of `nowMs` and gives the count, this one included. */
  add(scope: string, nowMs: number): Promise<number>;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** Requests a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the window ends. */
  readonly resetAt: number;
  /** Seconds to wait, at least 1. */
  readonly retryAfter: number;
}

export const rateWindowMs = 60_000;

/** @param limit requests a minute; 0 = no limit, and nothing is counted */
export async function takeRequest(
  counter: RateCounter,
  scope: string,
  limit: number,
  nowMs: number,
): Promise<RateDecision> {
  const count = limit === 0 ? 0 : await counter.add(scope, nowMs);
  const resetAtMs = (Math.floor(nowMs / rateWindowMs) + 1) * rateWindowMs;
  return {
    allowed: limit === 0 || count <= limit,
    limit,
    remaining: Math.max(0, limit - count),
    resetAt: resetAtMs / 1000,
    retryAfter: Math.max(1, Math.ceil((resetAtMs - nowMs) / 1000)),
  };
}

const scopesMax = 100_000;

/** Counter for one node. Memory is bounded: only the running minute is kept, and of at most 100,000 scopes. */
export function createMemoryRateCounter(): RateCounter {
  let window = -1;
  let counts = new Map<string, number>();
  return {
    add(scope, nowMs) {
      const current = Math.floor(nowMs / rateWindowMs);
      if (current !== window) {
        window = current;
        counts = new Map();
      }
      const count = (counts.get(scope) ?? 0) + 1;
      if (count > 1 || counts.size < scopesMax) counts.set(scope, count);
      return Promise.resolve(count);
    },
  };
}
