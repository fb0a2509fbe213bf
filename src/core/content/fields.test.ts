import { describe, expect, test } from 'vitest';
import { emailAddress, exactLine, internationalPhoneNumber, line, phoneNumber, text } from './fields.ts';

describe('telephone numbers are kept as they are dialled', () => {
  test.each([
    ['+43 660 123-45', '+4366012345'],
    ['+43 (0)660 / 123.45', '+4366012345'],
    ['(0660) 123 45', '066012345'],
    ['\u202a+1\u00a0813\u2011555\u20110100\u202c', '+18135550100'],
    ['112', '112'],
  ])('%s becomes %s', (written, expected) => {
    expect(phoneNumber.parse(written)).toBe(expected);
    expect(phoneNumber.parse(expected)).toBe(expected);
  });

  test.each([
    '',
    '+',
    '1',
    '+0660123',
    '++43660',
    '0800-FLOWERS',
    '+1234567890123456',
    '12;ext=3',
    '12\n34x',
  ])('%j is refused', (written) => {
    expect(phoneNumber.safeParse(written).success).toBe(false);
  });

  test.each([
    ['0043 660 12345', '+4366012345'],
    ['43 660 12345', '+4366012345'],
    ['+43 (0)660 12345', '+4366012345'],
  ])('where there is no local network, %s becomes %s', (written, expected) => {
    expect(internationalPhoneNumber.parse(written)).toBe(expected);
    expect(internationalPhoneNumber.parse(expected)).toBe(expected);
  });

  test('where there is no local network, a number without its country code is refused', () => {
    expect(internationalPhoneNumber.safeParse('0660 12345').success).toBe(false);
  });
});

test.each([
  ['ada@example.com', true],
  ["o'neil+tag@mail.example.co.uk", true],
  ['m\u00fcller@m\u00fcnchen.example', true],
  ['ada@example', false],
  ['ada@@example.com', false],
  ['ada@example.com, bob@example.com', false],
  ['ada@example.com\r\nBcc: x@example.com', false],
  ['Ada <ada@example.com>', false],
  ['\ud800@example.com', false],
  [`${'a'.repeat(250)}@x.at`, false],
])('that %j is one e-mail address is %s', (address, expected) => {
  expect(emailAddress.safeParse(address).success).toBe(expected);
});

test('text may break lines, a line may not, and neither holds control characters or half characters', () => {
  expect(text().parse(' a\r\n\tb ')).toBe('a\n\tb');
  expect(text().safeParse('a\u0000b').success).toBe(false);
  expect(text().safeParse('a\u009bb').success).toBe(false);
  expect(text().safeParse('\ud800').success).toBe(false);
  expect(line().safeParse('a\nb').success).toBe(false);
  expect(line().safeParse('a\u2028b').success).toBe(false);
  expect(line().safeParse('   ').success).toBe(false);
});

test('text ends at its limit, exactly', () => {
  expect(line().safeParse('x'.repeat(500)).success).toBe(true);
  expect(line().safeParse('x'.repeat(501)).success).toBe(false);
});

test('spaces at the ends of a password are part of it', () => {
  expect(exactLine().parse(' secret ')).toBe(' secret ');
});
