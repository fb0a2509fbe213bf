import { afterEach, expect, test, vi } from 'vitest';
import { isReached } from '../state/reach.ts';
import { loadPart } from './load-part.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a part that cannot be loaded while the server is away comes when it is back', async () => {
  vi.useFakeTimers();
  let isAway = true;
  vi.stubGlobal('fetch', async () => {
    if (isAway) throw new TypeError('Failed to fetch');
    return Response.json({});
  });
  const loaded = loadPart(async () => {
    if (isAway) throw new TypeError('Failed to fetch dynamically imported module');
    return 'page';
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isReached()).toBe(false);
  isAway = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await loaded).toBe('page');
});

test('a part that is gone although the server answers is an error', async () => {
  vi.stubGlobal('fetch', async () => Response.json({}));
  await expect(loadPart(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
