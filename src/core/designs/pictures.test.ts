import { expect, test } from 'vitest';
import { createFileNames } from './pictures.ts';

test('each name is given out once, whatever the case of its letters, and none is a device of Windows', () => {
  const nameOf = createFileNames();
  const slugs = ['menu', 'Menu', 'menu-2', 'menu', 'con', 'NUL', 'com1', 'console', '-a_B'];
  const names = slugs.map((slug) => nameOf(slug));
  expect(names).toEqual(['menu', 'Menu-2', 'menu-2-2', 'menu-3', 'con_', 'NUL_', 'com1_', 'console', '-a_B']);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(slugs.length);
});
