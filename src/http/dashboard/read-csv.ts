import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { invalid } from '../../core/errors.ts';
import { importRowsMax } from '../../core/imports/check-rows.ts';
import type { ImportFile, ImportLine } from '../../core/imports/import-file.ts';
import { rest } from './rest.ts';

/** Characters that are read without a pause: a millisecond or two. */
const pieceCharacters = 32_768;

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
  const parser = parse({
    delimiter: guessDelimiter(text),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
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

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  for (let start = 0; start < text.length; start += pieceCharacters) {
    yield Buffer.from(text.slice(start, start + pieceCharacters));
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
