import type { Command } from 'commander';
import { openPacks } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import type { Core } from '../core/core.ts';
import { classesOf } from '../core/scans/hit.ts';
import { firstScanIdAt } from '../core/scans/id.ts';
import { dayOfTime, dayStartMs } from '../core/stats/month.ts';
import type { Workspace } from '../core/workspaces/workspace.ts';
import { chooseWorkspace } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { startProgress } from './progress.ts';
import { operator, withCore } from './session.ts';
import type { Terminal } from './terminal.ts';

interface EraseOptions {
  readonly since: string;
  readonly until: string;
  readonly code?: string;
  readonly workspace?: string;
  readonly yes?: true;
}

const eraseHelp = `
Single hits of whole UTC days go, with the visitor's hash, place, device, agent and referrer of each: nobody can find
a person in what is left. Totals and statistics stay, since days are sealed before; filters and everything else that
is counted from single hits can no longer be asked for those days.
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
    .action((options: EraseOptions) =>
      withCore(terminal, (core, config) => runErase(core, config, terminal, options)),
    );
}

interface Erasure {
  readonly codes: readonly number[];
  readonly fromDay: number;
  readonly toDay: number;
}

async function runErase(
  core: Core,
  config: Config,
  terminal: Terminal,
  options: EraseOptions,
): Promise<void> {
  const fromDay = parseDay('--since', options.since);
  const toDay = parseDay('--until', options.until);
  if (toDay <= fromDay)
    throw new UsageError('--until is the first day that stays: it must be after --since.');
  const workspace = await chooseWorkspace(core, options.workspace);
  const erasure = { codes: await chooseCodes(core, workspace, options.code), fromDay, toDay };
  await requireSealed(config, toDay);
  const hits = await countHits(core, erasure);
  const what = `${count(hits)} single hits from ${options.since} to before ${options.until} (UTC)`;
  if (hits === 0) return terminal.err(`There are ${what}: nothing to erase.\n`);
  if (!options.yes && !(await confirm(terminal, `Erase ${what} for ever?`))) {
    throw new Error('Nothing was erased.');
  }
  const erased = await eraseAll(core, terminal, erasure, hits);
  terminal.err(`${count(erased)} single hits were erased. Totals and statistics are as they were.\n`);
  const left = await countHits(core, erasure);
  if (left > 0) {
    throw new Error(
      `${count(left)} single hits are left: late hits of their days are not in the statistics yet. A running server sees to it within minutes; then run this again.`,
    );
  }
}

async function chooseCodes(
  core: Core,
  workspace: Workspace,
  code: string | undefined,
): Promise<readonly number[]> {
  if (code === undefined) return core.store.codes.listNums(workspace.id, {});
  const access = { workspace, actor: operator, role: 'owner' } as const;
  return [(await getCodeByIdOrSlug(core, access, code)).num];
}

/** What is not in a pack yet would be lost for statistics. */
async function requireSealed(config: Config, toDay: number): Promise<void> {
  const packs = await openPacks(config);
  try {
    const { sealedDay } = await packs.read((snapshot) => snapshot.state());
    if (toDay <= sealedDay) return;
    throw new Error(
      sealedDay === 0
        ? 'No day is sealed yet, and single hits go only from sealed days; a running server seals them.'
        : `Days are sealed up to ${renderDay(sealedDay - 1)}, and single hits go only from sealed days; a running server seals a day some minutes after its end (UTC).`,
    );
  } finally {
    await packs.close();
  }
}

async function countHits(core: Core, { codes, fromDay, toDay }: Erasure): Promise<number> {
  const range = {
    fromId: firstScanIdAt(dayStartMs(fromDay)),
    toId: firstScanIdAt(dayStartMs(toDay)),
    classes: classesOf('all'),
  };
  let hits = 0;
  for (const code of codes) hits += await core.store.scans.count(code, range);
  return hits;
}

/** Rows of one transaction: others write in between. */
const chunkRows = 5_000;

async function eraseAll(
  core: Core,
  terminal: Terminal,
  { codes, fromDay, toDay }: Erasure,
  total: number,
): Promise<number> {
  const progress = startProgress(terminal, { label: 'Erasing', total });
  let erased = 0;
  for (const code of codes) {
    for (let rows = chunkRows; rows === chunkRows; ) {
      rows = await core.store.transact((tx) => tx.scans.pruneSome(code, fromDay, toDay, chunkRows));
      erased += rows;
      progress.update(erased);
    }
  }
  progress.end();
  return erased;
}

async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.ask) throw new UsageError(`${question} Nobody is here to ask: say --yes.`);
  return /^y(es)?$/i.test((await terminal.ask(`${question} [y/N] `)).trim());
}

/** @returns UTC days since 1970-01-01 */
function parseDay(option: string, text: string): number {
  const timeMs = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // `Date.parse` takes 31 February for a day in March.
  if (!Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(text)) return dayOfTime(timeMs);
  throw new UsageError(`${option} ${text}: use a day such as 2026-03-01.`);
}

function renderDay(day: number): string {
  return new Date(dayStartMs(day)).toISOString().slice(0, 10);
}

function count(hits: number): string {
  return hits.toLocaleString('en-US');
}
