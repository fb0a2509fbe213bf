import type { UseQueryResult } from '@tanstack/react-query';
import type { WireStatistics, WireStatQuery } from '../../src/http/dashboard/wire-stats.ts';
import type { AskError } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { type Day, dayIn, firstOfMonth } from './days.ts';
import { intervalFor } from './interval.ts';
import { type Asked, courseQuestion, firstQuestion, listQuestion } from './question.ts';
import { type DayRange, lengthOf, rangeOf, timesOf } from './range.ts';
import type { StatSearch } from './stat-search.ts';

export type StatResult = UseQueryResult<WireStatistics, AskError>;

/** Days and hours are those of the reader's own clocks. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export function useStat(query: WireStatQuery, enabled = true): StatResult {
  const params = { workspace: useWorkspace() };
  return useAsk('GET /w/:workspace/stats', { params, query }, { enabled, keepPrevious: true });
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
    lists: useStat(listQuestion(asked), isReady),
  };
}

/** Without the time before where its single scans are erased: that is no reason to show nothing. */
function useCourse(asked: Asked, enabled: boolean): StatResult {
  const compared = useStat(courseQuestion(asked, true), enabled);
  const isRefused = compared.error?.problem.details?.[0]?.path === 'compare';
  const alone = useStat(courseQuestion(asked, false), enabled && isRefused);
  return isRefused ? alone : compared;
}
