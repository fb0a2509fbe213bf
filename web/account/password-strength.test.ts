import { expect, it } from 'vitest';
import { requireGoodPassword, passwordLength as serverLength } from '../../src/core/accounts/passwords.ts';
import { isAcceptable, passwordLength, strengthOf } from './password-strength.ts';

const email = 'maria@example.org';

it.each([
  ['', 'tooShort'],
  ['a2$Fg7!k', 'tooShort'],
  ['x'.repeat(300), 'tooLong'],
  ['aaaaaaaaaaaa', 'tooPlain'],
  ['Maria@Example.org', 'tooPlain'],
  ['password1234', 'tooKnown'],
  ['river stone', 'fair'],
  ['river stone lamp', 'good'],
  ['river stone lamp quiet', 'strong'],
] as const)('%j is %s', (password, strength) => {
  expect(strengthOf(password, email)).toBe(strength);
});

it('passwords are as long as the server wants them', () => {
  expect(passwordLength).toEqual(serverLength);
});

it('what the page takes, the server takes, and the other way round', () => {
  for (const password of ['short', 'aaaaaaaaaaaa', email, 'password1234', 'river stone', 'x'.repeat(300)]) {
    let isTaken = true;
    try {
      requireGoodPassword(password, email);
    } catch {
      isTaken = false;
    }
    expect(isAcceptable(strengthOf(password, email)), password).toBe(isTaken);
  }
});
