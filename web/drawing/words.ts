import type { OutlineText } from '../../src/qr/draw/scene.ts';

type Outline = ReturnType<OutlineText>;

/** As the server tells them: the words on one line, and those of each of two where they can be broken. */
interface OutlinedWords extends Outline {
  readonly lines: readonly { readonly text: string; readonly outline: Outline }[];
}

/** Outlines of words, which only the server has the fonts for. */
export interface Words {
  /** What draws exactly these words; undefined until they were loaded. */
  find(text: string): OutlineText | undefined;
  load(text: string): Promise<void>;
}

const emptyOutline: Outline = { width: 0, ascent: 0.8, descent: 0.2, commands: [] };

/** For designs without words. */
export const noWords: OutlineText = () => emptyOutline;

export function createWords(ask: (text: string) => Promise<OutlinedWords>): Words {
  const known = new Map<string, Outline>();
  const whole = new Set<string>();
  const outline: OutlineText = (text) => known.get(text) ?? emptyOutline;
  return {
    find: (text) => (whole.has(text) ? outline : undefined),
    async load(text) {
      if (whole.has(text)) return;
      const answer = await ask(text);
      known.set(text, answer);
      for (const line of answer.lines) known.set(line.text, line.outline);
      whole.add(text);
    },
  };
}
