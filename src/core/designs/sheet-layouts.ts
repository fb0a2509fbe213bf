import type { PaperName, SheetLayout } from './sheet.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes in mm, upright: ISO 216 and ANSI/ASME Y14.1 (8½ × 11 and 8½ × 14 inch). */
const paperSizes: Readonly<Record<Exclude<PaperName, 'roll' | 'custom'>, Size>> = {
  a3: { width: 297, height: 420 },
  a4: { width: 210, height: 297 },
  a5: { width: 148, height: 210 },
  letter: { width: 215.9, height: 279.4 },
  legal: { width: 215.9, height: 355.6 },
};

/** Labels as they are sold; the grid is in the middle of its sheet. Lengths in mm. */
interface LabelGrid {
  readonly paper: 'a4' | 'letter' | 'roll';
  readonly columns: number;
  readonly rows: number;
  readonly label: readonly [width: number, height: number];
  readonly gap: readonly [x: number, y: number];
}

const inch = 25.4;

/**
 * Sizes of the labels as the makers name them on the box. Margins and gaps of L7160, L7163, L7651, 4674 and the grids of
 * 24 and 65 agree with the template data of gLabels within 0.5 mm; those of the others follow from the sizes and the
 * page, and were not held against a sheet.
 */
const labelGrids = {
  'avery-5160': {
    paper: 'letter',
    columns: 3,
    rows: 10,
    label: [2.625 * inch, inch],
    gap: [0.125 * inch, 0],
  },
  'avery-5163': {
    paper: 'letter',
    columns: 2,
    rows: 5,
    label: [4 * inch, 2 * inch],
    gap: [0.1875 * inch, 0],
  },
  'avery-5164': {
    paper: 'letter',
    columns: 2,
    rows: 3,
    label: [4 * inch, (10 / 3) * inch],
    gap: [0.1875 * inch, 0],
  },
  // Squares, five eighths from each edge: 2.625 inch from one to the next across, 2.583 down.
  'avery-22806': {
    paper: 'letter',
    columns: 3,
    rows: 4,
    label: [2 * inch, 2 * inch],
    gap: [0.625 * inch, (1.75 / 3) * inch],
  },
  'avery-l7160': { paper: 'a4', columns: 3, rows: 7, label: [63.5, 38.1], gap: [2.54, 0] },
  'avery-j8160': { paper: 'a4', columns: 3, rows: 7, label: [63.5, 38.1], gap: [2.54, 0] },
  'avery-l7159': { paper: 'a4', columns: 3, rows: 8, label: [63.5, 33.9], gap: [2.54, 0] },
  'avery-l7163': { paper: 'a4', columns: 2, rows: 7, label: [99.1, 38.1], gap: [2.54, 0] },
  'avery-l7651': { paper: 'a4', columns: 5, rows: 13, label: [38.1, 21.2], gap: [2.54, 0] },
  'avery-l4736': { paper: 'a4', columns: 4, rows: 12, label: [45.7, 21.2], gap: [2.54, 0] },
  'herma-4674': { paper: 'a4', columns: 2, rows: 7, label: [105, 42.3], gap: [0, 0] },
  // Sold under many names (Avery 3474, Herma 4464): to the very edges.
  'a4-24': { paper: 'a4', columns: 3, rows: 8, label: [70, 37], gap: [0, 0] },
  // As above (Herma 4270, Zweckform 6121): like L7651 without gaps.
  'a4-65': { paper: 'a4', columns: 5, rows: 13, label: [38.1, 21.2], gap: [0, 0] },
  // DK-22205 is continuous: its labels are as long as they are wide, unless a height is given.
  'brother-62': { paper: 'roll', columns: 1, rows: 1, label: [62, 62], gap: [0, 0] },
  'brother-dk-11209': { paper: 'roll', columns: 1, rows: 1, label: [62, 29], gap: [0, 0] },
  'dymo-11352': { paper: 'roll', columns: 1, rows: 1, label: [54, 25], gap: [0, 0] },
  'zebra-100x150': { paper: 'roll', columns: 1, rows: 1, label: [100, 150], gap: [0, 0] },
  'zebra-4x6': { paper: 'roll', columns: 1, rows: 1, label: [4 * inch, 6 * inch], gap: [0, 0] },
} as const satisfies Record<string, LabelGrid>;

export type LabelGridName = keyof typeof labelGrids;
export const labelGridNames = Object.keys(labelGrids) as readonly LabelGridName[];

export interface LabelGridFacts {
  readonly name: LabelGridName;
  readonly paper: PaperName;
  readonly columns: number;
  readonly rows: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly gapX: number;
  readonly gapY: number;
}

/** Of the grids that have a name. Lengths in mm. */
export function listLabelGrids(): readonly LabelGridFacts[] {
  return labelGridNames.map((name) => {
    const { paper, columns, rows, label, gap } = labelGrids[name];
    const [labelWidth, labelHeight] = label;
    return { name, paper, columns, rows, labelWidth, labelHeight, gapX: gap[0], gapY: gap[1] };
  });
}

/** What is said about a sheet; the rest follows. Lengths in mm. */
export interface LayoutRequest {
  /** A4, or the paper that the grid is made for. */
  readonly paper?: PaperName | undefined;
  /** Of `custom` paper; of a roll the width of the carrier, if it is wider than its labels. */
  readonly pageWidth?: number | undefined;
  readonly pageHeight?: number | undefined;
  /** Everything that is said besides goes before what the grid says. */
  readonly grid?: LabelGridName | undefined;
  /** As many as fit where the labels have a size, otherwise 3 columns and 7 rows; one of each on a roll. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  /** What the page has room for, where nothing else is said. */
  readonly labelWidth?: number | undefined;
  readonly labelHeight?: number | undefined;
  /** The labels are in the middle of the page, where nothing else is said. */
  readonly marginLeft?: number | undefined;
  readonly marginTop?: number | undefined;
  readonly gapX?: number | undefined;
  readonly gapY?: number | undefined;
}

/** Why there is no such sheet; the field is named as the APIs name it. */
export interface LayoutProblem {
  readonly field: string;
  readonly problem: string;
}

/** Home printers leave about this much of each edge white, in mm. */
const edge = 10;
/** Of a roll that nothing is known about, in mm. */
const rollWidth = 62;
/** Of a page: labels of 5 mm or more, on at most 2 m a side. */
export const layoutLimits = { labelMm: 5, pageMm: 2000, labels: 5000 } as const;
const { labelMm: labelMin, pageMm: pageMax, labels: labelsMax } = layoutLimits;
/** Rounding of inches and of what makers print on the box, in mm. */
const tolerance = 0.01;

/** Where the labels are, or why they cannot be there. */
export function layoutOf(request: LayoutRequest): SheetLayout | LayoutProblem {
  const grid = request.grid === undefined ? undefined : labelGrids[request.grid];
  const paper = request.paper ?? grid?.paper ?? 'a4';
  if (grid !== undefined && paper !== grid.paper) {
    return { field: 'grid', problem: `is made for ${grid.paper}, not for ${paper}` };
  }
  const { marginLeft = 0, marginTop = 0 } = request;
  // A page is filled up to its margins: labels would grow beyond it.
  if (!(marginLeft >= 0)) return { field: 'margin_left', problem: 'must be 0 or more' };
  if (!(marginTop >= 0)) return { field: 'margin_top', problem: 'must be 0 or more' };
  const size = pageOf(paper, request);
  if ('problem' in size) return size;
  const roll = paper === 'roll';
  const across = placeLabels({
    page: size.width,
    count: request.columns ?? grid?.columns ?? (roll ? 1 : undefined),
    countUsual: 3,
    label: request.labelWidth ?? grid?.label[0] ?? (roll ? (size.width ?? rollWidth) : undefined),
    gap: request.gapX ?? grid?.gap[0] ?? 0,
    margin: request.marginLeft,
  });
  const down = placeLabels({
    page: size.height,
    count: request.rows ?? grid?.rows ?? (roll ? 1 : undefined),
    countUsual: 7,
    label: request.labelHeight ?? grid?.label[1] ?? (roll ? (size.height ?? across.label) : undefined),
    gap: request.gapY ?? grid?.gap[1] ?? 0,
    margin: request.marginTop,
  });
  const layout = joinAxes(across, down);
  return findLayoutProblem(layout) ?? layout;
}

function pageOf(
  paper: PaperName,
  { pageWidth, pageHeight }: LayoutRequest,
): { readonly width: number | undefined; readonly height: number | undefined } | LayoutProblem {
  if (paper === 'roll') return { width: pageWidth, height: pageHeight };
  if (paper !== 'custom') return paperSizes[paper];
  if (pageWidth === undefined) return { field: 'page_width', problem: 'is needed for custom paper' };
  if (pageHeight === undefined) return { field: 'page_height', problem: 'is needed for custom paper' };
  return { width: pageWidth, height: pageHeight };
}

interface AxisRequest {
  /** Undefined: as large as the labels need, for a roll is cut after each row. */
  readonly page: number | undefined;
  readonly count: number | undefined;
  readonly countUsual: number;
  readonly label: number | undefined;
  readonly gap: number;
  readonly margin: number | undefined;
}

interface Axis {
  readonly page: number;
  readonly count: number;
  readonly label: number;
  readonly gap: number;
  readonly margin: number;
}

function placeLabels({ page, count: wanted, countUsual, label: size, gap, margin }: AxisRequest): Axis {
  const room = (page ?? 0) - 2 * (margin ?? edge);
  const fitting =
    size === undefined ? countUsual : Math.max(1, Math.floor((room + gap + tolerance) / (size + gap)));
  const count = wanted ?? fitting;
  const label = size ?? (room - (count - 1) * gap) / count;
  const used = count * label + (count - 1) * gap;
  if (page === undefined) return { page: used + 2 * (margin ?? 0), count, label, gap, margin: margin ?? 0 };
  return { page, count, label, gap, margin: margin ?? (page - used) / 2 };
}

function joinAxes(across: Axis, down: Axis): SheetLayout {
  return {
    pageWidth: across.page,
    pageHeight: down.page,
    columns: across.count,
    rows: down.count,
    labelWidth: across.label,
    labelHeight: down.label,
    marginLeft: across.margin,
    marginTop: down.margin,
    gapX: across.gap,
    gapY: down.gap,
  };
}

/** Undefined for labels that are all on the page and large enough to hold something. */
export function findLayoutProblem(layout: SheetLayout): LayoutProblem | undefined {
  const { columns, rows } = layout;
  const problem =
    findAxisProblem('width', {
      page: layout.pageWidth,
      count: columns,
      label: layout.labelWidth,
      gap: layout.gapX,
      margin: layout.marginLeft,
    }) ??
    findAxisProblem('height', {
      page: layout.pageHeight,
      count: rows,
      label: layout.labelHeight,
      gap: layout.gapY,
      margin: layout.marginTop,
    });
  if (problem === undefined && !(columns * rows <= labelsMax))
    return { field: 'rows', problem: `more than ${labelsMax} labels on a page` };
  return problem;
}

const fieldsOf = {
  width: { count: 'columns', gap: 'gap_x', margin: 'margin_left' },
  height: { count: 'rows', gap: 'gap_y', margin: 'margin_top' },
} as const;

function findAxisProblem(side: 'width' | 'height', axis: Axis): LayoutProblem | undefined {
  const { page, count, label, gap, margin } = axis;
  const fields = fieldsOf[side];
  const used = count * label + (count - 1) * gap;
  if (!(Number.isInteger(count) && count >= 1)) return { field: fields.count, problem: 'must be 1 or more' };
  if (!(page >= labelMin && page <= pageMax)) {
    return { field: `page_${side}`, problem: `must be ${labelMin} to ${pageMax} mm` };
  }
  if (!(gap >= 0)) return { field: fields.gap, problem: 'must be 0 or more' };
  if (!(label >= labelMin)) {
    return {
      field: `label_${side}`,
      problem: `a label would be ${mm(label)}; it must be at least ${labelMin} mm`,
    };
  }
  if (!(used <= page + tolerance)) {
    return { field: fields.count, problem: `${count} labels need ${mm(used)}, the page has ${mm(page)}` };
  }
  if (!(margin >= -tolerance && margin + used <= page + tolerance)) {
    return {
      field: fields.margin,
      problem: `the labels would reach over the edge of the page (${mm(page)})`,
    };
  }
  return undefined;
}

function mm(length: number): string {
  return `${Math.round(length * 100) / 100} mm`;
}
