import { expect, test } from 'vitest';
import { parseEmail } from './create.ts';

test('an address is kept in the form that accounts are found by', () => {
  expect(parseEmail(' Ann.B+menu@Example.com ')).toBe('ann.b+menu@example.com');
  expect(parseEmail("o'neill@bäckerei.example")).toBe("o'neill@bäckerei.example");
});

test.each([
  ...['ann', '@example.com', 'ann@', 'ann@b@example.com', 'an n@example.com', `${'a'.repeat(250)}@b.de`],
  // Mail programs would read these as ann@example.com, with other signs around it each time, or as two addresses.
  ...[
    '<ann@example.com>',
    'ann@example.com>',
    'x,ann@example.com',
    'x;ann@example.com',
    '(x)ann@example.com',
  ],
  ...[
    '"ann"@example.com',
    'ann\\@example.com',
    'ann@example.com\u0000',
    'x:ann@example.com',
    'ann@[192.0.2.1]',
  ],
])('%j is refused', (text) => {
  expect(() => parseEmail(text)).toThrow('use an address such as');
});
