import type { WireSheet } from '../../src/http/dashboard/wire-designs.ts';

export const layoutKinds = ['labels', 'page', 'roll', 'own'] as const;
export type LayoutKind = (typeof layoutKinds)[number];

export const papers = ['a4', 'a5', 'a3', 'letter', 'legal'] as const;
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
  readonly columns: number;
  readonly rows: number;
  readonly gap: number;
  /** Of a label on a roll. */
  readonly rollWidth: number;
  readonly rollHeight: number;
  /** Of a page of one's own. */
  readonly pageWidth: number;
  readonly pageHeight: number;
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
    ...{ columns: 3, rows: 4, gap: 4 },
    ...{ rollWidth: 62, rollHeight: 62 },
    ...{ pageWidth: 200, pageHeight: 200 },
    ...{ codeMm: null, captions: ['name'], cropMarks: false, ink: 'rgb', skip: 0, copies: 1 },
  };
}

export function layoutOf(draft: SheetDraft): WireSheet['layout'] {
  const { kind, grid, paper, columns, rows, gap, rollWidth, rollHeight, pageWidth, pageHeight } = draft;
  const cells = { columns, rows, gapX: gap, gapY: gap };
  switch (kind) {
    case 'labels':
      // One of the server's own list.
      return { grid: grid as NonNullable<WireSheet['layout']['grid']> };
    case 'page':
      return { paper, ...cells };
    case 'roll':
      return { paper: 'roll', labelWidth: rollWidth, labelHeight: rollHeight };
    case 'own':
      return { paper: 'custom', pageWidth, pageHeight, ...cells };
  }
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
