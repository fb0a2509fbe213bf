import { type Command, Option } from 'commander';
import { type Direction, directions } from '../core/codes/order.ts';
import type { Core } from '../core/core.ts';
import { inks, type Output } from '../core/designs/picture.ts';
import { type PaperName, paperNames } from '../core/designs/sheet.ts';
import { type LabelGridName, type LayoutRequest, labelGridNames } from '../core/designs/sheet-layouts.ts';
import {
  type Caption,
  captionFields,
  type Sheet,
  type SheetRequest,
  sheetLimits,
  sheetOfCodes,
} from '../core/designs/sheets.ts';
import { usualDirection, type WantedOrder, wantedSorts } from '../core/designs/wanted-codes.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseAccess } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { parseLength, readNumber } from './lengths.ts';
import { writeOutput } from './output-file.ts';
import { withNames } from './problem-names.ts';
import { startProgress } from './progress.ts';
import { withCore } from './session.ts';
import {
  addSomeCodesOptions,
  checkSomeCodes,
  chooseSomeCodes,
  nameOfSomeCodes,
  type SomeCodesOptions,
} from './some-codes.ts';
import { countOf } from './table.ts';
import type { Terminal } from './terminal.ts';

interface SheetCommandOptions extends SomeCodesOptions {
  readonly sort?: WantedOrder['by'];
  readonly order?: Direction;
  readonly paper?: PaperName;
  readonly page?: string;
  readonly grid?: string;
  readonly label?: string;
  readonly gap?: string;
  readonly margin?: string;
  readonly codeWidth?: string;
  readonly caption?: readonly string[];
  readonly copies: string;
  readonly skip: string;
  readonly cropMarks?: true;
  readonly ink: Output['ink'];
  readonly title?: string;
  readonly output?: string;
}

const sheetHelp = `
Grids by name: ${labelGridNames.join(', ')}.
Captions: ${captionFields.join(', ')}; anything else is printed as it is.
${examples(
  'sheet --grid avery-l7160 --tag tables --sort name --caption name -o labels.pdf',
  'sheet --paper a4 --grid 4x6 --crop-marks --codes menu,wall --copies 12 -o cards.pdf',
  'sheet --paper roll --label 50mmx30mm --caption short_url > roll.pdf',
)}`;

export function addSheetCommand(program: Command, terminal: Terminal): void {
  addSomeCodesOptions(program.command('sheet').description('many codes on labels: one PDF'))
    .addOption(new Option('--sort <field>', 'order of the labels').choices(wantedSorts))
    .addOption(
      new Option('--order <order>', 'of --sort; default: asc by name and slug, else desc').choices(
        directions,
      ),
    )
    .addOption(new Option('--paper <name>', 'default: a4, or that of the grid').choices(paperNames))
    .option('--page <size>', 'of custom paper or a roll, such as 320x450mm')
    .option('--grid <grid>', 'of labels as they are sold, or columns x rows, such as 3x8')
    .option('--label <size>', 'of one label, such as 63.5x38.1mm')
    .option('--gap <size>', 'between labels, across and down')
    .option('--margin <size>', 'left of the labels and above them; default: they are in the middle')
    .option('--code-width <length>', 'of the picture on its label; default: as wide as fits')
    .option('--caption <field...>', `a line below each picture, up to ${sheetLimits.captions}`)
    .option('--copies <count>', 'of each code', '1')
    .option('--skip <labels>', 'leave so many free on the first page', '0')
    .option('--crop-marks', 'show where to cut')
    .addOption(new Option('--ink <ink>', 'black is K alone in both').choices(inks).default('rgb'))
    .option('--title <text>', 'of the file; default: the name of the workspace')
    .option('-o, --output <file>', 'where to; default: standard output')
    .addHelpText('after', sheetHelp)
    .action((options: SheetCommandOptions) => {
      checkSomeCodes(options);
      if (options.order !== undefined && options.sort === undefined)
        throw new UsageError('--order is that of --sort: name it as well.');
      const order = readOrder(options);
      return withCore(terminal, (core) => runSheet(core, terminal, options, order));
    });
}

type Order = Omit<SheetRequest, 'codes'>;

async function runSheet(
  core: Core,
  terminal: Terminal,
  options: SheetCommandOptions,
  order: Order,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const request = { ...order, codes: await chooseSomeCodes(core, access, options) };
  const sheet = await writeSheet(core, terminal, access, request, options);
  terminal.err(`${countOf(sheet.labels, 'label')} on ${countOf(sheet.pages, 'page')}.\n`);
}

async function writeSheet(
  core: Core,
  terminal: Terminal,
  access: Access,
  request: SheetRequest,
  options: SheetCommandOptions,
): Promise<Sheet> {
  const progress = startProgress(terminal, { label: 'Drawing labels' });
  let total: number | undefined;
  const onProgress = (done: number) => progress.update(done, total);
  try {
    return await withNames(
      (field) => nameOf(field, options),
      async () => {
        const sheet = await sheetOfCodes(core, access, request, { onProgress });
        total = sheet.labels;
        await writeOutput(terminal, options.output, async (write) => {
          for await (const piece of sheet.pdf) await write(piece);
        });
        return sheet;
      },
    );
  } finally {
    progress.end();
  }
}

const optionNames: Readonly<Record<string, string>> = {
  codeMm: '--code-width',
  code_mm: '--code-width',
  captions: '--caption',
  page_width: '--page',
  page_height: '--page',
  columns: '--grid',
  rows: '--grid',
  label_width: '--label',
  label_height: '--label',
  gap_x: '--gap',
  gap_y: '--gap',
  margin_left: '--margin',
  margin_top: '--margin',
};

/** What the command calls a field of a sheet. */
function nameOf(field: string, options: SheetCommandOptions): string {
  const ofCodes = nameOfSomeCodes(field, options);
  if (ofCodes !== undefined) return ofCodes;
  const [name = ''] = field.replace(/^layout\./, '').split('.');
  return optionNames[name] ?? `--${name}`;
}

/** Numbers that are none go on as they are written, for core to refuse them. */
function readOrder(options: SheetCommandOptions): Order {
  const { codeWidth, cropMarks = false, ink, title, sort, order } = options;
  return {
    ...(sort !== undefined && { order: { by: sort, direction: order ?? usualDirection(sort) } }),
    layout: readLayout(options),
    codeMm: codeWidth === undefined ? null : parseLength('--code-width', codeWidth),
    captions: (options.caption ?? []).map(captionOf),
    copies: readNumber(options.copies),
    skip: readNumber(options.skip),
    ...{ cropMarks, ink, title },
  };
}

function captionOf(text: string): Caption {
  return captionFields.find((field) => field === text) ?? { text };
}

function readLayout({ paper, page, grid, label, gap, margin }: SheetCommandOptions): LayoutRequest {
  const [pageWidth, pageHeight] = page === undefined ? [] : parseSize('--page', page);
  const [labelWidth, labelHeight] = label === undefined ? [] : parseSize('--label', label);
  const [gapX, gapY] = gap === undefined ? [] : parseSize('--gap', gap);
  const [marginLeft, marginTop] = margin === undefined ? [] : parseSize('--margin', margin);
  const lengths = { pageWidth, pageHeight, labelWidth, labelHeight, gapX, gapY, marginLeft, marginTop };
  return { paper, ...readGrid(grid), ...lengths };
}

function readGrid(grid: string | undefined): Pick<LayoutRequest, 'grid' | 'columns' | 'rows'> {
  if (grid === undefined) return {};
  const named = labelGridNames.find((name: LabelGridName) => name === grid.toLowerCase());
  if (named !== undefined) return { grid: named };
  const [, columns, rows] = /^(\d{1,3}) ?x ?(\d{1,3})$/i.exec(grid) ?? [];
  if (columns !== undefined) return { columns: Number(columns), rows: Number(rows) };
  throw new UsageError(
    `--grid ${grid}: use columns x rows, such as 3x8, or a name: ${labelGridNames.join(', ')}.`,
  );
}

/** Such as `63.5x38.1mm` or `2inx1in`; one length alone is both. A unit behind the last counts for both. */
function parseSize(option: string, text: string): readonly [number, number] {
  const [across = '', down = across, ...rest] = text.split(/ ?x ?/i);
  if (rest.length > 0) throw new UsageError(`${option} ${text}: use width x height, such as 50x30mm.`);
  const unit = /[a-z]+$/i.exec(down)?.[0] ?? '';
  return [parseLength(option, /[a-z]$/i.test(across) ? across : across + unit), parseLength(option, down)];
}
