import { expect, test } from 'vitest';
import { readDraft, withKnownGrid } from './kept-draft.ts';
import { type SheetDraft, usualDraft } from './sheet-draft.ts';

const usual = usualDraft('de');

test('what was chosen is there again, but for labels that are used and copies', () => {
  const chosen: SheetDraft = {
    ...usual,
    ...{
      kind: 'own',
      paper: 'custom',
      ownColumns: 2,
      ownRows: 5,
      ownWidth: 48.5,
      marginLeft: 0,
      marginTop: 7,
    },
    ...{
      codeMm: 30,
      captions: ['slug', { text: 'Scan me' }],
      cropMarks: true,
      ink: 'cmyk',
      skip: 3,
      copies: 9,
    },
  };
  expect(readDraft(JSON.stringify(chosen), usual)).toEqual({ ...chosen, skip: 0, copies: 1 });
});

test('what makes no sense is as usual, and the rest stays', () => {
  for (const text of [null, '', 'x', '[]', 'null', '7', '{"kind":"wall"}'])
    expect(readDraft(text, usual)).toEqual(usual);
  const odd = {
    ...{ kind: 'roll', paper: 'skin', ink: 1, columns: null, gap: -1, ownWidth: '50', marginTop: 9_999 },
    ...{ captions: ['name', 'password'], cropMarks: 'yes', rollWidth: 40, more: true },
  };
  expect(readDraft(JSON.stringify(odd), usual)).toEqual({ ...usual, kind: 'roll', rollWidth: 40 });
});

test('labels that the server does not have, or no longer, are the usual ones', () => {
  const chosen = { ...usual, kind: 'labels', grid: 'avery-0', gap: 7 } as const;
  const grids = [{ name: usual.grid }, { name: 'herma-4360' }];
  expect(withKnownGrid(chosen, usual.grid, undefined)).toBe(chosen);
  expect(withKnownGrid(chosen, usual.grid, grids)).toEqual({ ...chosen, grid: usual.grid });
  expect(withKnownGrid({ ...chosen, grid: 'herma-4360' }, usual.grid, grids).grid).toBe('herma-4360');
});
