import type { CountBytes } from './count-entries.ts';

/** How the server's PDF begins each page. */
const mark = '/Type /Page ';

/** Counts the pages of a PDF that have come. */
export function createPageCount(): CountBytes {
  const wanted = new TextEncoder().encode(mark);
  let matched = 0;
  let count = 0;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === wanted[matched]) matched += 1;
      // The mark's first character is nowhere in its rest but once, behind which begins another word.
      else matched = byte === wanted[0] ? 1 : 0;
      if (matched === wanted.length) {
        count += 1;
        matched = 0;
      }
    }
    return count;
  };
}
