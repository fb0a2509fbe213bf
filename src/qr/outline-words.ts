import type { OutlinedWords } from '../core/designs/words.ts';
import { splitInTwo } from './draw/words.ts';
import { outlineText } from './words/outline.ts';

/** All outlines that a frame with these words can be drawn from. */
export function outlineWords(words: string): OutlinedWords {
  const lines = splitInTwo(words) ?? [];
  return { ...outlineText(words), lines: lines.map((text) => ({ text, outline: outlineText(text) })) };
}
