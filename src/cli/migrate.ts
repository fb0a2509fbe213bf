import type { Command } from 'commander';
import { migrate } from '../compose.ts';
import { loadConfig } from '../config/load.ts';
import { examples } from './examples.ts';
import type { Terminal } from './terminal.ts';

export function addMigrateCommand(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description("bring the database to this version's schema; `serve` does it by itself")
    .addHelpText('after', examples('migrate'))
    .action(async () => {
      const { from, to, backup } = await migrate(loadConfig(terminal.env, terminal.cwd));
      terminal.err(
        from === to ? `The schema is ${to} already.\n` : `The schema went from ${from} to ${to}.\n`,
      );
      if (backup !== null) terminal.err(`A copy of the database from before is in ${backup}.\n`);
    });
}
