import type { Command } from 'commander';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import type { Core } from '../core/core.ts';
import { drawingOfText } from '../core/designs/output.ts';
import {
  type Output,
  type PictureFormat,
  type PictureSource,
  pictureFormats,
} from '../core/designs/picture.ts';
import { parseDesign } from '../core/designs/schema.ts';
import { pictureSourceOf, sourceOfDrawing } from '../core/designs/source.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseAccess } from './choice.ts';
import { addDesignOptions, type DesignOptions, readDesignInput } from './design-input.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { writeOutput } from './output-file.ts';
import { addOutputOptions, type OutputOptions, readOutput } from './output-options.ts';
import { nameOfDesign, withNames } from './problem-names.ts';
import { withCore } from './session.ts';
import type { Terminal } from './terminal.ts';

interface ImageOptions extends DesignOptions, OutputOptions {
  readonly text?: string;
  readonly workspace?: string;
  readonly output?: string;
}

export function addImageCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('image')
    .description('draw a code with its own design, or any text')
    .argument('[code]', 'slug or id')
    .option('--text <text>', 'draw this text instead of a code')
    .option('--workspace <name>', 'of which workspace, by slug, name or id; default: the only one');
  addOutputOptions(command, "as the output's name ends, else png");
  addDesignOptions(command)
    .option('-o, --output <file>', 'where to; default: standard output')
    .addHelpText(
      'after',
      examples(
        'image menu --format pdf --mm 30 -o menu.pdf',
        'image menu --mm 40 --bleed 3 --ink cmyk -o menu.pdf',
        "image --text 'https://example.com/' --preset rounded --set modules.color=0a7357 -o link.svg",
        'image menu --format zpl --mm 25 --dpi 300 > label.zpl',
      ),
    )
    .action((code: string | undefined, options: ImageOptions) => {
      const output = readOutput(options, formatOfName(options.output));
      const { text } = options;
      if (code === undefined && text === undefined)
        throw new UsageError('Say which code to draw, or a text with --text.');
      if (code !== undefined && text !== undefined)
        throw new UsageError('A code has its own text: leave the code or --text out.');
      return withCore(terminal, (core) => runImage(core, terminal, code, options, output));
    });
}

async function runImage(
  core: Core,
  terminal: Terminal,
  code: string | undefined,
  options: ImageOptions,
  output: Output,
): Promise<void> {
  const source = await readSource(core, terminal, code, options);
  const { bytes } = await withNames(nameOfDesign, () => core.images.render(source, output));
  await writeOutput(terminal, options.output, (write) => write(bytes));
}

function formatOfName(name: string | undefined): PictureFormat | undefined {
  if (name === undefined) return undefined;
  const ending = /\.([^./\\]+)$/.exec(name.toLowerCase())?.[1];
  const format = pictureFormats.find((each) => each === (ending === 'jpeg' ? 'jpg' : ending));
  if (format !== undefined) return format;
  throw new UsageError(`--output ${name}: end it in one of ${pictureFormats.join(', ')}, or say --format.`);
}

async function readSource(
  core: Core,
  terminal: Terminal,
  idOrSlug: string | undefined,
  options: ImageOptions,
): Promise<PictureSource> {
  const accessOf = () => chooseAccess(core, options.workspace);
  const input = await readDesignInput(core, accessOf, terminal, options);
  return withNames(nameOfDesign, async () => {
    if (idOrSlug !== undefined) return drawCode(core, await accessOf(), idOrSlug, input);
    const drawing = drawingOfText(options.text, input);
    // A text alone is nobody's.
    if (drawing.design.logo === null) return { ...drawing, logo: null };
    return sourceOfDrawing(core, (await accessOf()).workspace.id, drawing);
  });
}

async function drawCode(
  core: Core,
  access: Access,
  idOrSlug: string,
  input: unknown,
): Promise<PictureSource> {
  const code = await getCodeByIdOrSlug(core, access, idOrSlug);
  const own = code.design ?? undefined;
  return pictureSourceOf(core, code, input === undefined ? own : parseDesign(input, own));
}
