import type { Dimension, Interval, Metric, WireStatQuery } from '../../src/http/dashboard/wire-stats.ts';
import { filterNames, metricNames, type StatSearch } from './stat-search.ts';

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
export function courseQuestion(asked: Asked, withBefore: boolean, withVisitors = true): WireStatQuery {
  const { interval } = asked;
  const metrics = metricNames.filter((metric) => withVisitors || metric !== 'visitors');
  const compare = withBefore && asked.search.period !== 'all' ? ({ compare: 'previous' } as const) : {};
  return { ...common(asked), metrics: metrics.join(','), interval, ...compare };
}

export function listQuestion(asked: Asked): WireStatQuery {
  return rowsQuestion(asked, asked.search.metric, listedBy(asked).join(','));
}

function listedBy({ search: { set } }: Asked): readonly Dimension[] {
  return set.code === undefined ? [...cheapDimensions, 'code'] : cheapDimensions;
}

/** What the server holds for itself, each with everything that is of the same kind; time, code and reason go with all. */
const kindOf: Readonly<Partial<Record<Dimension, 'place' | 'agent' | 'referrer'>>> = {
  ...{ country: 'place', region: 'place', city: 'place' },
  ...{ device: 'agent', os: 'agent', browser: 'agent' },
  referrer: 'referrer',
};

/**
 * What of the lists can be counted however many scans there were: with filters of one kind, what is of that kind or of
 * none. Null where that is all of them, or nothing: visitors with filters are counted scan by scan.
 */
export function broadListQuestion(asked: Asked): WireStatQuery | null {
  const { filters, metric } = asked.search;
  const kinds = new Set(filterNames.flatMap((name) => (filters[name] && kindOf[name]) ?? []));
  if (metric === 'visitors' || kinds.size !== 1) return null;
  const by = listedBy(asked).filter((one) => {
    const kind = kindOf[one];
    return kind === undefined || kinds.has(kind);
  });
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
