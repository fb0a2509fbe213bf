import type { Command } from 'commander';
import type { Core } from '../core/core.ts';
import { countErasable, eraseHits } from '../core/scans/erase.ts';
import { dayStartMs } from '../core/stats/month.ts';
import { chooseAccess, chooseCodes } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { startProgress } from './progress.ts';
import { withCore } from './session.ts';
import { countOf } from './table.ts';
import type { Terminal } from './terminal.ts';
import { parseDay } from './times.ts';

interface EraseOptions {
  readonly since: string;
  readonly until: string;
  readonly code?: string;
  readonly workspace?: string;
  readonly yes?: true;
}

const eraseHelp = `
Single hits of whole UTC days go, with the visitor's hash, place, device, agent and referrer of each: nobody can find
a person in what is left. Totals and statistics stay, since days are sealed before. What can no longer be asked for
those days: filters, \`split\` (but of two dimensions of time), and visitors by place, agent or referrer.
${examples(
  'scans erase --since 2026-03-01 --until 2026-04-01',
  'scans erase --since 2026-03-14 --until 2026-03-15 --code menu --yes',
)}`;

export function addScanCommands(program: Command, terminal: Terminal): void {
  program
    .command('scans')
    .description('single scans: erase')
    .addHelpText('after', examples('scans erase --since 2026-03-01 --until 2026-04-01'))
    .command('erase')
    .description('erase the single hits of past days, with all that visitors left; statistics stay')
    .requiredOption('--since <date>', 'first UTC day to erase')
    .requiredOption('--until <date>', 'first UTC day after them, which stays')
    .option('--code <slug>', 'slug or id of one code; all of the workspace without it')
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .option('--yes', 'do not ask')
    .addHelpText('after', eraseHelp)
    .action((options: EraseOptions) => withCore(terminal, (core) => runErase(core, terminal, options)));
}

async function runErase(core: Core, terminal: Terminal, options: EraseOptions): Promise<void> {
  const fromDay = parseDay('--since', options.since);
  const toDay = parseDay('--until', options.until);
  if (toDay <= fromDay)
    throw new UsageError('--until is the first day that stays: it must be after --since.');
  const access = await chooseAccess(core, options.workspace);
  const erasure = { codes: await chooseCodes(core, access, options.code), fromDay, toDay };
  const hits = await countErasable(core.store, erasure);
  if (hits === undefined) throw await notSealed(core);
  const range = `from ${options.since} to before ${options.until} (UTC)`;
  if (hits === 0) return terminal.err(`There are no single hits ${range}: nothing to erase.\n`);
  if (!options.yes && !(await confirm(terminal, `Erase ${countOf(hits, 'single hit')} ${range} for ever?`))) {
    throw new Error('Nothing was erased.');
  }
  const progress = startProgress(terminal, { label: 'Erasing', total: hits });
  const { erased, left } = await eraseHits(core.store, erasure, (done) => progress.update(done));
  progress.end();
  const were = erased === 1 ? 'was' : 'were';
  terminal.err(`${countOf(erased, 'single hit')} ${were} erased. Totals and statistics are as they were.\n`);
  if (left > 0) {
    throw new Error(
      `${countOf(left, 'single hit')} ${left === 1 ? 'is' : 'are'} left: late hits of their days are not in the statistics yet. A running server sees to it within minutes; then run this again.`,
    );
  }
}

async function notSealed(core: Core): Promise<Error> {
  const { sealedDay } = await core.store.scans.sealing();
  return new Error(
    sealedDay === 0
      ? 'No day is sealed yet, and single hits go only from sealed days; a running server seals them.'
      : `Days are sealed up to ${renderDay(sealedDay - 1)}, and single hits go only from sealed days; a running server seals a day some minutes after its end (UTC). Use --until ${renderDay(sealedDay)} at the latest.`,
  );
}

async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.ask) throw new UsageError(`${question} Nobody is here to ask: say --yes.`);
  return /^y(es)?$/i.test((await terminal.ask(`${question} [y/N] `)).trim());
}

function renderDay(day: number): string {
  return new Date(dayStartMs(day)).toISOString().slice(0, 10);
}
