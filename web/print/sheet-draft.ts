import type { WireSheet, WireSheetGrid } from '../../src/http/dashboard/wire-designs.ts';

/** As they are sold, in sizes of one's own, a page that is divided, or one after the other. */
export const layoutKinds = ['labels', 'own', 'page', 'roll'] as const;
export type LayoutKind = (typeof layoutKinds)[number];

export const papers = ['a4', 'a5', 'a3', 'letter', 'legal', 'custom'] as const;
export type Paper = (typeof papers)[number];

export const captionFields = ['name', 'slug', 'short_url', 'destination', 'tag', 'type'] as const;
export type CaptionField = (typeof captionFields)[number];
export const captionsMax = 4;

/** Words of one's own are an object, as the server takes them. */
export type DraftCaption = CaptionField | { readonly text: string };

/** What is chosen for a sheet; lengths in mm. Of fields that the kind of layout has no use for, nothing is sent. */
export interface SheetDraft {
  readonly kind: LayoutKind;
  readonly grid: string;
  readonly paper: Paper;
  /** Of paper of one's own. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  /** Of a page that is divided. */
  readonly columns: number;
  readonly rows: number;
  readonly gap: number;
  /** Of labels of one's own; null: as many as fit. */
  readonly ownColumns: number | null;
  readonly ownRows: number | null;
  readonly ownWidth: number;
  readonly ownHeight: number;
  readonly gapX: number;
  readonly gapY: number;
  /** Null: the labels are in the middle of the page. */
  readonly marginLeft: number | null;
  readonly marginTop: number | null;
  /** Of a label on a roll. */
  readonly rollWidth: number;
  readonly rollHeight: number;
  /** Null: as wide as fits. */
  readonly codeMm: number | null;
  readonly captions: readonly DraftCaption[];
  readonly cropMarks: boolean;
  readonly ink: 'rgb' | 'cmyk';
  readonly skip: number;
  readonly copies: number;
}

/** Where printers hold Letter and not A4 (CLDR, paperSize). */
const letterRegions: ReadonlySet<string> = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '));

/** @param locale a tag as the browser has it */
export function usualDraft(locale: string): SheetDraft {
  const region = new Intl.Locale(locale).region ?? '';
  const isLetter = letterRegions.has(region);
  return {
    kind: 'labels',
    grid: isLetter ? 'avery-5160' : 'avery-l7160',
    paper: isLetter ? 'letter' : 'a4',
    ...{ pageWidth: 200, pageHeight: 200 },
    ...{ columns: 3, rows: 4, gap: 4 },
    ...{ ownColumns: null, ownRows: null, ownWidth: 50, ownHeight: 50, gapX: 4, gapY: 4 },
    ...{ marginLeft: null, marginTop: null },
    ...{ rollWidth: 62, rollHeight: 62 },
    ...{ codeMm: null, captions: ['name'], cropMarks: false, ink: 'rgb', skip: 0, copies: 1 },
  };
}

/** Labels as they are sold, to be changed: a sheet that nearly fits is where one begins. */
export function ownLabelsOf(grid: WireSheetGrid): Partial<SheetDraft> {
  const { labelWidth, labelHeight, columns, rows, gapX, gapY } = grid;
  if (grid.paper === 'roll') return { kind: 'roll', rollWidth: labelWidth, rollHeight: labelHeight, skip: 0 };
  const paper = papers.find((one) => one === grid.paper) ?? 'a4';
  const labels = { ownColumns: columns, ownRows: rows, ownWidth: labelWidth, ownHeight: labelHeight };
  return { kind: 'own', paper, ...labels, gapX, gapY, marginLeft: null, marginTop: null, skip: 0 };
}

type Layout = WireSheet['layout'];

export function layoutOf(draft: SheetDraft): Layout {
  const { kind, grid, columns, rows, gap, rollWidth, rollHeight } = draft;
  switch (kind) {
    case 'labels':
      // One of the server's own list.
      return { grid: grid as NonNullable<Layout['grid']> };
    case 'own':
      return { ...pageOf(draft), ...labelsOf(draft) };
    case 'page':
      return { ...pageOf(draft), columns, rows, gapX: gap, gapY: gap };
    case 'roll':
      return { paper: 'roll', labelWidth: rollWidth, labelHeight: rollHeight };
  }
}

function pageOf({ paper, pageWidth, pageHeight }: SheetDraft): Layout {
  return paper === 'custom' ? { paper, pageWidth, pageHeight } : { paper };
}

function labelsOf(draft: SheetDraft): Layout {
  const { ownColumns, ownRows, ownWidth, ownHeight, gapX, gapY, marginLeft, marginTop } = draft;
  return {
    ...(ownColumns !== null && { columns: ownColumns }),
    ...(ownRows !== null && { rows: ownRows }),
    ...{ labelWidth: ownWidth, labelHeight: ownHeight, gapX, gapY },
    ...(marginLeft !== null && { marginLeft }),
    ...(marginTop !== null && { marginTop }),
  };
}

/** As it is sent, but for which codes. */
export function sheetOf(draft: SheetDraft): Omit<WireSheet, 'ids' | 'filter' | 'order'> {
  const { codeMm, cropMarks, ink, skip, copies } = draft;
  const captions = draft.captions
    .map((one) => (typeof one === 'string' ? one : { text: one.text.trim() }))
    .filter((one) => typeof one === 'string' || one.text !== '');
  return { layout: layoutOf(draft), codeMm, cropMarks, ink, skip, copies, captions };
}

/** Makers' names as they write them: `brother-dk-11209` is "Brother DK 11209". */
export function gridNameOf(name: string): string {
  const [maker = '', ...model] = name.split('-');
  const isPaper = /^a\d$/.test(maker);
  const first = isPaper ? maker.toUpperCase() : maker.slice(0, 1).toUpperCase() + maker.slice(1);
  return [
    first,
    ...model.map((part) => (/\dx\d/.test(part) ? part.replace('x', ' × ') : part.toUpperCase())),
  ].join(' ');
}
