/**
 * Rows and columns of the centres of alignment patterns (ISO/IEC 18004:2015, annex E). There is a pattern wherever two of
 * them cross, but for the three corners with finders.
 */
export function listAlignmentCentres(version: number): readonly number[] {
  if (version === 1) return [];
  const last = 4 * version + 10;
  const gaps = Math.ceil((last - 6) / 28);
  const gap = gapOf(version, last, gaps);
  return [6, ...Array.from({ length: gaps }, (_, index) => last - gap * (gaps - 1 - index))];
}

/**
 * The centres are spread evenly, counted from the last one, with an even number of modules between them; what is left
 * over goes to the first gap. Version 32 alone departs from that in the standard's table.
 */
function gapOf(version: number, last: number, gaps: number): number {
  return version === 32 ? 26 : 2 * Math.ceil((last - 6) / gaps / 2);
}
