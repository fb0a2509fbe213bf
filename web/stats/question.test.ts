import { expect, test } from 'vitest';
import { scanEpochMs } from '../../src/core/scans/id.ts';
import {
  type Asked,
  broadListQuestion,
  courseQuestion,
  dimensionQuestion,
  firstQuestion,
  listQuestion,
} from './question.ts';
import { readStatSearch } from './stat-search.ts';

function asked(query: Readonly<Record<string, string>>): Asked {
  const times = { since: '2026-03-01', until: '2026-03-08' };
  return { search: readStatSearch(query), times, interval: 'day', zone: 'Europe/Berlin' };
}

test('every question is about the same set, times, zone and filters', () => {
  const one = asked({ tag: 'hall', country: 'DE,AT', metric: 'visitors' });
  const same = {
    ...{ tag: 'hall', since: '2026-03-01', until: '2026-03-08', tz: 'Europe/Berlin' },
    country: ['DE', 'AT'],
  };
  expect(courseQuestion(one, true)).toMatchObject({ ...same, interval: 'day', compare: 'previous' });
  expect(listQuestion(one)).toMatchObject({ ...same, metrics: 'visitors' });
  expect(dimensionQuestion(one, 'city')).toMatchObject({ ...same, metrics: 'visitors', by: 'city' });
});

test('of too many scans to look at one by one, filters of one kind leave what is of that kind, and no visitors', () => {
  const by = (query: Readonly<Record<string, string>>) => broadListQuestion(asked(query))?.by;
  expect(by({ country: 'DE', city: 'Berlin' })).toBe('country,week_hour,code');
  expect(by({ browser: 'Firefox', hour: '8', code: 'c1' })).toBe('device,os,browser,week_hour');
  expect(by({ referrer: '(none)' })).toBe('referrer,week_hour,code');
  expect([by({}), by({ hour: '8' }), by({ country: 'DE', device: 'mobile' })]).toEqual([
    ...[undefined, undefined, undefined],
  ]);
  expect(by({ country: 'DE', metric: 'visitors' })).toBeUndefined();
  const counted = courseQuestion(asked({ country: 'DE' }), true, false).metrics?.split(',');
  expect([counted?.includes('visitors'), counted?.length]).toEqual([false, 9]);
});

test('there is nothing before all the time that there is', () => {
  expect(courseQuestion(asked({ period: 'all' }), true).compare).toBeUndefined();
  expect(courseQuestion(asked({}), false).compare).toBeUndefined();
});

test('one code is not broken down by code', () => {
  expect(listQuestion(asked({})).by?.split(',')).toContain('code');
  expect(listQuestion(asked({ code: 'c1' })).by?.split(',')).not.toContain('code');
});

test('the first hit is looked for from before any hit can have been, wherever the reader is', () => {
  const { since = '' } = firstQuestion(readStatSearch({}), 'UTC');
  expect(Date.parse(since)).toBeLessThan(scanEpochMs - 86_400_000);
});
