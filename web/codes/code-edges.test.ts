import { describe, expect, test } from 'vitest';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { applyAction } from './apply-action.ts';
import { localTimeOf, msOfLocalTime } from './local-time.ts';

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
    expect(localTimeOf(9e15)).toBe('');
  });
});
