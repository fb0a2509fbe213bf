import type { SeriesPoint } from '../question.ts';
import type { SeriesTally } from './count-tally.ts';

/** Finds the interval that a time is in; fast for times that are near the one before. */
export function createIntervalFinder(starts: readonly number[]): (ms: number) => number {
  let found = 0;
  const isIn = (place: number, ms: number) =>
    ms >= (starts[place] ?? Number.POSITIVE_INFINITY) && ms < (starts[place + 1] ?? Number.POSITIVE_INFINITY);
  return (ms) => {
    if (!isIn(found, ms)) found = isIn(found + 1, ms) ? found + 1 : searchInterval(starts, ms);
    return found;
  };
}

function searchInterval(starts: readonly number[], ms: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= ms) low = middle;
    else high = middle;
  }
  return low;
}

export function renderSeries({ starts, table }: SeriesTally): SeriesPoint[] {
  return starts.map((startMs, place) => ({ startMs, counts: table.row(place) }));
}
