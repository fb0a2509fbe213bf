import type { SeriesPoint } from './time-series.tsx';

type Column = (number | null)[];

/**
 * Points as the plot takes them: times in seconds, the time before, what is whole, and what is cut at the ends, which
 * shares the points beside it so that the line goes on.
 */
export function columnsOf(points: readonly SeriesPoint[]): [number[], Column, Column, Column] {
  const isCutAt = (place: number) => points[place]?.isCut ?? false;
  const touchesCut = (place: number) => isCutAt(place) || isCutAt(place - 1) || isCutAt(place + 1);
  return [
    points.map(({ startMs }) => startMs / 1_000),
    points.map(({ before }) => before?.count ?? null),
    points.map(({ count, isCut }) => (isCut ? null : count)),
    points.map(({ count }, place) => (touchesCut(place) ? count : null)),
  ];
}
