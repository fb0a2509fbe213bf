import type { Output, PictureSource } from './picture.ts';

export const paperNames = ['a4', 'a5', 'a3', 'letter', 'legal', 'roll', 'custom'] as const;
export type PaperName = (typeof paperNames)[number];

/** Where the labels of a sheet are; all lengths in mm. */
export interface SheetLayout {
  /** Of the page; of a roll the page is one label (or row of labels) high. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly marginLeft: number;
  readonly marginTop: number;
  readonly gapX: number;
  readonly gapY: number;
}

export interface SheetOptions {
  readonly layout: SheetLayout;
  /** Width of the picture on the label, in mm; null: as large as fits. */
  readonly codeMm: number | null;
  readonly cropMarks: boolean;
  readonly ink: Output['ink'];
  /** Labels left free on the first page, which were used before. */
  readonly skip: number;
  readonly title: string;
}

export interface SheetLabel {
  readonly source: PictureSource;
  /** Lines below the picture, 0 to 4, each cut where it is too long for the label. */
  readonly captions: readonly string[];
}
