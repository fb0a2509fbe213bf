import { invalid } from '../errors.ts';

/** The port to slow hashes. Each takes a large part of a second, and few are made at once. */
export interface Passwords {
  /** Whether whoever asked now would not be refused. */
  hasRoom(): boolean;
  /**
   * A text that says by itself how it was made.
   * @throws {AppError} unavailable when too many wait
   */
  hash(password: string): Promise<string>;
  /** @throws {AppError} unavailable when too many wait */
  verify(hash: string, password: string): Promise<boolean>;
}

/** Characters. Length is what makes a password strong: no rules of digits and signs (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordLength = { min: 10, max: 200 } as const;

/** @throws {AppError} validation_error @param path what the caller calls the field */
export function requireGoodPassword(password: string, email: string, path = 'password'): void {
  const { min, max } = passwordLength;
  const length = [...password].length;
  if (length < min || length > max) throw invalid(path, `use ${min} to ${max} characters`);
  const plain = password.trim().toLowerCase();
  if (plain === email.toLowerCase()) throw invalid(path, 'use something else than the e-mail address');
  if (new Set(plain).size < 3) throw invalid(path, 'use more than one or two different characters');
}
