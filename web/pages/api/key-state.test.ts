import { expect, test } from 'vitest';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { endOfDay, inDays, keyState } from './key-state.ts';

const key: WireKey = {
  id: 'k',
  dialect: 'qra',
  workspaceId: 'w',
  userId: null,
  userEmail: null,
  name: 'Shop',
  prefix: 'qrf_live_abcdef',
  createdAt: 0,
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  readOnly: false,
};

test('a key ends in the moment that it expires, and revoking comes before all', () => {
  expect(keyState(key, 1_000)).toBe('usable');
  expect(keyState({ ...key, expiresAt: 1_001 }, 1_000)).toBe('usable');
  expect(keyState({ ...key, expiresAt: 1_000 }, 1_000)).toBe('expired');
  expect(keyState({ ...key, expiresAt: 5, revokedAt: 4 }, 1_000)).toBe('revoked');
});

test('the last day that was chosen belongs to the key, the one after does not', () => {
  expect(endOfDay('2026-12-31')).toBe(new Date(2027, 0, 1).getTime());
  expect(endOfDay('')).toBeUndefined();
  expect(endOfDay('soon')).toBeUndefined();
});

test('days are days of 24 hours', () => {
  expect(inDays(30, 0)).toBe(30 * 24 * 60 * 60 * 1000);
});
