import type { Command } from 'commander';
import { listSuspendedCodes, resumeCode, suspendCode } from '../core/blocking/suspend.ts';
import type { Core } from '../core/core.ts';
import { examples } from './examples.ts';
import { operator, withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

export function addSuspendCommands(program: Command, terminal: Terminal): void {
  const code = program
    .command('code')
    .description('codes of any workspace: suspend, resume, list the suspended ones')
    .addHelpText('after', examples('code suspend Ab3xK9 --reason phishing', 'code resume Ab3xK9'));
  code
    .command('suspend')
    .description('take a code out of use: scans show "not in use", and its owner sees the reason')
    .argument('<slug>')
    .requiredOption('--reason <text>', 'for the owner of the code')
    .addHelpText('after', examples('code suspend Ab3xK9 --reason "Leads to a page that asks for passwords"'))
    .action((slug: string, options: { reason: string }) =>
      withCore(terminal, (core) => runSuspend(core, terminal, slug, options)),
    );
  code
    .command('resume')
    .description('give a suspended code back; it is again what its owner has made of it')
    .argument('<slug>')
    .addHelpText('after', examples('code resume Ab3xK9'))
    .action((slug: string) => withCore(terminal, (core) => runResume(core, terminal, slug)));
  code
    .command('suspended')
    .description('list suspended codes')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('code suspended'))
    .action((options) => withCore(terminal, (core) => runList(core, terminal, options)));
}

async function runSuspend(core: Core, terminal: Terminal, slug: string, options: { reason: string }) {
  const { code, workspace } = await suspendCode(core, operator, { slug, reason: options.reason });
  terminal.err(`The code ${code.slug} of the workspace ${workspace} is suspended.\n`);
}

async function runResume(core: Core, terminal: Terminal, slug: string): Promise<void> {
  const code = await resumeCode(core, operator, slug);
  terminal.err(`The code ${code.slug} is not suspended.\n`);
}

async function runList(core: Core, terminal: Terminal, options: { json?: true }): Promise<void> {
  const suspended = await listSuspendedCodes(core, operator);
  const rows = suspended.map(({ code, workspace }) => ({
    slug: code.slug,
    workspace,
    name: code.name,
    destination: code.destination,
    reason: code.suspendedReason,
    suspendedAt: code.suspendedAt,
  }));
  if (options.json) {
    for (const row of rows) terminal.out(`${JSON.stringify(row)}\n`);
    return;
  }
  const cells = rows.map(({ slug, workspace, name, destination, reason, suspendedAt }) => [
    slug,
    workspace,
    name,
    destination ?? '-',
    reason ?? '-',
    renderTime(suspendedAt),
  ]);
  terminal.out(renderTable(['SLUG', 'WORKSPACE', 'NAME', 'DESTINATION', 'REASON', 'SINCE'], cells));
}
