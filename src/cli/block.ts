import type { Command } from 'commander';
import { blockHost, listBlockedHosts, unblockHost } from '../core/blocking/block.ts';
import { parseBlockedHost } from '../core/blocking/host.ts';
import type { Core } from '../core/core.ts';
import { examples } from './examples.ts';
import { operator, withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

export function addHostCommands(program: Command, terminal: Terminal): void {
  const host = program
    .command('host')
    .description('blocked destinations: block, unblock, list')
    .addHelpText('after', examples('host block evil.example --reason phishing', 'host list'));
  host
    .command('block')
    .description(
      'let no code lead to a host or below it; scans of those that do show "not in use" from now on',
    )
    .argument('<host>', 'such as evil.example, without a path')
    .requiredOption('--reason <text>', 'kept with the host, for operators')
    .addHelpText('after', examples('host block evil.example --reason "Phishing, reported 12 March"'))
    .action((name: string, options: { reason: string }) =>
      withCore(terminal, (core) => runBlock(core, terminal, name, options)),
    );
  host
    .command('unblock')
    .description('take a host off the list; codes lead there again at once')
    .argument('<host>')
    .addHelpText('after', examples('host unblock evil.example'))
    .action((name: string) => withCore(terminal, (core) => runUnblock(core, terminal, name)));
  host
    .command('list')
    .description('list blocked hosts, with the number of codes that lead there')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('host list'))
    .action((options) => withCore(terminal, (core) => runList(core, terminal, options)));
}

async function runBlock(core: Core, terminal: Terminal, name: string, options: { reason: string }) {
  const { host, codes } = await blockHost(core, operator, { host: name, reason: options.reason });
  const found = codes === 1 ? '1 code leads' : `${codes} codes lead`;
  terminal.err(`${host} is blocked, with all below it; ${found} there.\n`);
}

async function runUnblock(core: Core, terminal: Terminal, name: string): Promise<void> {
  await unblockHost(core, operator, name);
  terminal.err(`${parseBlockedHost(name)} is not blocked.\n`);
}

async function runList(core: Core, terminal: Terminal, options: { json?: true }): Promise<void> {
  const hosts = await listBlockedHosts(core, operator);
  if (options.json) {
    for (const host of hosts) terminal.out(`${JSON.stringify(host)}\n`);
    return;
  }
  const rows = hosts.map(({ host, codes, reason, createdAt }) => [
    host,
    String(codes),
    reason,
    renderTime(createdAt),
  ]);
  terminal.out(renderTable(['HOST', 'CODES', 'REASON', 'SINCE'], rows));
}
