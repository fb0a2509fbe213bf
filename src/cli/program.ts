import { Command, CommanderError } from 'commander';
import { hideSecrets } from '../runtime/logger.ts';
import { version } from '../runtime/package-info.ts';
import { addAdviseCommand } from './advise.ts';
import { addHostCommands } from './block.ts';
import { addConfigCommands } from './config.ts';
import { addDemoCommand } from './demo.ts';
import { addDesignCommands } from './design.ts';
import { addDoctorCommand } from './doctor.ts';
import { addExportCommand } from './export.ts';
import { type ExitCode, exitCodeOf, exitCodes, sentenceOf } from './failure.ts';
import { addImageCommand } from './image.ts';
import { addImportCommand } from './import.ts';
import { addKeyCommands } from './keys.ts';
import { addLogoCommands } from './logos.ts';
import { addMigrateCommand } from './migrate.ts';
import { addPicturesCommand } from './pictures.ts';
import { addProofCommand } from './proof.ts';
import { addScanCommands } from './scans.ts';
import { addServeCommand } from './serve.ts';
import { addSheetCommand } from './sheet.ts';
import { addStatsCommands } from './stats.ts';
import { addSuspendCommands } from './suspend.ts';
import type { Terminal } from './terminal.ts';
import { addUserCommands } from './users.ts';
import { addWorkspaceCommands } from './workspaces.ts';

/** Runs one command line to its end. Results are on `terminal.out` alone; a failure is one sentence on `err`. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    // What the argument parser has to say it has said already.
    if (!(error instanceof CommanderError)) terminal.err(`quietzone: ${sentenceOf(error)}\n`);
    if (terminal.env.LOG_LEVEL === 'debug' && error instanceof Error)
      terminal.err(`${hideSecrets(error.stack ?? '')}\n`);
    return exitCodeOf(error);
  }
}

export function createProgram(terminal: Terminal): Command {
  const program = new Command('quietzone')
    .description('Dynamic QR codes on your own server.')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${text.trim().replace(/^error:/, 'quietzone:')} (see --help)\n`),
    })
    .addHelpText('after', generalHelp);
  addServeCommand(program, terminal);
  addKeyCommands(program, terminal);
  addWorkspaceCommands(program, terminal);
  addUserCommands(program, terminal);
  addHostCommands(program, terminal);
  addSuspendCommands(program, terminal);
  addStatsCommands(program, terminal);
  addScanCommands(program, terminal);
  addExportCommand(program, terminal);
  addImportCommand(program, terminal);
  addImageCommand(program, terminal);
  addDesignCommands(program, terminal);
  addProofCommand(program, terminal);
  addSheetCommand(program, terminal);
  addPicturesCommand(program, terminal);
  addLogoCommands(program, terminal);
  addAdviseCommand(program, terminal);
  addMigrateCommand(program, terminal);
  addConfigCommands(program, terminal);
  addDoctorCommand(program, terminal);
  addDemoCommand(program, terminal);
  return program;
}

const generalHelp = `
Every command reads the same options from the environment and from .env (see \`quietzone config print\`), works
beside a running server, and writes its result to standard output and everything else to standard error.

Exit codes:
  0  done
  1  failed; one sentence on standard error says why, LOG_LEVEL=debug says where
  2  the command line or the configuration is wrong

Examples:
  $ quietzone serve
  $ KEY=$(quietzone key create --dialect qra)
  $ quietzone doctor`;
