import type { Command } from 'commander';
import type { Config } from '../config/config.ts';
import type { Core } from '../core/core.ts';
import { chooseWorkspace } from './choice.ts';
import { fillDemo } from './demo/fill.ts';
import { examples } from './examples.ts';
import { withCore } from './session.ts';
import type { Terminal } from './terminal.ts';

interface DemoOptions {
  readonly workspace?: string;
  readonly force?: true;
}

export function addDemoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('fill a workspace with a dozen codes of several types and five weeks of made-up scans')
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .option('--force', 'even if it has codes already')
    .addHelpText('after', examples('demo', 'demo --workspace trial --force'))
    .action((options: DemoOptions) =>
      withCore(terminal, (core, config) => runDemo(core, config, terminal, options)),
    );
}

async function runDemo(core: Core, config: Config, terminal: Terminal, options: DemoOptions): Promise<void> {
  const workspace = await chooseWorkspace(core, options.workspace);
  const there = await core.store.codes.countAll(workspace.id);
  if (there > 0 && !options.force) {
    throw new Error(
      `The workspace ${workspace.slug} has ${there} codes already; --force adds the demo to them.`,
    );
  }
  const { codes, hits } = await fillDemo(core, config, workspace);
  terminal.err(
    `The workspace ${workspace.slug} has ${codes} made-up codes with ${hits} made-up hits of five weeks.\n`,
  );
}
