import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { invalid } from '../../core/errors.ts';
import { importRowsMax } from '../../core/imports/check-rows.ts';
import type { ImportFile, ImportLine } from '../../core/imports/import-file.ts';
import { rest } from './rest.ts';

/** Characters that are read without a pause: a millisecond or two. */
const pieceCharacters = 32_768;
/** Of a line. No row of ours has a tenth of it, and to read one of millions takes seconds. */
const lineCharactersMax = 50_000;
/** Of a row, which may have several lines. */
const rowBytesMax = 200_000;

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * A table as spreadsheets save it (RFC 4180): separated by commas, semicolons or tabs, whichever its first line has most
 * of. A first line that holds a link names no columns; it is a row then.
 * @throws {AppError} validation_error for what is no such table
 */
export async function readCsv(text: string): Promise<ImportFile> {
  const records = await readRecords(text);
  const [first] = records;
  if (first === undefined) throw invalid('csv', 'is empty');
  const hasTitles = !first.cells.some((cell) => /^\s*https?:\/\//i.test(cell));
  const columns = hasTitles
    ? first.cells.map((cell, index) => cell.trim() || `Column ${index + 1}`)
    : first.cells.map((cell, index) => (/^\s*https?:\/\//i.test(cell) ? 'URL' : `Column ${index + 1}`));
  return { columns, rows: hasTitles ? records.slice(1) : records };
}

async function readRecords(text: string): Promise<readonly ImportLine[]> {
  await requireShortLines(text);
  const parser = parse({
    delimiter: guessDelimiter(text),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: rowBytesMax,
    // One more than the titles and the rows that are taken, so that it shows.
    to: importRowsMax + 2,
  });
  const lines: ImportLine[] = [];
  try {
    for await (const { record, info } of Readable.from(piecesOf(text)).pipe(
      parser,
    ) as AsyncIterable<CsvRecord>) {
      const cells = record.map(String);
      if (cells.every((cell) => cell.trim() === '')) continue;
      const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      lines.push({ line: info.lines - breaks, cells });
    }
  } catch (error) {
    if (error instanceof CsvError) throw invalid('csv', `cannot be read: ${error.message}`);
    throw error;
  }
  return lines;
}

/** Pieces are shorter than lines may be: what is too long runs through one at least. */
async function requireShortLines(text: string): Promise<void> {
  let length = 0;
  for (let start = 0; start < text.length; start += pieceCharacters) {
    const piece = text.slice(start, start + pieceCharacters);
    const first = piece.search(/[\r\n]/);
    length += first < 0 ? piece.length : first;
    if (length > lineCharactersMax)
      throw invalid('csv', `has a line of more than ${lineCharactersMax} characters`);
    if (first >= 0) length = piece.length - 1 - Math.max(piece.lastIndexOf('\r'), piece.lastIndexOf('\n'));
    await rest();
  }
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  let start = 0;
  while (start < text.length) {
    const end = start + pieceCharacters;
    // The first half of a pair of surrogates and the second are one character.
    const isCut = /[\ud800-\udbff]/.test(text.charAt(end - 1));
    const piece = text.slice(start, isCut ? end + 1 : end);
    start += piece.length;
    yield Buffer.from(piece);
    await rest();
  }
}

function guessDelimiter(text: string): string {
  const [first = ''] =
    /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.replace(/^\ufeff/, '').slice(0, pieceCharacters)) ?? [];
  const bare = first.replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length - 1,
  }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}
