import { expect, it } from 'vitest';
import { hear, type KeyPress } from './shortcuts.ts';

const letters = new Map([['c', '/w/a/codes']]);
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  mod: false,
  alt: false,
  typing: false,
  ...more,
});

it('two keys in a row lead to a place', () => {
  expect(hear(press('g'), false, letters)).toEqual({ pending: true });
  expect(hear(press('c'), true, letters)).toEqual({ act: { go: '/w/a/codes' }, pending: false });
  expect(hear(press('z'), true, letters)).toEqual({ pending: false });
});

it('nothing but the palette answers while somebody is typing', () => {
  for (const key of ['g', 'n', '/', '?']) {
    expect(hear(press(key, { typing: true }), false, letters).act).toBeUndefined();
  }
  expect(hear(press('K', { mod: true, typing: true }), false, letters).act).toBe('palette');
});

it("the browser's own shortcuts stay the browser's", () => {
  expect(hear(press('n', { mod: true }), false, letters).act).toBeUndefined();
  expect(hear(press('n', { alt: true }), false, letters).act).toBeUndefined();
});

it('single keys search, help and begin a code', () => {
  expect(hear(press('/'), false, letters).act).toBe('search');
  expect(hear(press('?'), false, letters).act).toBe('help');
  expect(hear(press('n'), false, letters).act).toBe('newCode');
});
