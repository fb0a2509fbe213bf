import { layOutWords, type WordLine } from '../words/lay-out.ts';

/** One line, as it is drawn. */
export interface Caption {
  readonly words: WordLine;
  /** Of the em, in mm. */
  readonly size: number;
}

/** How far a caption is shrunk before it is cut: smaller ones beside larger ones look like a mistake. */
const shrinkMost = 0.75;
/** Nobody reads more on a label, and each trial has to be laid out. */
const graphemesMax = 200;
const ellipsis = '…';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** As large as `size`, or a little smaller to fit `width` and `height`, or cut at its end. All in mm. */
export function fitCaption(text: string, size: number, width: number, height: number): Caption {
  const whole = layOutWords(text.slice(0, 50 * graphemesMax));
  const wholeSize = sizeOf(whole, size, height);
  const fitting = whole.width > 0 ? Math.min(wholeSize, width / whole.width) : wholeSize;
  if (fitting >= wholeSize * shrinkMost) return { words: whole, size: fitting };
  const share = fitting / (wholeSize * shrinkMost);
  const words = cutToFit(text, share, width, (line) => sizeOf(line, size, height) * shrinkMost);
  return { words, size: sizeOf(words, size, height) * shrinkMost };
}

/** Scripts with deep letters and high marks are set smaller, so that lines keep apart. */
function sizeOf({ ascent, descent }: WordLine, size: number, height: number): number {
  return Math.min(size, height / (ascent + descent));
}

/** `share` is about how much of the text has room. */
function cutToFit(text: string, share: number, width: number, sizeFor: (line: WordLine) => number): WordLine {
  const parts: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (parts.push(segment) === graphemesMax) break;
  }
  const cutAfter = (count: number) => layOutWords(parts.slice(0, count).join('').trimEnd() + ellipsis);
  let fitting = 0;
  let tooLong = parts.length;
  // Near the share of the text that fits, then in growing steps: each trial costs a layout.
  let middle = Math.floor(parts.length * share);
  for (let step = 2; tooLong - fitting > 1; step *= 2) {
    middle = Math.min(tooLong - 1, Math.max(fitting + 1, middle));
    const line = cutAfter(middle);
    const fits = line.width * sizeFor(line) <= width;
    if (fits) fitting = middle;
    else tooLong = middle;
    middle = tooLong - fitting > step ? middle + (fits ? step : -step) : Math.floor((fitting + tooLong) / 2);
  }
  return cutAfter(fitting);
}
