import { expect, test } from 'vitest';
import {
  labelGridNames,
  listLabelGrids,
  layoutOf as placeLabels,
} from '../../src/core/designs/sheet-layouts.ts';
import { captionFields as coreFields, sheetLimits } from '../../src/core/designs/sheets.ts';
import {
  captionFields,
  captionsMax,
  gridNameOf,
  layoutKinds,
  layoutOf,
  ownLabelsOf,
  papers,
  type SheetDraft,
  sheetOf,
  usualDraft,
} from './sheet-draft.ts';

test('the paper is that of the reader’s country', () => {
  expect(usualDraft('en-US')).toMatchObject({ paper: 'letter', grid: 'avery-5160' });
  for (const locale of ['en-GB', 'de', 'de-AT', 'ar', 'en'])
    expect([locale, usualDraft(locale).paper, usualDraft(locale).grid]).toEqual([
      locale,
      'a4',
      'avery-l7160',
    ]);
});

test('every kind of layout is one that the server can lay out', () => {
  for (const kind of layoutKinds)
    for (const paper of papers) {
      const draft: SheetDraft = { ...usualDraft('de'), kind, paper };
      expect([kind, paper, 'problem' in placeLabels(layoutOf(draft))]).toEqual([kind, paper, false]);
    }
  expect(labelGridNames).toEqual(expect.arrayContaining(['avery-5160', 'avery-l7160']));
});

test('labels of one’s own begin with those of a maker, and lie where they lay', () => {
  for (const grid of listLabelGrids()) {
    const own: SheetDraft = { ...usualDraft('de'), ...ownLabelsOf(grid) };
    expect([grid.name, placeLabels(layoutOf(own))]).toEqual([grid.name, placeLabels({ grid: grid.name })]);
  }
});

test('of labels of one’s own as many as fit are in the middle of the page, unless it is said where and how many', () => {
  const own: SheetDraft = { ...usualDraft('de'), kind: 'own', ownWidth: 50, ownHeight: 30, gapX: 2, gapY: 0 };
  expect(placeLabels(layoutOf(own))).toMatchObject({ columns: 3, rows: 9, marginLeft: 28, marginTop: 13.5 });
  const placed = { ...own, ownColumns: 2, ownRows: 4, marginLeft: 12, marginTop: 5.5 };
  expect(placeLabels(layoutOf(placed))).toMatchObject({
    columns: 2,
    rows: 4,
    marginLeft: 12,
    marginTop: 5.5,
  });
});

test('captions are those that the server knows; words that were not written yet are left out', () => {
  expect([captionFields, captionsMax]).toEqual([coreFields, sheetLimits.captions]);
  const captions = ['name', { text: ' Scan me ' }, { text: ' ' }] as const;
  expect(sheetOf({ ...usualDraft('de'), captions }).captions).toEqual(['name', { text: 'Scan me' }]);
});

test('grids are called as their makers call them', () => {
  expect(['avery-l7160', 'brother-dk-11209', 'a4-24', 'zebra-100x150'].map(gridNameOf)).toEqual([
    'Avery L7160',
    'Brother DK 11209',
    'A4 24',
    'Zebra 100 × 150',
  ]);
});
