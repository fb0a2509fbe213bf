import type { Command } from 'commander';
import { withPackClaim } from '../compose/pack-claim.ts';
import { openPacks } from '../compose.ts';
import type { Core } from '../core/core.ts';
import { dayStartMs, monthOfTime, monthStartMs } from '../core/stats/month.ts';
import { type Pack, type PackStore, packParts } from '../core/stats/port.ts';
import type { SealProgress } from '../core/stats/seal/run.ts';
import { rebuildPacks, verifyPacks } from '../core/stats/seal/seal.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { startProgress } from './progress.ts';
import { addReclassifyCommand } from './reclassify.ts';
import { withCore } from './session.ts';
import { renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

const statsHelp = `
Statistics are made of packs, one for each code and month, which the server's sealer makes of single hits when a day
is over. Answers are exact at any moment: what is not in a pack yet is counted from single hits.
${examples('stats status', 'stats verify', 'stats rebuild')}`;

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
    .description('count packs again from single hits; with something wrong the exit code is 1')
    .option('--sample <packs>', 'how many, chosen by chance', '200')
    .option('--all', 'every one')
    .addHelpText('after', examples('stats verify', 'stats verify --sample 5000', 'stats verify --all'))
    .action((options) => withPacks(terminal, (opened) => runVerify(opened, terminal, options)));
  stats
    .command('rebuild')
    .description('make every pack anew from single hits, beside a running server')
    .addHelpText('after', examples('stats rebuild'))
    .action(() => withPacks(terminal, (opened) => runRebuild(opened, terminal)));
  addReclassifyCommand(stats, terminal);
}

interface Opened {
  readonly core: Core;
  readonly packs: PackStore;
}

async function withPacks(terminal: Terminal, work: (opened: Opened) => Promise<void>): Promise<void> {
  return withCore(terminal, async (core, config) => {
    const packs = await openPacks(config);
    try {
      await work({ core, packs });
    } finally {
      await packs.close();
    }
  });
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
    ['packs', `${status.packs.toLocaleString('en-US')} of ${status.codes.toLocaleString('en-US')} codes`],
    ['size', `${(status.bytes / 1e6).toFixed(1)} MB`],
  ];
  for (const [name = '', value] of rows) terminal.out(`${name.padEnd(18)} ${value}\n`);
}

const codesPerPage = 1_000;

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

async function* pagesOfCodes(store: PackStore): AsyncGenerator<readonly number[]> {
  for (let after = 0; ; ) {
    const page = await store.codesAfter(after, codesPerPage);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last;
  }
}

async function runVerify(
  { packs, core }: Opened,
  terminal: Terminal,
  options: { sample: string; all?: true },
): Promise<void> {
  const sample = options.all ? 'all' : parseSample(options.sample);
  const choose = (count: number) => Math.floor(Math.random() * count);
  const codes = await countCodes(packs);
  const total = sample === 'all' ? codes : Math.min(sample, codes);
  const progress = startProgress(terminal, { label: 'Counting again, by code', total });
  const { checked, wrong } = await verifyPacks(
    packs,
    { sample, choose },
    {
      onProgress: (done) => progress.update(done.codesDone),
    },
  );
  progress.end();
  if (wrong.length === 0) {
    terminal.err(`${countOf(checked, 'pack')} counted again from single hits; nothing is wrong.\n`);
    return;
  }
  for (const { code, month, what } of wrong) {
    terminal.out(`${await nameCode(core, code)}  ${renderMonth(month)}  ${what}\n`);
  }
  throw new Error(
    `${wrong.length} of ${countOf(checked, 'pack')} are wrong; \`quietzone stats rebuild\` makes them anew.`,
  );
}

async function nameCode(core: Core, num: number): Promise<string> {
  const [code] = await core.store.codes.listAfter(num - 1, 1);
  return code?.num === num ? code.slug : `#${num}`;
}

function renderMonth(month: number): string {
  return new Date(monthStartMs(month)).toISOString().slice(0, 7);
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function parseSample(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--sample ${text}: use a number of packs such as 200, or --all.`);
}

async function runRebuild({ packs }: Opened, terminal: Terminal): Promise<void> {
  const onWait = () => terminal.err('A server is sealing; waiting until it has finished.\n');
  const total = await countCodes(packs);
  const result = await withPackClaim(packs, onWait, (holder, pause) => {
    const progress = startProgress(terminal, { label: 'Counting again, by code', total });
    const onProgress = (done: SealProgress) => progress.update(done.codesDone);
    return rebuildPacks(packs, holder, { pause, onProgress }).finally(() => progress.end());
  });
  const { packs: made, changed } = result;
  terminal.err(
    changed === 0
      ? `${countOf(made, 'pack')} made anew; all are as they were.\n`
      : `${countOf(made, 'pack')} made anew; ${changed.toLocaleString('en-US')} had to be changed.\n`,
  );
}
