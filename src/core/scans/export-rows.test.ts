import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderRowsAsCsv, renderRowsAsJsonLines, titlesAsCsv } from './export-rows.ts';
import { packFlags } from './hit.ts';
import { firstScanIdAt } from './id.ts';
import type { ScanRow } from './scan.ts';

const code = { id: '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51', slug: 'menu', name: 'Menu' };
const row: ScanRow = {
  id: firstScanIdAt(Date.UTC(2026, 3, 26, 14, 2, 11, 123)),
  country: 'AT',
  region: null,
  city: 'Wien',
  device: 'mobile',
  os: 'iOS',
  browser: 'Safari',
  referrer: null,
  flags: packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' }),
};

/** A CSV parser after the grammar of RFC 4180, 2, written apart from the renderer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        cell += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at += 1;
    } else {
      while (text[at] !== ',' && text[at] !== '\r') cell += text[at++];
    }
    cells.push(cell);
    if (text[at] === ',') at += 1;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(cells);
      cells = [];
    }
  }
  return rows;
}

/** What the documentation tells readers to do. */
const withoutMark = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);

const csvOf = (name: string) => {
  const [cells = []] = parseCsv(renderRowsAsCsv({ ...code, name }, [row], false));
  return cells;
};

describe('CSV', () => {
  test('has the documented columns, lines that end in CRLF, and nothing where nothing is known', () => {
    expect(titlesAsCsv(false) + renderRowsAsCsv(code, [row], false)).toBe(
      'id,ts,code_id,slug,name,country,region,city,device,os,browser,referrer\r\n' +
        `${row.id},2026-04-26T14:02:11.123Z,${code.id},"menu","Menu","AT",,"Wien","mobile","iOS","Safari",\r\n`,
    );
  });

  test('has the facts of a hit where every hit is shown', () => {
    const [titles = [], cells = []] = parseCsv(titlesAsCsv(true) + renderRowsAsCsv(code, [row], true));
    expect(titles.slice(12)).toEqual(['kind', 'outcome', 'repeat', 'reason', 'network']);
    expect(cells.slice(12)).toEqual(['bot', 'answered', 'false', 'bot_user_agent', 'none']);
  });

  const data = JSON.parse(
    readFileSync(new URL('../../../test/data/csv-injection.json', import.meta.url), 'utf8'),
  );

  test.each(data.cells as string[])('is harmless in a spreadsheet, and loses nothing: %j', (text) => {
    const cell = csvOf(text)[4] ?? '';
    expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u);
    expect(cell).not.toMatch(/^[\t\r\n]/);
    expect(withoutMark(cell)).toBe(text);
  });

  test('leaves harmless text as it is', () => {
    for (const text of ['Menu', 'a,b', 'a"b', 'a\nb', 'a;b', 'x=1', '', '5-1', 'Café'])
      expect(csvOf(text)[4]).toBe(text);
  });

  test('gives back every text, in every column of text, after one leading apostrophe is taken away', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('"', "'", ',', '\r', '\n', '\t', '=', '+', ' ', 'a', '＝'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, texts, texts, (name, city, referrer) => {
        const text = renderRowsAsCsv({ ...code, name }, [{ ...row, city, referrer }, row], false);
        const [cells = [], second = []] = parseCsv(text);
        expect([cells[4], cells[7], cells[11]].map((cell) => withoutMark(cell ?? ''))).toEqual([
          name,
          city,
          referrer,
        ]);
        expect(second[7]).toBe('Wien');
      }),
    );
  });
});

describe('NDJSON', () => {
  test('is one object a line with the columns of the CSV', () => {
    const text = renderRowsAsJsonLines({ ...code, name: 'a\n"b"\u2028' }, [row, row], false);
    const lines = text.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('');
    const parsed = JSON.parse(lines[0] ?? '');
    expect(Object.keys(parsed)).toEqual(titlesAsCsv(false).trim().split(','));
    expect(parsed).toMatchObject({
      id: row.id,
      ts: '2026-04-26T14:02:11.123Z',
      name: 'a\n"b"\u2028',
      region: null,
    });
  });

  test('has the facts of a hit where every hit is shown', () => {
    const parsed = JSON.parse(renderRowsAsJsonLines(code, [row], true));
    expect(Object.keys(parsed)).toEqual(titlesAsCsv(true).trim().split(','));
    expect(parsed).toMatchObject({ kind: 'bot', outcome: 'answered', repeat: false, network: 'none' });
  });
});
