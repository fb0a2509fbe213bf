import { z } from 'zod';
import { parseBySchema } from './content/problems.ts';

const charactersMax = 100;
const sizeMessage = `use 1 to ${charactersMax} characters`;

/** Of people, workspaces and folders. One line: it stands in menus and mails. */
export const nameField = z
  .string()
  .trim()
  .min(1, sizeMessage)
  .max(charactersMax, sizeMessage)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line');

export function parseName(name: unknown): string {
  return parseBySchema(nameField, name, () => 'name');
}

/** What of a text from elsewhere can be a name; empty where there is none. */
export function nameIn(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, charactersMax)
    .trim();
}
