import { describe, expect, test } from 'vitest';
import { localTimeOf, msOfLocalTime } from './local-time.ts';

describe('times in forms', () => {
  test('are those of the clock on the wall, there and back', () => {
    const ms = Date.UTC(2026, 5, 1, 10, 30);
    expect(msOfLocalTime(localTimeOf(ms))).toBe(ms);
    expect(msOfLocalTime('')).toBeNull();
    expect(msOfLocalTime('soon')).toBeNull();
    expect(localTimeOf(9e15)).toBe('');
  });
});
