export interface Month {
  /** UTC, such as `2026-11`. */
  readonly name: string;
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
}

/** Finds the UTC month of a time. Nearly all hits of a batch are of one month: the last answer is kept. */
export function createMonths(): (timeMs: number) => Month {
  let last: Month = { name: '', startMs: 0, endMs: 0 };
  return (timeMs) => {
    if (timeMs < last.startMs || timeMs >= last.endMs) last = monthOf(timeMs);
    return last;
  };
}

function monthOf(timeMs: number): Month {
  const date = new Date(timeMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    name: date.toISOString().slice(0, 7),
    startMs: Date.UTC(year, month),
    endMs: Date.UTC(year, month + 1),
  };
}
