import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { renderCalendar } from './icalendar.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

function linesOf(content: JsonObject): readonly string[] {
  return renderCalendar({ title: 'T', ...content }, nowMs, 'u')
    .body.replaceAll('\r\n ', '')
    .split('\r\n');
}

function timesOf(content: JsonObject): readonly string[] {
  return linesOf(content).filter((line) => /^DT(?:START|END)/.test(line));
}

test('an event becomes an iCalendar object in the words of RFC 5545', () => {
  const answer = renderCalendar(
    {
      title: 'Walk; slow, long',
      starts_at: '2026-07-01T19:00',
      ends_at: '2026-07-01T22:30:15',
      time_zone: 'Europe/Berlin',
      location: 'Quay 1, Hall \\ B',
      description: 'One\nTwo',
      url: 'https://example.com/a,b',
      organizer: { name: 'Ines "Ini": X;', email: 'ines@example.com' },
    },
    nowMs,
    'Ab3xK9@qz.example',
  );
  expect(answer.headers['Content-Type']).toBe('text/calendar; charset=utf-8');
  expect(answer.headers['Content-Disposition']).toBe('attachment; filename="Walk slow, long.ics"');
  expect(answer.body).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Quietzone//Scan pages//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:Ab3xK9@qz.example',
      'DTSTAMP:20260102T030405Z',
      'DTSTART:20260701T170000Z',
      'DTEND:20260701T203015Z',
      'SUMMARY:Walk\\; slow\\, long',
      'LOCATION:Quay 1\\, Hall \\\\ B',
      'DESCRIPTION:One\\nTwo',
      'URL:https://example.com/a,b',
      'ORGANIZER;CN="Ines \'Ini\': X;":mailto:ines@example.com',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

describe('times', () => {
  test.each([
    ['an offset', { starts_at: '2026-07-01T19:00:00-03:30' }, ['DTSTART:20260701T223000Z']],
    ['UTC', { starts_at: '2026-07-01T19:00Z', time_zone: 'Asia/Tokyo' }, ['DTSTART:20260701T190000Z']],
    [
      'a zone across the date line',
      { starts_at: '2026-01-01T08:00', time_zone: 'Pacific/Kiritimati' },
      ['DTSTART:20251231T180000Z'],
    ],
    ['neither: they float', { starts_at: '2026-07-01T19:00' }, ['DTSTART:20260701T190000']],
    [
      'a clock that springs forward: the offset before counts',
      { starts_at: '2026-03-29T02:30', time_zone: 'Europe/Berlin' },
      ['DTSTART:20260329T013000Z'],
    ],
    [
      'a clock that falls back: the first of the two counts',
      { starts_at: '2026-10-25T02:30', time_zone: 'Europe/Berlin' },
      ['DTSTART:20261025T003000Z'],
    ],
    [
      'a clock that falls back in New York',
      { starts_at: '2026-11-01T01:30', ends_at: '2026-11-01T02:30', time_zone: 'America/New_York' },
      ['DTSTART:20261101T053000Z', 'DTEND:20261101T073000Z'],
    ],
    [
      'an end before the start: it is left out',
      { starts_at: '2026-07-01T19:00', ends_at: '2026-07-01T18:00' },
      ['DTSTART:20260701T190000'],
    ],
    [
      'an end of another form: it is left out',
      { starts_at: '2026-07-01T19:00', ends_at: '2026-07-01T20:00Z' },
      ['DTSTART:20260701T190000'],
    ],
  ])('with %s', (_, content, lines) => {
    expect(timesOf(content)).toEqual(lines);
  });
});

describe('whole days', () => {
  test.each([
    ['one day has no end', { starts_at: '2026-12-31' }, ['DTSTART;VALUE=DATE:20261231']],
    [
      'the end is the day after the last',
      { starts_at: '2026-12-30', ends_at: '2026-12-31' },
      ['DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270101'],
    ],
    [
      'an end at midnight is the end of the day before',
      { starts_at: '2026-05-01T00:00', ends_at: '2026-05-03T00:00' },
      ['DTSTART;VALUE=DATE:20260501', 'DTEND;VALUE=DATE:20260503'],
    ],
    [
      'dates stay as written, whatever the zone',
      { starts_at: '2026-05-01T20:00Z', time_zone: 'Asia/Tokyo' },
      ['DTSTART;VALUE=DATE:20260501'],
    ],
  ])('%s', (_, content, lines) => {
    expect(timesOf({ ...content, all_day: true })).toEqual(lines);
  });
});

test('an organizer without an address is a contact, since ORGANIZER needs one', () => {
  const lines = linesOf({ starts_at: '2026-05-01', organizer: { name: 'Ines' } });
  expect(lines).toContain('CONTACT:Ines');
  expect(lines.join()).not.toContain('ORGANIZER');
});

test('lines are folded at 75 octets without breaking a character', () => {
  const { body } = renderCalendar({ title: '日'.repeat(60), starts_at: '2026-05-01' }, nowMs, 'u');
  const summary = body.split('\r\n').filter((line) => line.includes('日'));
  expect(summary.map((line) => new TextEncoder().encode(line).length)).toEqual([74, 73, 43]);
});

test('a start that cannot be read is an error and not another day', () => {
  expect(() => renderCalendar({ title: 'T', starts_at: '2026-02-30' }, nowMs, 'u')).toThrow('start');
});
