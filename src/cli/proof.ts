import type { Command } from 'commander';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import type { Core } from '../core/core.ts';
import { type Place, parsePlace } from '../core/designs/advise.ts';
import type { ProofReport, Reading } from '../core/designs/proof.ts';
import { proveCode } from '../core/designs/prove.ts';
import { type SafeSize, safeSizeOf } from '../core/designs/safe-size.ts';
import { pictureSourceOf } from '../core/designs/source.ts';
import { chooseAccess } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { nameInPlace, readPlace } from './lengths.ts';
import { writeOutput } from './output-file.ts';
import { startProgress } from './progress.ts';
import { withCore } from './session.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

interface ProofOptions {
  readonly workspace?: string;
  readonly full?: true;
  readonly distance: string;
  readonly dpi: string;
  readonly json?: true;
  readonly output?: string;
}

const proofHelp = `
The exported files are damaged as print, light and phones do it, and read by several independent decoders. What comes of
it is stored with the design. The exit code is 1 when the design fails.
${examples('proof menu', 'proof menu --full --distance 2m --dpi 203', 'proof menu --full -o contact.pdf')}`;

export function addProofCommand(program: Command, terminal: Terminal): void {
  program
    .command('proof')
    .description('find out before print whether a code can be read, and how small it may be')
    .argument('<code>', 'slug or id')
    .option('--full', 'look at every condition, for a minute or so; default: at the most telling ones')
    .option('--distance <length>', 'from which it will be scanned, such as 2m or 6ft', '30cm')
    .option('--dpi <dots>', 'of the printer', '300')
    .option('--json', 'the whole report as one JSON object')
    .option('-o, --output <file>', 'a contact sheet of all that was looked at: .png or .pdf')
    .option('--workspace <name>', 'of which workspace, by slug, name or id; default: the only one')
    .addHelpText('after', proofHelp)
    .action((code: string, options: ProofOptions) => {
      const { output } = options;
      const place = parsePlace(readPlace(options), nameInPlace);
      const format = output === undefined ? undefined : sheetFormatOf(output);
      return withCore(terminal, (core) => runProof(core, terminal, code, { ...options, place, format }));
    });
}

interface ProofWish extends ProofOptions {
  readonly place: Place;
  /** Of the contact sheet, if there is to be one. */
  readonly format: 'png' | 'pdf' | undefined;
}

async function runProof(core: Core, terminal: Terminal, idOrSlug: string, options: ProofWish): Promise<void> {
  const { place, format, output } = options;
  const access = await chooseAccess(core, options.workspace);
  const code = await getCodeByIdOrSlug(core, access, idOrSlug);
  const progress = startProgress(terminal, { label: 'Looking at damaged copies' });
  const profile = options.full ? 'full' : 'quick';
  const { report } = await proveCode(core, access, code, profile, {
    onProgress: ({ done, total }) => progress.update(done, total),
  }).finally(() => progress.end());
  const source = await pictureSourceOf(core, code);
  const size = safeSizeOf(report, source.design.quiet_zone, place);
  if (options.json)
    terminal.out(`${JSON.stringify({ ...report, safeSize: size && roundSize(place, size) })}\n`);
  else terminal.out(renderReport(report, renderSize(size, options.distance, place)));
  if (format !== undefined) {
    terminal.err('Drawing the contact sheet…\n');
    const sheet = await core.images.contactSheet(source, report, format, undefined, place);
    await writeOutput(terminal, output, (write) => write(sheet));
  }
  if (!report.ok) throw new Error(`The design of ${code.slug} failed its ${profile} proof: do not print it.`);
}

/** To thousandths of a mm, which no press keeps. */
function roundSize(place: Place, size: SafeSize) {
  const round = (length: number) => Math.round(length * 1000) / 1000;
  return { ...place, ...size, moduleMm: round(size.moduleMm), codeMm: round(size.codeMm) };
}

function renderSize(size: SafeSize | null, distance: string, { dpi }: Place): string {
  if (size === null) return 'none: not every reader reads it, however large';
  return `${mm(size.codeMm)} with its quiet zone, for ${distance} at ${dpi} dpi`;
}

function sheetFormatOf(output: string): 'png' | 'pdf' {
  const ending = output.toLowerCase().split('.').at(-1);
  if (ending === 'png' || ending === 'pdf') return ending;
  throw new UsageError(`--output ${output}: a contact sheet is a .png or a .pdf.`);
}

function renderReport(report: ProofReport, size: string): string {
  const { decoders, weakest, symbol } = report;
  const rows = countByDamage(report).map(({ damage, read, all }) => [
    ...[damage.replaceAll('_', ' '), ...decoders.map((_, n) => `${read[n] ?? 0}/${all[n] ?? 0}`)],
  ]);
  const facts = [
    ['verdict', report.ok ? 'can be printed' : 'FAILED'],
    ['score', `${Math.round(report.score)} of 100`],
    ['readings', `${report.passed} of ${report.total} right`],
    ['symbol', `version ${symbol.version}, level ${symbol.errorCorrection}, ${symbol.size} modules`],
    ['weakest', weakest ? `${weakest.label}, ${weakest.decoder}` : 'none: all were read'],
    ['smallest', size],
    ['took', `${(report.tookMs / 1000).toFixed(1)} s`],
  ];
  const lines = facts.map(([name = '', value]) => `${name.padEnd(10)} ${value}\n`);
  const warnings = report.warnings.map((warning) => `Warning: ${warning}\n`);
  return `${renderTable(['DAMAGE', ...decoders], rows)}\n${lines.join('')}${warnings.join('')}`;
}

interface DamageCount {
  readonly damage: string;
  /** By decoder, in the order of the report. */
  readonly read: number[];
  readonly all: number[];
}

function countByDamage({ conditions, decoders }: ProofReport): readonly DamageCount[] {
  const counts = new Map<string, DamageCount>();
  for (const { damage, readings } of conditions) {
    const count = counts.get(damage) ?? { damage, read: [], all: [] };
    counts.set(damage, count);
    decoders.forEach((decoder, n) => {
      const reading: Reading | undefined = readings[decoder];
      if (reading === undefined) return;
      count.all[n] = (count.all[n] ?? 0) + 1;
      if (reading === 'read') count.read[n] = (count.read[n] ?? 0) + 1;
    });
  }
  return [...counts.values()];
}

function mm(length: number): string {
  return `${length.toFixed(1)} mm`;
}
