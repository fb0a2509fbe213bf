import { describe, expect, test } from 'vitest';
import {
  findZoneName,
  hourOfLocalMs,
  intervalStarts,
  localDayOf,
  localMsOf,
  periodBefore,
  pointsIn,
  pointsMax,
  startOfLocalDay,
  weekdayOfLocalMs,
} from './zone.ts';
import { isQuarterly, zoneOf } from './zone-offsets.ts';

const at = (text: string) => Date.parse(text);
const range = (since: string, until: string) => ({ sinceMs: at(since), untilMs: at(until) });
const texts = (times: readonly number[]) => times.map((ms) => new Date(ms).toISOString().slice(5, 16));

describe('zones', () => {
  test('names of zones are known in any case; offsets and made-up names are not names', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'asia/kolkata', 'Etc/GMT+5'])
      expect(findZoneName(name)?.toLowerCase(), name).toBe(name.toLowerCase());
    for (const name of ['', '+02:00', '-03', 'Europe/Bielefeld', 'Z+1', ' UTC'])
      expect(findZoneName(name), name).toBeUndefined();
  });

  test('a name is spelt as in the tables, and an alias is left as it was asked for', () => {
    expect(findZoneName('europe/berlin')).toBe('Europe/Berlin');
    expect(findZoneName('utc')).toBe('UTC');
    expect(findZoneName('Asia/Kolkata')).toBe('Asia/Kolkata');
  });

  test('every zone is a whole number of quarter-hours from UTC as long as there are scans', () => {
    const since = at('2025-01-01T00:00Z');
    const until = at('2027-01-01T00:00Z');
    const others = Intl.supportedValuesOf('timeZone').filter(
      (name) => !isQuarterly(zoneOf(name), since, until),
    );
    expect(others).toEqual([]);
  });

  test('a zone that once was some minutes and seconds off says so', () => {
    expect(isQuarterly(zoneOf('Europe/Berlin'), at('1890-01-01T00:00Z'), at('1895-01-01T00:00Z'))).toBe(
      false,
    );
  });

  test('times of any year have an offset, and ranges of any length end', () => {
    const zone = zoneOf('America/New_York');
    for (const year of [-5_000, 50, 1799, 2300, 200_000])
      expect(Number.isFinite(localMsOf(zone, Date.UTC(2000, 0) + (year - 2000) * 31_556_952_000))).toBe(true);
    expect(isQuarterly(zone, at('2030-01-01T00:00Z'), 8.64e15)).toBe(true);
  });

  test('hours and weekdays are those of the wall clock', () => {
    const local = localMsOf(zoneOf('Asia/Kolkata'), at('2026-03-01T18:30:00Z'));
    expect([hourOfLocalMs(local), weekdayOfLocalMs(local)]).toEqual([0, 1]);
    expect([hourOfLocalMs(local - 1), weekdayOfLocalMs(local - 1)]).toEqual([23, 7]);
  });
});

describe('intervals', () => {
  test('a day with a change of clocks has 23 or 25 hours, and each of two equal hours is its own', () => {
    const berlin = zoneOf('Europe/Berlin');
    const spring = intervalStarts(berlin, 'hour', range('2026-03-28T23:00Z', '2026-03-29T22:00Z'));
    const autumn = intervalStarts(berlin, 'hour', range('2026-10-24T22:00Z', '2026-10-25T23:00Z'));
    expect([spring.length, autumn.length]).toEqual([23, 25]);
    expect(new Set(autumn).size).toBe(25);
  });

  test('where clocks go back by half an hour, the half that occurs twice is an interval of its own', () => {
    const starts = intervalStarts(
      zoneOf('Australia/Lord_Howe'),
      'hour',
      range('2026-04-04T13:00Z', '2026-04-04T17:00Z'),
    );
    expect(texts(starts)).toEqual([
      '04-04T13:00',
      '04-04T14:00',
      '04-04T15:00',
      '04-04T15:30',
      '04-04T16:30',
    ]);
  });

  test('hours of a zone with a half hour go on over the end of a UTC year', () => {
    const starts = intervalStarts(
      zoneOf('Asia/Kolkata'),
      'hour',
      range('2025-12-31T22:30Z', '2026-01-01T01:30Z'),
    );
    expect(texts(starts)).toEqual(['12-31T22:30', '12-31T23:30', '01-01T00:30']);
  });

  test('days, weeks from Monday and months begin by the calendar there; the first begins with the range', () => {
    const zone = zoneOf('Asia/Kolkata');
    const asked = range('2026-02-26T10:07Z', '2026-03-03T00:00Z');
    expect(texts(intervalStarts(zone, 'day', asked))).toEqual([
      ...['02-26T10:07', '02-26T18:30', '02-27T18:30', '02-28T18:30', '03-01T18:30', '03-02T18:30'],
    ]);
    expect(texts(intervalStarts(zone, 'week', asked))).toEqual(['02-26T10:07', '03-01T18:30']);
    expect(texts(intervalStarts(zone, 'month', asked))).toEqual(['02-26T10:07', '02-28T18:30']);
  });

  test('a day whose midnight is jumped over begins at 01:00', () => {
    const cairo = zoneOf('Africa/Cairo');
    const day = at('2026-04-24T00:00Z') / 86_400_000;
    expect(new Date(startOfLocalDay(cairo, day)).toISOString()).toBe('2026-04-23T22:00:00.000Z');
    expect(localDayOf(cairo, startOfLocalDay(cairo, day))).toBe(day);
    expect(hourOfLocalMs(localMsOf(cairo, startOfLocalDay(cairo, day)))).toBe(1);
  });

  test.each(['hour', 'day', 'week', 'month'] as const)(
    'points of a series by %s are counted before',
    (interval) => {
      const asked = range('2026-01-15T03:20Z', '2026-04-20T12:00Z');
      for (const name of ['UTC', 'Australia/Lord_Howe', 'America/St_Johns', 'Europe/Berlin'])
        expect(pointsIn(name, interval, asked)).toBe(intervalStarts(zoneOf(name), interval, asked).length);
      expect(pointsIn('UTC', interval, range('2026-01-01T00:00Z', '2026-01-01T00:00Z'))).toBe(0);
    },
  );

  test('far too many points are told at once', () => {
    expect(pointsIn('UTC', 'hour', { sinceMs: -8.64e15, untilMs: 8.64e15 })).toBeGreaterThan(pointsMax);
    expect(pointsIn('UTC', 'month', { sinceMs: -6e13, untilMs: 8e15 })).toBeGreaterThan(pointsMax);
  });
});

describe('the time before', () => {
  test('is of as many days of the calendar, whatever the clocks did', () => {
    const before = periodBefore('Europe/Berlin', range('2026-03-29T22:00Z', '2026-03-30T22:00Z'));
    expect(new Date(before.sinceMs).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });

  const earlier = (zone: string, since: string, until: string) => {
    const found = periodBefore(zone, range(since, until));
    return [found.sinceMs, found.untilMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  };

  test('of a range that ends within a day lies the least number of whole days back, at the same hours', () => {
    const berlin = 'Europe/Berlin';
    // The default: from a midnight to now; 30 days and some hours are 31.
    expect(earlier('UTC', '2026-03-27T00:00Z', '2026-04-26T14:02Z')).toEqual([
      '2026-02-24T00:00',
      '2026-03-26T14:02',
    ]);
    expect(earlier('UTC', '2026-03-02T10:00Z', '2026-03-02T12:00Z')).toEqual([
      '2026-03-01T10:00',
      '2026-03-01T12:00',
    ]);
    // From noon to noon is a day by the clock, though this one has 23 hours.
    expect(earlier(berlin, '2026-03-28T11:00Z', '2026-03-29T10:00Z')).toEqual([
      '2026-03-27T11:00',
      '2026-03-28T11:00',
    ]);
    expect(earlier(berlin, '2026-03-28T11:00Z', '2026-03-29T10:01Z')).toEqual([
      '2026-03-26T11:00',
      '2026-03-27T11:01',
    ]);
  });

  test('of whole months is of as many months', () => {
    expect(earlier('Europe/Berlin', '2026-02-28T23:00Z', '2026-03-31T22:00Z')).toEqual([
      '2026-01-31T23:00',
      '2026-02-28T23:00',
    ]);
    expect(earlier('UTC', '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual([
      '2025-01-01T00:00',
      '2026-01-01T00:00',
    ]);
  });

  test('has as many points by day, and by hour but for changes of the clock', () => {
    for (const name of ['UTC', 'Africa/Cairo', 'Europe/Berlin', 'Asia/Kolkata']) {
      for (let hours = 1; hours < 24 * 40; hours += 7) {
        const untilMs = at('2026-04-26T14:02Z');
        const asked = { sinceMs: untilMs - hours * 3_600_000, untilMs };
        const previous = periodBefore(name, asked);
        expect(pointsIn(name, 'day', previous), `${name} ${hours}`).toBe(pointsIn(name, 'day', asked));
        expect(previous.untilMs).toBeLessThanOrEqual(asked.sinceMs);
        if (name === 'UTC') expect(pointsIn(name, 'hour', previous)).toBe(pointsIn(name, 'hour', asked));
      }
    }
  });

  test('never ends before it begins, whichever of two equal hours an end is in', () => {
    for (let minute = 0; minute < 180; minute += 15) {
      const sinceMs = at('2026-10-25T00:00Z') + minute * 60_000;
      for (let length = 0; length < 180; length += 15) {
        const asked = { sinceMs, untilMs: sinceMs + length * 60_000 };
        const previous = periodBefore('Europe/Berlin', asked);
        expect(previous.untilMs).toBeGreaterThanOrEqual(previous.sinceMs);
        expect(previous.untilMs).toBeLessThanOrEqual(asked.sinceMs);
      }
    }
  });
});
