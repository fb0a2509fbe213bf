import type { UseQueryResult } from '@tanstack/react-query';
import type { WireStatistics, WireStatQuery } from '../../src/http/dashboard/wire-stats.ts';
import type { AskError } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { type Day, dayIn, firstOfMonth } from './days.ts';
import { intervalFor } from './interval.ts';
import { type Asked, broadListQuestion, courseQuestion, firstQuestion, listQuestion } from './question.ts';
import { type DayRange, lengthOf, rangeOf, timesOf } from './range.ts';
import { hasFilters, type StatSearch } from './stat-search.ts';

export type StatResult = UseQueryResult<WireStatistics, AskError>;

/** Days and hours are those of the reader's own clocks. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export function useStat(query: WireStatQuery, enabled = true): StatResult {
  const params = { workspace: useWorkspace() };
  // Were it asked again, the answer before it would stand in its place until it is refused once more.
  return useAsk(
    'GET /w/:workspace/stats',
    { params, query },
    { enabled, keepPrevious: true, isFinal: isRefusal },
  );
}

/** The month of the first hit; undefined while it is not known, and where there is none. */
export function useFirst(search: StatSearch, enabled: boolean): { result: StatResult; day: Day | undefined } {
  const zone = readerZone();
  const result = useStat(firstQuestion(search, zone), enabled);
  const point = result.data?.series?.find(({ hits = 0 }) => hits > 0);
  return { result, day: point && firstOfMonth(dayIn(zone, point.start)) };
}

export interface Shown {
  readonly asked: Asked;
  readonly range: DayRange;
  readonly today: Day;
  /** Totals, their course and the time before. */
  readonly course: StatResult;
  /** What is broken down at once. */
  readonly lists: StatResult;
}

/** The numbers of a page: two questions, and one before them where all the time that there is is asked for. */
export function useStatistics(search: StatSearch): Shown {
  const zone = readerZone();
  const today = dayIn(zone, Date.now());
  const isAll = search.period === 'all';
  const first = useFirst(search, isAll);
  const isReady = !isAll || first.result.isSuccess || first.result.isError;
  const range = rangeOf(search.period, today, first.day);
  const interval = intervalFor(search.interval, lengthOf(range));
  const asked = { search, times: timesOf(range, today), interval, zone };
  return {
    ...{ asked, range, today },
    course: useCourse(asked, isReady),
    lists: useLists(asked, isReady),
  };
}

/**
 * Without the time before where its single scans are erased, and without visitors where there are too many scans to count
 * them with filters: that is no reason to show nothing.
 */
function useCourse(asked: Asked, enabled: boolean): StatResult {
  const { filters, metric } = asked.search;
  const all = useStat(courseQuestion(asked, true), enabled);
  const isOld = isRefusedFor(all.error, 'compare');
  const alone = useStat(courseQuestion(asked, false), enabled && isOld);
  const isBroad = hasFilters(filters) && metric !== 'visitors' && needsSingleScans(all.error);
  const sums = useStat(courseQuestion(asked, true, false), enabled && isBroad);
  if (isBroad) return sums;
  return isOld ? alone : all;
}

/** Where not all can be counted with these filters, those that can. */
function useLists(asked: Asked, enabled: boolean): StatResult {
  const all = useStat(listQuestion(asked), enabled);
  const broad = broadListQuestion(asked);
  const isBroad = broad !== null && needsSingleScans(all.error);
  const some = useStat(broad ?? listQuestion(asked), enabled && isBroad);
  return isBroad ? some : all;
}

/** There are too many of them, or they are erased. */
function needsSingleScans(error: AskError | null): boolean {
  return error?.problem.code === 'too_broad' || isRefusedFor(error, 'since');
}

function isRefusedFor(error: AskError | null, path: string): boolean {
  return error?.problem.details?.[0]?.path === path;
}

/** Neither do scans become fewer nor do erased ones come back. */
function isRefusal(error: AskError): boolean {
  return needsSingleScans(error) || isRefusedFor(error, 'compare');
}
