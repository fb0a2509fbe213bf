import type { Command } from 'commander';
import type { Core } from '../core/core.ts';
import type { Output } from '../core/designs/picture.ts';
import {
  type Pictures,
  type PicturesRequest,
  picturesMax,
  picturesOfCodes,
} from '../core/designs/pictures.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseAccess } from './choice.ts';
import { examples } from './examples.ts';
import { writeOutput } from './output-file.ts';
import { addOutputOptions, type OutputOptions, readOutput } from './output-options.ts';
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

interface PicturesOptions extends SomeCodesOptions, OutputOptions {
  readonly output?: string;
}

export function addPicturesCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('pictures')
    .description(
      `the pictures of many codes, up to ${picturesMax}: one ZIP with a file each, named by its slug`,
    );
  addOutputOptions(addSomeCodesOptions(command), 'png')
    .option('-o, --output <file>', 'where to; default: standard output')
    .addHelpText(
      'after',
      examples(
        'pictures -o codes.zip',
        'pictures --tag tables --format svg --mm 30 -o tables.zip',
        'pictures --codes menu,wall --format pdf --mm 40 --bleed 3 > print.zip',
      ),
    )
    .action((options: PicturesOptions) => {
      checkSomeCodes(options);
      const output = readOutput(options);
      return withCore(terminal, (core) => runPictures(core, terminal, options, output));
    });
}

async function runPictures(
  core: Core,
  terminal: Terminal,
  options: PicturesOptions,
  output: Output,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const request = { codes: await chooseSomeCodes(core, access, options), output };
  const { files } = await writePictures(core, terminal, access, request, options);
  terminal.err(`${countOf(files, 'picture')} packed.\n`);
}

function writePictures(
  core: Core,
  terminal: Terminal,
  access: Access,
  request: PicturesRequest,
  options: PicturesOptions,
): Promise<Pictures> {
  const progress = startProgress(terminal, { label: 'Drawing pictures' });
  const nameOf = (field: string) => nameOfSomeCodes(field, options) ?? field;
  const work = withNames(nameOf, async () => {
    let total: number | undefined;
    const onProgress = (done: number) => progress.update(done, total);
    const pictures = await picturesOfCodes(core, access, request, { onProgress });
    total = pictures.files;
    await writeOutput(terminal, options.output, async (write) => {
      for await (const piece of pictures.zip) await write(piece);
    });
    return pictures;
  });
  return work.finally(() => progress.end());
}
