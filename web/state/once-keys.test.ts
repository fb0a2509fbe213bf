import { afterEach, expect, test, vi } from 'vitest';
import { ask } from './api.ts';
import { createOnceKeys } from './once-keys.ts';

afterEach(() => vi.unstubAllGlobals());

test('what is sent again has the same key, what was changed has another, and so has the next one made', () => {
  const keys = createOnceKeys();
  const first = keys.keyOf({ name: 'Menu' });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.keyOf({ name: 'Menu' })).toBe(first);
  const changed = keys.keyOf({ name: 'Menu 2' });
  expect(changed).not.toBe(first);
  keys.made();
  expect(keys.keyOf({ name: 'Menu 2' })).not.toBe(changed);
});

test('a question asked with a key sends it, and others send none', async () => {
  const sent: (string | null)[] = [];
  vi.stubGlobal('fetch', async (_path: string, { headers }: RequestInit) => {
    sent.push(new Headers(headers).get('Idempotency-Key'));
    return Response.json({});
  });
  const params = { workspace: 'cafe' };
  const body = { name: 'Tables' };
  await ask('POST /w/:workspace/folders', { params, body, once: 'key-1' });
  await ask('POST /w/:workspace/folders', { params, body });
  expect(sent).toEqual(['key-1', null]);
});
