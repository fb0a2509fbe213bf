import { expect, test } from 'vitest';
import { nameIn, parseName } from './names.ts';

test('a name is one line of 1 to 100 characters, without spaces around it', () => {
  expect(parseName('  Café Ümlaut  ')).toBe('Café Ümlaut');
  expect(parseName('x'.repeat(100))).toHaveLength(100);
  for (const wrong of ['', '   ', 'x'.repeat(101), 'Ann\nBcc: eve@example.com', 'a\u2028b', 'a\u0000b', 7])
    expect(() => parseName(wrong)).toThrow(
      expect.objectContaining({
        code: 'validation_error',
        details: [expect.objectContaining({ path: 'name' })],
      }),
    );
});

test('whatever a text from elsewhere holds, its name can be kept', () => {
  for (const text of ['Ann\r\nExample', `${'x'.repeat(99)} y`, '\u0007 Ann \u2029'])
    expect(parseName(nameIn(text))).toBe(nameIn(text));
  expect(nameIn('Ann\r\nExample')).toBe('Ann Example');
  expect(nameIn(' \n ')).toBe('');
});
