import { describe, expect, test } from 'vitest';
import { hasUtm, readUtm, writeUtm } from './utm.ts';

describe('campaign tags', () => {
  test('are read from a link that was pasted', () => {
    const link =
      'https://example.com/?utm_source=flyer&utm_medium=qr&utm_campaign=Summer%20%26%20sun&x=1#menu';
    expect(readUtm(link)).toEqual({
      source: 'flyer',
      medium: 'qr',
      campaign: 'Summer & sun',
      term: '',
      content: '',
    });
    expect(hasUtm(link)).toBe(true);
    expect(hasUtm('https://example.com/?utm=1&autm_source=2')).toBe(false);
  });

  test('of what is no link yet are empty, and nothing is thrown', () => {
    expect(readUtm('exam').source).toBe('');
    expect(hasUtm('')).toBe(false);
  });

  test('leave every other part of the link as it was written', () => {
    const link = 'https://example.com/a%2fb?q=%C3%BC+1&&flag&utm_source=old#part?no';
    expect(writeUtm(link, 'source', 'new one')).toBe(
      'https://example.com/a%2fb?q=%C3%BC+1&flag&utm_source=new%20one#part?no',
    );
    expect(writeUtm(link, 'source', '')).toBe('https://example.com/a%2fb?q=%C3%BC+1&flag#part?no');
  });

  test('are added behind the query and before the fragment', () => {
    expect(writeUtm('https://example.com#top', 'medium', 'qr')).toBe('https://example.com?utm_medium=qr#top');
    expect(writeUtm('https://example.com?a=1', 'term', 'é')).toBe('https://example.com?a=1&utm_term=%C3%A9');
  });

  test('stand once, also where the link had one twice', () => {
    expect(writeUtm('https://e.com/?utm_term=a&utm_term=b', 'term', 'c')).toBe('https://e.com/?utm_term=c');
  });

  test('that are written are read back', () => {
    for (const value of ['a&b', '100 %', 'ä=ö', '#1', '+'])
      expect(readUtm(writeUtm('https://e.com/', 'campaign', value)).campaign).toBe(value);
  });
});
