import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/http/dashboard/wire-codes.ts';
import { deedOf, fieldChangesOf } from './history-words.ts';

const code: JsonObject = {
  name: 'Menu',
  destination: 'https://example.com/',
  content: null,
  status: 'active',
  tags: ['a'],
  folder_id: null,
  trashed_at: null,
};
const change = (after: JsonObject | null, before: JsonObject | null = code) => ({ before, after });

describe('what somebody did', () => {
  test.each([
    [change(code, null), 'created'],
    [change(null), 'deleted'],
    [change({ ...code, trashed_at: 5 }), 'trashed'],
    [change(code, { ...code, trashed_at: 5 }), 'restored'],
    [change({ ...code, status: 'paused' }), 'paused'],
    [change(code, { ...code, status: 'paused' }), 'activated'],
    [change({ ...code, suspended_at: 5, suspended_reason: 'spam' }), 'suspended'],
    [change(code, { ...code, suspended_at: 5, suspended_reason: 'spam' }), 'lifted'],
    [change({ ...code, name: 'New' }), 'edited'],
    [change({ ...code, name: 'New', status: 'paused' }), 'edited'],
  ])('%o is %s', (one, deed) => {
    expect(deedOf(one)).toBe(deed);
  });
});

describe('what became of each field', () => {
  test('only those that differ, with both values', () => {
    expect(fieldChangesOf(change({ ...code, name: 'New', tags: ['a', 'b'] }))).toEqual([
      { path: ['name'], before: 'Menu', after: 'New' },
      { path: ['tags'], before: ['a'], after: ['a', 'b'] },
    ]);
  });

  test('the fields of a content one by one, those of entries by their number', () => {
    const before = {
      ...code,
      content: {
        title: 'A',
        links: [
          { label: 'x', url: 'u' },
          { label: 'y', url: 'v' },
        ],
      },
    };
    const after = {
      ...code,
      content: {
        title: 'A',
        links: [
          { label: 'x', url: 'u' },
          { label: 'z', url: 'v' },
        ],
        about: 'n',
      },
    };
    expect(fieldChangesOf({ before, after })).toEqual([
      { path: ['content', 'links', '1', 'label'], before: 'y', after: 'z' },
      { path: ['content', 'about'], before: null, after: 'n' },
    ]);
  });

  test('a list that became longer is told as a whole', () => {
    const [only] = fieldChangesOf({
      before: { content: { links: [{ a: 1 }] } },
      after: { content: { links: [{ a: 1 }, { a: 2 }] } },
    });
    expect(only?.path).toEqual(['content', 'links']);
  });

  test('nothing for a code that was made or deleted', () => {
    expect(fieldChangesOf(change(null))).toEqual([]);
    expect(fieldChangesOf(change(code, null))).toEqual([]);
  });
});
