import { describe, expect, it } from 'vitest';
import { matching, moved } from './match.ts';

const entries = [
  { label: 'Members', hidden: 'Settings' },
  { label: 'Settings: Workspace' },
  { label: 'Café Keller' },
  { label: 'الرموز' },
  { label: 'Summer poster, hall' },
  { label: 'Posters' },
];
const found = (query: string) => matching(entries, query).map(({ label }) => label);

describe('the palette finds', () => {
  it('everything, in its order, before anything is typed', () => {
    expect(matching(entries, '  ')).toEqual(entries);
  });

  it('what begins so before what has it within, and the shorter of two alike', () => {
    expect(found('poster')).toEqual(['Posters', 'Summer poster, hall']);
    expect(found('settings')).toEqual(['Settings: Workspace', 'Members']);
  });

  it('words in any order, and nothing where one of them is missing', () => {
    expect(found('hall summer')).toEqual(['Summer poster, hall']);
    expect(found('hall winter')).toEqual([]);
  });

  it('what is typed without accents, capitals or vowel signs', () => {
    expect(found('CAFE')).toEqual(['Café Keller']);
    expect(found('رُموز')).toEqual(['الرموز']);
  });
});

describe('the keys of the palette', () => {
  it('lead from the last line to the first, and back', () => {
    expect(moved('ArrowDown', 4, 4)).toBe(0);
    expect(moved('ArrowUp', 0, 4)).toBe(4);
    expect(moved('PageDown', 0, 4)).toBe(4);
    expect(moved('x', 0, 4)).toBeUndefined();
  });
});
