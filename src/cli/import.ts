import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { importFile } from '../compose/import-file.ts';
import { type ContentType, contentTypes } from '../core/content/types.ts';
import type { Core } from '../core/core.ts';
import { chooseAccess } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { startProgress } from './progress.ts';
import { withCore } from './session.ts';
import { countOf } from './table.ts';
import type { Terminal } from './terminal.ts';

interface ImportOptions {
  readonly type: ContentType;
  readonly workspace?: string;
}

export function addImportCommand(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description('make a code of each row of a CSV file, or none at all; writes their short links as CSV')
    .argument('<file>', 'columns are known by their titles: name, slug, type, destination, tags, folder, …')
    .addOption(new Option('--type <type>', 'of rows that say none').choices(contentTypes).default('url'))
    .option('--workspace <name>', 'into which workspace, by slug, name or id; default: the only one')
    .addHelpText('after', examples('import tables.csv > links.csv', 'import guests.csv --type wifi'))
    .action((file: string, options: ImportOptions) =>
      withCore(terminal, (core) => runImport(core, terminal, file, options)),
    );
}

async function runImport(
  core: Core,
  terminal: Terminal,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const bytes = await readFile(resolve(terminal.cwd, file)).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  const progress = startProgress(terminal, { label: 'Importing' });
  const onProgress = (done: number) => progress.update(done);
  const outcome = await importFile(core, access, { bytes, type: options.type, onProgress }).finally(() =>
    progress.end(),
  );
  if (!outcome.ok) {
    for (const { line, problems } of outcome.rows)
      for (const { path, message } of problems) terminal.err(`line ${line}: ${path}: ${message}\n`);
    throw new UsageError(`Nothing was imported: ${countOf(outcome.wrong, 'wrong row')}.`);
  }
  terminal.out(outcome.csv);
  terminal.err(`${countOf(outcome.codes.length, 'code')} imported.\n`);
}
