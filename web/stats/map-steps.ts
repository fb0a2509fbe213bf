const stepsMax = 5;
/** From here on one digit is exact enough: 1, 7, 40, 300, 2,000. */
const wideRatio = 50;

/**
 * From which count on each step begins, rising, five at most. Every step is so many times the one before, since a few
 * countries have most of the scans.
 */
export function stepsOf(counts: readonly number[]): readonly number[] {
  const seen = counts.filter((count) => count > 0);
  if (seen.length === 0) return [];
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const digits = most / least >= wideRatio ? 1 : 2;
  const steps = Array.from({ length: stepsMax }, (_, at) => {
    const exact = least * (most / least) ** (at / stepsMax);
    return at === 0 ? least : Number(exact.toPrecision(digits));
  });
  const whole = steps.map((step) => Math.ceil(step));
  return whole.filter((step, at) => step <= most && (at === 0 || step > Math.max(...whole.slice(0, at))));
}

/** Which step a count is on, from 0; -1 for nothing. */
export function stepOf(count: number, steps: readonly number[]): number {
  return count > 0 ? steps.findLastIndex((from) => from <= count) : -1;
}
