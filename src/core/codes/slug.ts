import { z } from 'zod';
import type { Random } from '../core.ts';

/** Letters and digits without look-alikes (no i, l, o, 0, 1). */
const slugAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const slugLength = 6;

/** As long as those that are drawn, for what is asked of no code. */
export const usualSlug = slugAlphabet.slice(0, slugLength);

/** A slug chosen by its owner. */
export const slugField = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'use 1 to 64 letters, digits, - and _');

/** Anything else in a short link's path is no slug, and nobody is asked for it. */
export function isSlug(text: string): boolean {
  return text.length > 0 && text.length <= 64 && /^[A-Za-z0-9_-]+$/.test(text);
}

/**
 * Slugs are unique in folded form, so that a link printed in upper case (which QR's alphanumeric mode stores
 * in fewer modules) leads to the same code.
 */
export function foldSlug(slug: string): string {
  return slug.toLowerCase();
}

/** @param attempt from 0; slugs grow by one character every five attempts, should short ones ever run out */
export function randomSlug(random: Random, attempt: number): string {
  return random.text(slugAlphabet, slugLength + Math.floor(attempt / 5));
}
