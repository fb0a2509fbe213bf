import { type Command, Option } from 'commander';
import type { Core } from '../core/core.ts';
import {
  checkExport,
  countExport,
  type ExportFormat,
  type ExportQuery,
  exportFormats,
  exportScans,
} from '../core/scans/export.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseAccess, chooseCodes } from './choice.ts';
import { examples } from './examples.ts';
import { type Write, writeOutput } from './output-file.ts';
import { startProgress } from './progress.ts';
import { withCore } from './session.ts';
import { countOf } from './table.ts';
import type { Terminal } from './terminal.ts';
import { parseMoment } from './times.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly workspace?: string;
  readonly code?: string;
  readonly since?: string;
  readonly until?: string;
  readonly all?: true;
  readonly output?: string;
}

export function addExportCommand(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .description('write scans as CSV or NDJSON, one code after the other, each oldest first')
    .addOption(
      new Option('--format <format>', 'lines of values, or of JSON objects')
        .choices(exportFormats)
        .default('csv'),
    )
    .option('--workspace <name>', 'of which workspace, by slug, name or id; default: the only one')
    .option('--code <code>', 'of this code alone, by slug or id')
    .option('--since <time>', 'from then on: a date (00:00 UTC), or a time with its offset')
    .option('--until <time>', 'before then')
    .option('--all', 'every stored hit with its facts: bots, previews, repeats and blocked ones too')
    .option('--output <file>', 'where to; default: standard output')
    .addHelpText(
      'after',
      examples(
        'export > scans.csv',
        'export --format ndjson --since 2026-01-01 --until 2026-02-01 | gzip > january.ndjson.gz',
        'export --code menu --all --output menu.csv',
      ),
    )
    .action((options: ExportOptions) => withCore(terminal, (core) => runExport(core, terminal, options)));
}

/** Who has scanned what is nobody else's business. */
const ownerOnly = 0o600;

async function runExport(core: Core, terminal: Terminal, options: ExportOptions): Promise<void> {
  const { format, all, code, output } = options;
  const query: ExportQuery = {
    format,
    filter: all ? 'all' : 'scans',
    sinceMs: options.since === undefined ? undefined : parseMoment('--since', options.since),
    untilMs: options.until === undefined ? undefined : parseMoment('--until', options.until),
  };
  checkExport(query);
  const access = await chooseAccess(core, options.workspace);
  const codes = await chooseCodes(core, access, code);
  const copy = (write: Write) => copyScans(core, terminal, { access, codes, query }, write);
  const rows = await writeOutput(terminal, output, copy, ownerOnly);
  terminal.err(`${countOf(rows, all ? 'hit' : 'scan')} exported.\n`);
}

interface Wanted {
  readonly access: Access;
  readonly codes: readonly number[];
  readonly query: ExportQuery;
}

/** Reads on when what was read is written, so that memory stays small however slow the reader is. */
async function copyScans(
  core: Core,
  terminal: Terminal,
  { access, codes, query }: Wanted,
  write: Write,
): Promise<number> {
  const isWhole = query.sinceMs === undefined && query.untilMs === undefined;
  const total = isWhole ? { total: await countExport(core, codes, query) } : {};
  const progress = startProgress(terminal, { label: 'Exporting', ...total });
  let done = 0;
  try {
    for await (const { text, rows } of exportScans(core, access, codes, query)) {
      await write(text);
      done += rows;
      progress.update(done);
    }
    // Totals know of erased hits too.
    progress.update(done, done);
  } finally {
    progress.end();
  }
  return done;
}
