import type { Command } from 'commander';
import { loadConfig, readOptionTexts } from '../config/load.ts';
import { optionGroups } from '../config/options.ts';
import { examples } from './examples.ts';
import type { Terminal } from './terminal.ts';

export function addConfigCommands(program: Command, terminal: Terminal): void {
  program
    .command('config')
    .description('configuration: print')
    .addHelpText('after', examples('config print'))
    .command('print')
    .description(
      'print every option with its value and where it comes from, in the form of .env; secrets are masked',
    )
    .addHelpText('after', examples('config print', 'config print | grep -v "# default"'))
    .action(() => runPrint(terminal));
}

function runPrint(terminal: Terminal): void {
  const { env, cwd } = terminal;
  // Nonsense is refused here as it is at the start.
  loadConfig(env, cwd);
  const texts = readOptionTexts(env, cwd);
  for (const { title, options } of optionGroups) {
    terminal.out(`# ${title}\n`);
    for (const { name, secret } of options) {
      const { text = '', source = 'default' } = texts.get(name) ?? {};
      terminal.out(`${name}=${secret && text !== '' ? '********' : quote(text)} # ${source}\n`);
    }
  }
}

function quote(text: string): string {
  return /[\s#'"]/.test(text) ? JSON.stringify(text) : text;
}
