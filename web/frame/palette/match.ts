/** Text without what hands leave out when they are in a hurry: case, accents, vowel signs. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** How well each word of the query fits; 0 where one does not. Beginnings beat what stands within. */
export function scoreOf(query: string, label: string, hidden = ''): number {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const shown = fold(label);
  const all = `${shown} ${fold(hidden)}`;
  let score = 1;
  for (const word of words) {
    const fits = scoreWord(word, shown, all);
    if (fits === 0) return 0;
    score += fits;
  }
  // Of two that fit alike, the shorter is more likely meant.
  return score + 1 / (1 + shown.length);
}

function scoreWord(word: string, shown: string, all: string): number {
  if (shown.startsWith(word)) return 8;
  if (` ${shown}`.includes(` ${word}`)) return 6;
  if (` ${all}`.includes(` ${word}`)) return 4;
  return all.includes(word) ? 2 : 0;
}

/** Those that fit, best first; of equals, in the order given. With no query: all. */
export function matching<One extends { readonly label: string; readonly hidden?: string }>(
  all: readonly One[],
  query: string,
): readonly One[] {
  if (query.trim() === '') return all;
  return all
    .map((one) => ({ one, score: scoreOf(query, one.label, one.hidden) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

/** How many lines a page key goes. */
const pageRows = 8;

/** Where a key leads from a line; undefined for keys that lead nowhere. From the last on to the first, and back. */
export function moved(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowDown') return at >= last ? 0 : at + 1;
  if (key === 'ArrowUp') return at <= 0 ? last : at - 1;
  if (key === 'PageDown') return Math.min(last, at + pageRows);
  if (key === 'PageUp') return Math.max(0, at - pageRows);
  return undefined;
}
