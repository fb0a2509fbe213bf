import { describe, expect, test } from 'vitest';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { applyAction } from './apply-action.ts';
import { localTimeOf, msOfLocalTime } from './local-time.ts';
import { timeInputOf } from './text-attributes.ts';

const code = { id: '1', status: 'active', tags: ['a'], folderId: null, updatedAt: 1 } as unknown as WireCode;

describe('an act is shown before the server answers', () => {
  test('and what leaves the list is gone', () => {
    expect(applyAction(code, { do: 'pause' }, 9)).toMatchObject({ status: 'paused', updatedAt: 9 });
    expect(applyAction(code, { do: 'tag', tag: 'a' }, 9)?.tags).toEqual(['a']);
    expect(applyAction(code, { do: 'tag', tag: 'b' }, 9)?.tags).toEqual(['a', 'b']);
    expect(applyAction(code, { do: 'untag', tag: 'a' }, 9)?.tags).toEqual([]);
    expect(applyAction(code, { do: 'move', folderId: 'f' }, 9)?.folderId).toBe('f');
    for (const act of ['trash', 'restore', 'delete'] as const)
      expect(applyAction(code, { do: act }, 9)).toBeNull();
  });
});

describe('times in forms', () => {
  test('are those of the clock on the wall, there and back', () => {
    const ms = Date.UTC(2026, 5, 1, 10, 30);
    expect(msOfLocalTime(localTimeOf(ms))).toBe(ms);
    expect(msOfLocalTime('')).toBeNull();
    expect(msOfLocalTime('soon')).toBeNull();
  });

  test('with an offset are written as text, which no input of the browser knows', () => {
    expect(timeInputOf('', false)).toBe('datetime-local');
    expect(timeInputOf('2026-05-01T18:30', false)).toBe('datetime-local');
    expect(timeInputOf('2026-05-01T18:30:00+02:00', false)).toBe('text');
    expect(timeInputOf('2026-05-01', true)).toBe('date');
    expect(timeInputOf('2026-05-01', false)).toBe('text');
  });
});
