import type { Command } from 'commander';
import { checkAll, type Finding } from './doctor/checks.ts';
import { examples } from './examples.ts';
import type { Terminal } from './terminal.ts';

const help = `
Every line is \`ok\`, \`warning\` (works, but not as you may want) or \`wrong\`. With something wrong the exit code is 1.
${examples('doctor')}`;

export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check that this machine and this configuration can run Quietzone')
    .addHelpText('after', help)
    .action(() => runDoctor(terminal));
}

const marks: Readonly<Record<Finding['status'], string>> = {
  ok: 'ok     ',
  warning: 'warning',
  wrong: 'wrong  ',
};

async function runDoctor(terminal: Terminal): Promise<void> {
  const findings = await checkAll(terminal);
  for (const { status, what, detail } of findings)
    terminal.out(`${marks[status]}  ${what.padEnd(14)} ${detail}\n`);
  const wrong = findings.filter((finding) => finding.status === 'wrong').map((finding) => finding.what);
  if (wrong.length > 0) throw new Error(`Something is wrong: ${wrong.join(', ')}.`);
}
