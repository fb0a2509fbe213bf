import { expect, test } from 'vitest';
import { parseTime } from './rfc3339.ts';
import { renderZoned } from './zoned-time.ts';

test('a time is written with the offset that the zone has then', () => {
  const at = Date.UTC(2026, 2, 28, 18, 30);
  expect(renderZoned(at, 'Asia/Kolkata')).toBe('2026-03-29T00:00:00+05:30');
  expect(renderZoned(at, 'UTC')).toBe('2026-03-28T18:30:00Z');
  expect(renderZoned(at + 123, 'America/St_Johns')).toBe('2026-03-28T16:00:00.123-02:30');
  expect(renderZoned(Date.UTC(2026, 2, 29, 0, 59, 59), 'Europe/Berlin')).toBe('2026-03-29T01:59:59+01:00');
  expect(renderZoned(Date.UTC(2026, 2, 29, 1), 'Europe/Berlin')).toBe('2026-03-29T03:00:00+02:00');
});

test('what it writes is the same moment for who reads it', () => {
  for (const zone of ['UTC', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Africa/Monrovia', 'Europe/London'])
    for (const at of [
      Date.UTC(1900, 0, 1),
      Date.UTC(1971, 5, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2090, 0, 1),
    ])
      expect(parseTime(renderZoned(at, zone)), `${zone} ${at}`).toBe(at);
});

test('years that RFC 3339 cannot write become its first and last', () => {
  expect(renderZoned(-1e14, 'UTC')).toBe('0000-01-01T00:00:00Z');
  expect(renderZoned(1e15, 'Asia/Kolkata')).toMatch(/^9999-12-31T23:59:59/);
});
