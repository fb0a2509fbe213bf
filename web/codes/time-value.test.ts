import { describe, expect, test } from 'vitest';
import { localTimeOf } from './local-time.ts';
import { readTime, withAllDay, writeTime } from './time-value.ts';

describe('a time in a form', () => {
  test('is a date or a date with a time, as the content has it', () => {
    expect(readTime('', true).type).toBe('date');
    expect(readTime('', false).type).toBe('datetime-local');
    expect(readTime('2027-12-31', false)).toEqual({ type: 'date', value: '2027-12-31', isMoment: false });
    expect(readTime('2027-07-03T18:00', true)).toMatchObject({ type: 'datetime-local', isMoment: false });
  });

  test('with an offset is shown by the reader’s clock and stays the same moment', () => {
    const shown = readTime('2027-07-03T18:00:00+02:00', false);
    const moment = Date.parse('2027-07-03T16:00:00Z');
    expect(shown).toEqual({ type: 'datetime-local', value: localTimeOf(moment), isMoment: true });
    expect(writeTime(shown.value, shown)).toBe('2027-07-03T16:00:00Z');
    expect(writeTime('', shown)).toBe('');
  });

  test('that nobody can read is left as the text that it is', () => {
    expect(readTime('soon', false)).toEqual({ type: 'text', value: 'soon', isMoment: false });
  });
});

test('an event of whole days has days, and has times again when it is not', () => {
  const event = { title: 'Party', starts_at: '2027-07-03T18:00', ends_at: '' };
  const whole = withAllDay(event, true);
  expect(whole).toEqual({ title: 'Party', starts_at: '2027-07-03', ends_at: '', all_day: true });
  expect(withAllDay(whole, false)).toMatchObject({ starts_at: '2027-07-03T09:00', all_day: false });
});
