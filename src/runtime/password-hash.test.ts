import { expect, test } from 'vitest';
import { hashPassword, scryptCost, verifyPassword } from './password-hash.ts';

const cheap = { ln: 4, r: 8, p: 1 };

test('a hash says by itself what it cost, and two of one password differ', () => {
  const [one, two] = [hashPassword('correct horse', cheap), hashPassword('correct horse', cheap)];
  expect(one).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  // 128 * N * r bytes, three times over: the row of 32 MiB of OWASP's table.
  expect(scryptCost).toEqual({ ln: 15, r: 8, p: 3 });
});

test('the vector of RFC 7914, clause 12, is known', () => {
  const salt = Buffer.from('NaCl').toString('base64').replace(/=+$/, '');
  const expected =
    'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640';
  const hash = Buffer.from(expected, 'hex').toString('base64').replace(/=+$/, '');
  expect(verifyPassword(`$scrypt$ln=10,r=8,p=16$${salt}$${hash}`, 'password')).toBe(true);
  expect(verifyPassword(`$scrypt$ln=10,r=8,p=16$${salt}$${hash}`, 'Password')).toBe(false);
});

test('one password typed on two keyboards is one password', () => {
  const hash = hashPassword('Caf\u00e9 \ufb01ne', cheap);
  expect(verifyPassword(hash, 'Cafe\u0301 fine')).toBe(true);
});

test('a text of any other form is no hash', () => {
  for (const stored of [
    '',
    'x',
    '$scrypt$',
    '$argon2id$v=19$m=1,t=1,p=1$YQ$YQ',
    '$scrypt$ln=4,r=8,p=1$YQ$',
  ]) {
    expect(verifyPassword(stored, 'correct horse')).toBe(false);
  }
});
