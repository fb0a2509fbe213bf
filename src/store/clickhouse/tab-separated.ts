const tab = 9;
const newline = 10;
const zero = 48;

/**
 * Reads unsigned integers in the format TabSeparated into columns. Statistics read them by the million: this makes no
 * object and no piece of text for a row.
 * @throws Error on anything but `count` numbers in each line
 */
export function readColumns(text: string, count: number): Float64Array[] {
  const rows = countLines(text);
  const columns = Array.from({ length: count }, () => new Float64Array(rows));
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    for (const [index, column] of columns.entries()) {
      let value = 0;
      let digit = text.charCodeAt(at) - zero;
      if (!isDigit(digit)) throw misread(text, at);
      for (; isDigit(digit); digit = text.charCodeAt(at) - zero) {
        value = value * 10 + digit;
        at += 1;
      }
      column[row] = value;
      if (text.charCodeAt(at) !== (index === count - 1 ? newline : tab)) throw misread(text, at);
      at += 1;
    }
  }
  if (at !== text.length) throw misread(text, at);
  return columns;
}

/** Row by row, for answers that are known to be small. */
export function readRows(text: string, count: number): number[][] {
  const columns = readColumns(text, count);
  return Array.from(columns[0] ?? [], (_, row) => columns.map((column) => column[row] ?? 0));
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

function misread(text: string, at: number): Error {
  return new Error(`ClickHouse answered something else than rows of numbers: ${text.slice(at, at + 100)}`);
}
