import type { Command } from 'commander';
import { withPackClaim } from '../compose/pack-claim.ts';
import type { Core } from '../core/core.ts';
import { dayStartMs, monthOfTime, monthStartMs } from '../core/stats/month.ts';
import { type Pack, type PackStore, packParts } from '../core/stats/port.ts';
import { pagesOfCodes, rebuildPacks, verifyPacks } from '../core/stats/seal/seal.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { startProgress } from './progress.ts';
import { addReclassifyCommand } from './reclassify.ts';
import { type OpenedPacks, withPacks } from './session.ts';
import { countOf, renderBytes, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

const statsHelp = `
Statistics are made of packs, one for each code and month, which the server's sealer makes of single hits when a day
is over. Answers are exact at any moment: what is not in a pack yet is counted from single hits. \`stats reclassify\`
judges the hits of the past by the rules of this version.
${examples('stats status', 'stats verify', 'stats rebuild', 'stats reclassify --dry-run')}`;

export function addStatsCommands(program: Command, terminal: Terminal): void {
  const stats = program
    .command('stats')
    .description('statistics: status, verify, rebuild, reclassify')
    .addHelpText('after', statsHelp);
  stats
    .command('status')
    .description('show how far days are sealed, and how large the packs are')
    .option('--json', 'one JSON object')
    .addHelpText('after', examples('stats status', 'stats status --json'))
    .action((options) => withPacks(terminal, (opened) => runStatus(opened.packs, terminal, options)));
  stats
    .command('verify')
    .description(
      'count packs again from the single hits that are there; with something wrong the exit code is 1',
    )
    .option('--sample <packs>', 'how many, chosen by chance', '200')
    .option('--all', 'every one')
    .addHelpText('after', examples('stats verify', 'stats verify --sample 5000', 'stats verify --all'))
    .action((options) => withPacks(terminal, (opened) => runVerify(opened, terminal, options)));
  stats
    .command('rebuild')
    .description('make every pack anew from the single hits that are there, beside a running server')
    .addHelpText('after', examples('stats rebuild'))
    .action(() => withPacks(terminal, (opened) => runRebuild(opened, terminal)));
  addReclassifyCommand(stats, terminal);
}

interface Status {
  /** UTC ms; null while nothing is sealed. */
  readonly sealedUntil: number | null;
  readonly lateHits: number;
  readonly packs: number;
  readonly codes: number;
  readonly bytes: number;
}

async function runStatus(packs: PackStore, terminal: Terminal, options: { json?: true }): Promise<void> {
  const status = await readStatus(packs, terminal);
  if (options.json) return terminal.out(`${JSON.stringify(status)}\n`);
  const rows = [
    ['sealed until', renderTime(status.sealedUntil)],
    ['late hits waiting', status.lateHits.toLocaleString('en-US')],
    ['packs', `${status.packs.toLocaleString('en-US')} of ${countOf(status.codes, 'code')}`],
    ['size', renderBytes(status.bytes)],
  ];
  for (const [name = '', value] of rows) terminal.out(`${name.padEnd(18)} ${value}\n`);
}

async function readStatus(store: PackStore, terminal: Terminal): Promise<Status> {
  const toMonth = monthOfTime(Date.now()) + 1;
  const progress = startProgress(terminal, { label: 'Reading packs' });
  const codes = new Set<number>();
  let [packs, bytes] = [0, 0];
  const note = (pack: Pack) => {
    packs += 1;
    codes.add(pack.code);
    for (const part of packParts) bytes += pack[part].length;
    progress.update(packs);
  };
  for await (const page of pagesOfCodes(store)) {
    await store.read(async (snapshot) => {
      for await (const chunk of snapshot.packs(page, 0, toMonth, packParts)) chunk.forEach(note);
    });
  }
  progress.end();
  const { sealedDay, late } = await store.read(async (snapshot) => ({
    ...(await snapshot.state()),
    late: await snapshot.lateHits(),
  }));
  return {
    sealedUntil: sealedDay === 0 ? null : dayStartMs(sealedDay),
    lateHits: late.length,
    ...{ packs, codes: codes.size, bytes },
  };
}

async function countCodes(store: PackStore): Promise<number> {
  let codes = 0;
  for await (const page of pagesOfCodes(store)) codes += page.length;
  return codes;
}

async function runVerify(
  { packs, core }: OpenedPacks,
  terminal: Terminal,
  options: { sample: string; all?: true },
): Promise<void> {
  const sample = options.all ? 'all' : parseSample(options.sample);
  const choose = (count: number) => Math.floor(Math.random() * count);
  const codes = await countCodes(packs);
  const total = sample === 'all' ? codes : Math.min(sample, codes);
  const progress = startProgress(terminal, { label: 'Counting again, by code', total });
  const onProgress = (codesDone: number) => progress.update(codesDone);
  const { checked, wrong, erasedDays } = await verifyPacks(packs, { sample, choose }, { onProgress });
  progress.end();
  if (wrong.length === 0) {
    terminal.err(
      `${countOf(checked, 'pack')} counted again from single hits; nothing is wrong.${skipped(erasedDays)}\n`,
    );
    return;
  }
  for (const { code, month, what } of wrong) {
    terminal.out(`${await nameCode(core, code)}  ${renderMonth(month)}  ${what}\n`);
  }
  throw new Error(
    `${wrong.length} of ${countOf(checked, 'pack')} ${wrong.length === 1 ? 'is' : 'are'} wrong; \`quietzone stats rebuild\` makes them anew.${skipped(erasedDays)}`,
  );
}

/** Of a code each: what the packs say of them is all that there is. */
function skipped(days: number): string {
  if (days === 0) return '';
  return days === 1
    ? ' 1 day was skipped: its single hits are erased.'
    : ` ${countOf(days, 'day')} were skipped: their single hits are erased.`;
}

async function nameCode(core: Core, num: number): Promise<string> {
  const [code] = await core.store.codes.listAfter(num - 1, 1);
  return code?.num === num ? code.slug : `#${num}`;
}

function renderMonth(month: number): string {
  return new Date(monthStartMs(month)).toISOString().slice(0, 7);
}

function parseSample(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--sample ${text}: use a number of packs such as 200, or --all.`);
}

async function runRebuild({ packs }: OpenedPacks, terminal: Terminal): Promise<void> {
  const onWait = () => terminal.err('A server is sealing; waiting until it has finished.\n');
  const total = await countCodes(packs);
  const result = await withPackClaim(packs, onWait, (claimed) => {
    const progress = startProgress(terminal, { label: 'Counting again, by code', total });
    const onProgress = (codesDone: number) => progress.update(codesDone);
    return rebuildPacks(claimed.packs, claimed.holder, { pause: claimed.pause, onProgress }).finally(() =>
      progress.end(),
    );
  });
  const { packs: made, changed, erasedDays } = result;
  const what =
    changed === 0 ? 'all are as they were' : `${changed.toLocaleString('en-US')} had to be changed`;
  terminal.err(`${countOf(made, 'pack')} made anew; ${what}.${skipped(erasedDays)}\n`);
}
