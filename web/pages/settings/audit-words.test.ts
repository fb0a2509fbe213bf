import { expect, test } from 'vitest';
import type { Change } from '../../../src/http/dashboard/wire-people.ts';
import { messages as ar } from '../../messages/ar.ts';
import { messages as de } from '../../messages/de.ts';
import { messages as en } from '../../messages/en.ts';
import { actWords, auditName, auditWords, changedFields, objectWords } from './audit-words.ts';

const change: Change = {
  seq: 1,
  workspaceId: 'w',
  actor: { kind: 'user', id: 'u1', name: 'Olga' },
  object: 'code',
  objectId: '01a2021e-0000-7000-8000-000000000000',
  before: null,
  after: null,
  at: 0,
};
const objects = Object.keys(actWords) as Change['object'][];
const nobody: ReadonlyMap<string, string> = new Map();

test('every act on every object has a sentence of its own in every language', () => {
  const rows = objects.flatMap((object) => [
    auditWords({ ...change, object, after: {} }),
    auditWords({ ...change, object, before: {}, after: {} }),
    auditWords({ ...change, object, before: {} }),
  ]);
  expect(new Set(rows).size).toBe(3 * objects.length);
  for (const { settings } of [en, de, ar]) {
    for (const words of rows) expect(settings[words]).toMatch(/\{\{who\}\}/);
    for (const object of objects) expect(settings[objectWords[object]]).toBeTruthy();
  }
});

test.each([
  ['trashed_at', null, 5, 'auditCodeTrashed'],
  ['trashed_at', 5, null, 'auditCodeRestored'],
  ['status', 'active', 'paused', 'auditCodePaused'],
  ['status', 'paused', 'active', 'auditCodeActivated'],
  ['destination', 'a', 'b', 'auditCodeDestination'],
  ['suspended_at', null, 5, 'auditCodeSuspended'],
  ['suspended_at', 5, null, 'auditCodeLifted'],
  ['tags', ['a'], ['b'], 'auditCodeChanged'],
] as const)('a change of %s from %j to %j is told as what it means', (field, before, after, words) => {
  const given = {
    ...change,
    before: { name: 'Menu', [field]: before },
    after: { name: 'Menu', [field]: after },
  };
  expect(auditWords(given)).toBe(words);
});

test('who joins or leaves by themselves is told as that', () => {
  const own = { ...change, object: 'member', objectId: 'u1' } as const;
  expect(auditWords({ ...own, after: { user: 'u1', role: 'member' } })).toBe('auditMemberJoined');
  expect(auditWords({ ...own, before: { user: 'u1', role: 'member' } })).toBe('auditMemberLeft');
  expect(auditWords({ ...own, objectId: 'u2', before: { user: 'u2' } })).toBe('auditMemberRemoved');
});

test('what an object is called is found in whatever is kept of it', () => {
  expect(auditName({ ...change, before: { name: 'Old', slug: 's' }, after: { name: 'New' } }, nobody)).toBe(
    'New',
  );
  expect(auditName({ ...change, before: { slug: 'Ab3' } }, nobody)).toBe('Ab3');
  expect(
    auditName({ ...change, object: 'blocked_host', objectId: 'evil.example.com', after: {} }, nobody),
  ).toBe('evil.example.com');
  const people = new Map([['u2', 'Ada']]);
  expect(auditName({ ...change, object: 'member', after: { user: 'u2', role: 'admin' } }, people)).toBe(
    'Ada',
  );
});

test('the details are the fields that differ, whatever the order in which they were written', () => {
  const before = { name: 'Menu', content: { a: 1, b: [1, 2] }, tags: ['x'], note: null };
  const after = { tags: ['x', 'y'], content: { b: [1, 2], a: 1 }, name: 'Menu' };
  expect(changedFields({ ...change, before, after })).toEqual([
    { name: 'tags', before: ['x'], after: ['x', 'y'] },
  ]);
});

test('lists that begin alike are not the same', () => {
  const fields = changedFields({ ...change, before: { tags: [] }, after: { tags: {} } });
  expect(fields.map(({ name }) => name)).toEqual(['tags']);
});
