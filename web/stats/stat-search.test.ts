import { describe, expect, test } from 'vitest';
import { dimensions, metrics } from '../../src/core/stats/question.ts';
import {
  filterNames,
  metricNames,
  readStatSearch,
  renderStatSearch,
  type StatSearch,
  toggleFilter,
} from './stat-search.ts';

const plain = readStatSearch({});

/** What stands behind the question mark. */
function addressOf(search: StatSearch): string {
  const given = Object.entries(renderStatSearch(search)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return String(new URLSearchParams(given));
}

function throughAddress(search: StatSearch): StatSearch {
  return readStatSearch(Object.fromEntries(new URLSearchParams(addressOf(search))));
}

test('what is as ever leaves the address empty', () => {
  expect(addressOf(plain)).toBe('');
  expect(plain).toMatchObject({ period: '30d', metric: 'scans', interval: null, filters: {}, set: {} });
});

test('everything that is shown comes back from the address', () => {
  const search: StatSearch = {
    set: { tag: 'hall & bar' },
    period: { from: '2026-03-01', to: '2026-03-09' },
    interval: 'week',
    metric: 'visitors',
    filters: {
      country: ['DE', '(none)'],
      city: ['Washington, D.C.', 'a\\b', '\\,'],
      os: ['Windows 10/11'],
      weekday: ['2'],
      hour: ['14'],
    },
    places: 'city',
    agents: 'os',
    live: true,
  };
  expect(throughAddress(search)).toEqual(search);
  expect(throughAddress({ ...search, period: 'last-month' }).period).toBe('last-month');
});

describe('what makes no sense', () => {
  test.each([
    ['period', 'forever'],
    ['from', '2026-03-01'],
    ['interval', 'minute'],
    ['metric', 'money'],
    ['hour', '24'],
    ['weekday', '0'],
    ['country', 'Germany'],
    ['city', ','],
    ['city', '\\'],
    ['live', 'yes'],
  ])('is left out: %s=%s', (name, value) => {
    expect(readStatSearch({ [name]: value })).toEqual(plain);
  });

  test('a range that ends before it begins is none', () => {
    expect(readStatSearch({ from: '2026-03-02', to: '2026-03-01' }).period).toBe('30d');
  });
});

test('a code says more than a folder, and a folder more than a tag', () => {
  expect(readStatSearch({ code: 'c', folder: 'f', tag: 't' }).set).toEqual({ code: 'c' });
  expect(readStatSearch({ folder: 'f', tag: 't' }).set).toEqual({ folder: 'f' });
});

test('a value chosen again is taken away, and the last one takes the filter with it', () => {
  const one = toggleFilter({}, 'country', 'DE');
  const two = toggleFilter(one, 'country', 'AT');
  expect(two).toEqual({ country: ['DE', 'AT'] });
  expect(toggleFilter(two, 'country', 'DE')).toEqual({ country: ['AT'] });
  expect(toggleFilter(one, 'country', 'DE')).toEqual({});
});

test('the page knows every metric of the server, and filters by what it knows', () => {
  expect([...metricNames].toSorted()).toEqual([...metrics].toSorted());
  for (const name of filterNames) expect(dimensions).toContain(name);
});
