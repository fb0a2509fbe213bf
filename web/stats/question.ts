import type { Dimension, Interval, Metric, WireStatQuery } from '../../src/http/dashboard/wire-stats.ts';
import { metricNames, type StatSearch } from './stat-search.ts';

/** What is shown, with the times that its period means now. */
export interface Asked {
  readonly search: StatSearch;
  readonly times: { readonly since: string; readonly until?: string };
  readonly interval: Interval;
  readonly zone: string;
}

/** What is broken down with one question: cheap, since packs have each of them by itself. */
const cheapDimensions: readonly Dimension[] = ['country', 'device', 'os', 'browser', 'referrer', 'week_hour'];

/** Enough for every country; lists show the first of them and the rest when asked. */
const rowsMax = 250;

function common({ search: { set, filters }, times, zone }: Asked): WireStatQuery {
  return { ...set, ...times, tz: zone, ...filters };
}

/** Everything over time: totals of all kinds, the course, and the time before. */
export function courseQuestion(asked: Asked, withBefore: boolean): WireStatQuery {
  const { interval } = asked;
  const compare = withBefore && asked.search.period !== 'all' ? ({ compare: 'previous' } as const) : {};
  return { ...common(asked), metrics: metricNames.join(','), interval, ...compare };
}

export function listQuestion(asked: Asked): WireStatQuery {
  const { set, metric } = asked.search;
  const by = set.code === undefined ? [...cheapDimensions, 'code'] : cheapDimensions;
  return rowsQuestion(asked, metric, by.join(','));
}

/** One dimension: regions and cities, of which there can be many, and files. */
export function dimensionQuestion(asked: Asked, by: Dimension): WireStatQuery {
  return rowsQuestion(asked, asked.search.metric, by);
}

function rowsQuestion(asked: Asked, metrics: Metric, by: string): WireStatQuery {
  return { ...common(asked), metrics, by, limit: String(rowsMax) };
}

/** Since the first hit: by month, from before the first time that a hit can have. */
export function firstQuestion({ set }: StatSearch, zone: string): WireStatQuery {
  return { ...set, tz: zone, since: '2024-12-01', metrics: 'hits', interval: 'month' };
}
