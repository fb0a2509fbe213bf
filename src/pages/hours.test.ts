import { describe, expect, test } from 'vitest';
import { openStateAt } from './hours.ts';

const bar = {
  hours: [
    { day: 'friday', opens: '18:00', closes: '02:00' },
    { day: 'sunday', opens: '20:00', closes: '03:30' },
    { day: 'monday', opens: '11:00', closes: '14:00' },
    { day: 'monday', opens: '17:00', closes: '22:00' },
  ],
};

/** Minutes since Monday 00:00. */
const at = (day: number, hour: number, minute = 0): number => day * 1440 + hour * 60 + minute;
const berlin = { ...bar, time_zone: 'Europe/Berlin' };
const tokyo = { ...bar, time_zone: 'Asia/Tokyo' };

describe('whether a business is open', () => {
  test.each([
    ['in Berlin on Friday evening', berlin, '2026-07-03T17:00Z', true, at(5, 2)],
    ['in Tokyo at the same instant, Saturday 02:00', tokyo, '2026-07-03T17:00Z', false, at(6, 20)],
    ['in Tokyo a minute earlier', tokyo, '2026-07-03T16:59Z', true, at(5, 2)],
    ['the very minute it opens', berlin, '2026-07-03T16:00Z', true, at(5, 2)],
    ['past midnight', berlin, '2026-07-03T23:59Z', true, at(5, 2)],
    ['past midnight from Sunday into Monday', berlin, '2026-07-05T23:30Z', true, at(0, 3, 30)],
    ['in the lunch break', berlin, '2026-07-06T13:00Z', false, at(0, 17)],
    ['after the last closing until the next day that opens', berlin, '2026-07-07T10:00Z', false, at(4, 18)],
    ['in winter, when the same UTC time is another hour', berlin, '2026-01-02T16:30Z', false, at(4, 18)],
  ])('%s', (_, content, time, open, changesAtMinute) => {
    expect(openStateAt(content, Date.parse(time))).toEqual({ open, changesAtMinute });
  });

  test('spans that touch are one', () => {
    const hours = [
      { day: 'saturday', opens: '10:00', closes: '00:00' },
      { day: 'sunday', opens: '00:00', closes: '04:00' },
    ];
    const state = openStateAt({ hours, time_zone: 'UTC' }, Date.parse('2026-07-04T12:00Z'));
    expect(state).toEqual({ open: true, changesAtMinute: at(6, 4) });
  });

  test('open every hour of the week never closes', () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const hours = days.map((day) => ({ day, opens: '00:00', closes: '00:00' }));
    expect(openStateAt({ hours, time_zone: 'UTC' }, 0)).toEqual({ open: true, changesAtMinute: null });
  });

  test('is not said without hours or a zone', () => {
    expect(openStateAt(bar, 0)).toBeUndefined();
    expect(openStateAt({ time_zone: 'Europe/Berlin' }, 0)).toBeUndefined();
    expect(openStateAt({ ...bar, time_zone: 'Mars/Base' }, 0)).toBeUndefined();
  });
});
