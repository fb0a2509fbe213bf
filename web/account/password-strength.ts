/** In characters, as the server has it: its test holds the two against each other. */
export const passwordLength = { min: 10, max: 200 } as const;

export type Strength = 'tooShort' | 'tooLong' | 'tooPlain' | 'tooKnown' | 'fair' | 'good' | 'strong';

/** Characters from which a password is good, and from which it is strong: guessing gets too long. */
const goodLength = 14;
const strongLength = 18;

/** Beginnings and wholes of what everybody tries first. */
const known = /^(password|passwort|qwert|asdf|admin|letmein|welcome|iloveyou|quietzone|12345)/i;

/**
 * What to say of a password while it is typed. Length is what makes one strong (NIST SP 800-63B-4, 3.1.1.2); the
 * server refuses what is too short, too long or too plain, the rest is advice.
 */
export function strengthOf(password: string, email = ''): Strength {
  const length = [...password].length;
  if (length < passwordLength.min) return 'tooShort';
  if (length > passwordLength.max) return 'tooLong';
  const plain = password.trim().toLowerCase();
  const kinds = new Set(plain).size;
  if (kinds < 3 || (email !== '' && plain === email.trim().toLowerCase())) return 'tooPlain';
  if (known.test(plain) && length < strongLength) return 'tooKnown';
  if (length >= strongLength && kinds >= 8) return 'strong';
  return length >= goodLength && kinds >= 6 ? 'good' : 'fair';
}

/** Whether the server would take it. */
export function isAcceptable(strength: Strength): boolean {
  return !['tooShort', 'tooLong', 'tooPlain'].includes(strength);
}
