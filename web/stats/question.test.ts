import { expect, test } from 'vitest';
import { scanEpochMs } from '../../src/core/scans/id.ts';
import { type Asked, courseQuestion, dimensionQuestion, firstQuestion, listQuestion } from './question.ts';
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
