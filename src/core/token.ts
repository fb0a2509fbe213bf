import type { Random } from './core.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 characters of 62 hold 190 random bits. */
const length = 32;

/** What nobody guesses: of links that work once, and of keys behind their prefix. Only its hash is kept. */
export function drawToken(random: Random): string {
  return random.text(alphabet, length);
}

/** Nothing else needs to be looked for. */
export function isToken(text: string): boolean {
  return text.length === length && /^[0-9A-Za-z]+$/.test(text);
}
