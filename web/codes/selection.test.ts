import { describe, expect, test } from 'vitest';
import { allSelected, isSelected, nothingSelected, select } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: ReturnType<typeof select>) =>
  shown.filter((id) => isSelected(selection, id)).join('');

describe('selecting codes', () => {
  test('one click selects, the next lets go', () => {
    const one = select(nothingSelected, shown, 'b', false);
    expect(chosen(one)).toBe('b');
    expect(chosen(select(one, shown, 'b', false))).toBe('');
  });

  test('shift selects all from the last one, in both directions', () => {
    expect(chosen(select(select(nothingSelected, shown, 'b', false), shown, 'd', true))).toBe('bcd');
    expect(chosen(select(select(nothingSelected, shown, 'd', false), shown, 'a', true))).toBe('abcd');
  });

  test('shift on a selected one lets the range go', () => {
    const four = select(select(nothingSelected, shown, 'a', false), shown, 'd', true);
    expect(chosen(select(select(four, shown, 'b', false), shown, 'd', true))).toBe('a');
  });

  test('shift without a last one, or where it is no longer listed, takes the one alone', () => {
    expect(chosen(select(nothingSelected, shown, 'c', true))).toBe('c');
    expect(chosen(select({ ...nothingSelected, anchor: 'gone' }, shown, 'c', true))).toBe('c');
  });

  test('letting one go of all keeps the others that are loaded', () => {
    const some = select(allSelected, shown, 'c', false);
    expect(some.all).toBe(false);
    expect(chosen(some)).toBe('abde');
  });
});
