import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Metric, WireStatRow } from '../../src/http/dashboard/wire-stats.ts';
import style from './world-map.module.css';

export interface WorldMapProps {
  /** Of a breakdown by country. */
  readonly rows: readonly WireStatRow[];
  readonly metric: Metric;
  /** As filters have them. */
  readonly selected?: readonly string[];
  /** Picks a country, or lets go of it; without it the map is to be looked at. */
  onPick?(country: string): void;
}

/** Asked for while the numbers are, as the chart is. */
const drawing = import('./world-drawing.tsx');
drawing.catch(() => undefined);
const WorldDrawing = lazy(async () => ({ default: (await drawing).WorldDrawing }));

/** Countries by how much they have. Its paths are large, and come when it is first shown. */
export function WorldMap(props: WorldMapProps) {
  return (
    <Suspense fallback={<Skeleton className={style.waiting ?? ''} />}>
      <WorldDrawing {...props} />
    </Suspense>
  );
}
