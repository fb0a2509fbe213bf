import type { Command } from 'commander';
import { withPackClaim } from '../compose/pack-claim.ts';
import { readAgent } from '../compose.ts';
import { type ReclassifySummary, reclassify } from '../core/scans/reclassify.ts';
import { LeaseLost, type PackStore } from '../core/stats/port.ts';
import { repackLate } from '../core/stats/seal/seal.ts';
import { examples } from './examples.ts';
import { startProgress } from './progress.ts';
import { type OpenedPacks, withPacks } from './session.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

interface ReclassifyChoices {
  readonly dryRun?: true;
  readonly json?: true;
}

const reclassifyHelp = `
Hits are told apart by the user agent: people, bots, previews, scanners. A new version knows more of them. This command
goes over all single hits that are stored and gives them the facts that they would get today; totals and statistics
follow. Hits whose single rows were erased, or whose user agent was forgotten, stay as they are.

It works beside a running server, and can be stopped and started again at any time.
${examples('stats reclassify --dry-run', 'stats reclassify', 'stats reclassify --json')}`;

export function addReclassifyCommand(stats: Command, terminal: Terminal): void {
  stats
    .command('reclassify')
    .description("tell bots, previews and scanners of the past from people, by this version's rules")
    .option('--dry-run', 'change nothing, and say what would change')
    .option('--json', 'one JSON object')
    .addHelpText('after', reclassifyHelp)
    .action((choices: ReclassifyChoices) =>
      withPacks(terminal, (opened) => runReclassify(opened, terminal, choices)),
    );
}

/** Single hits that answers may have to count meanwhile, beside a day of each code: few for them. */
const repackHits = 100_000;

async function runReclassify(
  { core, config, packs }: OpenedPacks,
  terminal: Terminal,
  { dryRun = false, json = false }: { dryRun?: boolean; json?: boolean },
): Promise<void> {
  const progress = startProgress(terminal, { label: dryRun ? 'Looking at hits' : 'Reclassifying hits' });
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    const summary = await reclassify(core, readAgent, {
      dryRun,
      windowMs: config.repeatWindowMs,
      repack: { everyHits: repackHits, run: repacker(packs, terminal) },
      onProgress: (done, total) => progress.update(done, total),
      isStopped: () => interrupted,
    });
    progress.end();
    terminal.out(json ? `${JSON.stringify({ dryRun, ...summary })}\n` : renderSummary(summary));
    terminal.err(renderEnd(summary, dryRun));
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function repacker(packs: PackStore, terminal: Terminal): () => Promise<void> {
  let told = false;
  const onWait = () => {
    if (!told) terminal.err('A server is sealing; waiting until it has finished.\n');
    told = true;
  };
  return async () => {
    try {
      await withPackClaim(packs, onWait, (claimed) =>
        repackLate(claimed.packs, claimed.holder, { pause: claimed.pause }),
      );
    } catch (error) {
      // This process was asleep, and a server has taken over: it does the same.
      if (!(error instanceof LeaseLost)) throw error;
    }
  };
}

function renderSummary(summary: ReclassifySummary): string {
  const changes = summary.changes.map(({ from, to, hits }): [string, number] => [
    from === to ? `${from}, with another reason` : `from ${from} to ${to}`,
    hits,
  ]);
  const rows: [string, number][] = [
    ...changes,
    ['scans before', summary.scansBefore],
    ['scans after', summary.scansAfter],
    ['user agents named anew', summary.agentsRenamed],
    ['left: single rows erased', summary.hitsErased],
    ['left: user agent not known', summary.hitsWithoutAgent],
  ];
  const cells = rows.map(([what, count]) => [what, count.toLocaleString('en-US')]);
  return renderTable(['WHAT', 'COUNT'], cells);
}

function renderEnd({ changes, agentsRenamed, finished }: ReclassifySummary, dryRun: boolean): string {
  if (!finished) return 'It was stopped before its end; what is done stays. Run it again for the rest.\n';
  if (changes.length === 0 && agentsRenamed === 0) return 'Everything is as these rules have it.\n';
  if (dryRun) return 'Nothing was changed; without --dry-run it is.\n';
  return 'Days that were sealed are sealed anew.\n';
}
