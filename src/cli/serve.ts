import type { Command } from 'commander';
import { compose, type Program } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { createLogger, type Logger } from '../runtime/logger.ts';
import { fillDemo } from './demo/fill.ts';
import { examples } from './examples.ts';
import type { Terminal } from './terminal.ts';
import { renderWelcome } from './welcome.ts';

const help = `
SIGTERM and SIGINT let requests under way end and the scans of the spool be stored, within SHUTDOWN_SECONDS; what is
left is stored at the next start. A second signal ends the program at once.
${examples('serve', 'serve > quietzone.log', 'serve  # with PORT=8080 and BASE_URL=https://go.example.com in .env')}`;

export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('serve short links, images and the APIs; logs JSON lines to standard output')
    .addHelpText('after', help)
    .action(() => serve(terminal));
}

/** Serves until a signal comes and everything is put away. */
async function serve(terminal: Terminal): Promise<void> {
  const config = loadConfig(terminal.env, terminal.cwd);
  const log = createLogger({ level: config.logLevel, stream: 1 });
  endOnCrash(log);
  const program = await compose(config, log);
  const signal = waitForSignal();
  try {
    await program.start();
    if (config.demo) {
      await addDemo(program, config, log).catch((err) => log.warn({ err }, 'The demo codes were not made.'));
    }
    terminal.err(await renderWelcome(program, config, terminal));
    log.info({ signal: await signal }, 'Stopping.');
  } finally {
    await stopWithin(program, config.shutdownMs, log);
  }
  log.info('Stopped.');
}

/** A program in an unknown state must not go on: its supervisor starts it anew, and the spool is on disk. */
function endOnCrash(log: Logger): void {
  const end = (err: unknown) => {
    log.fatal({ err }, 'Something went wrong that nobody had thought of; the program ends.');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** What shells make of a program that a signal ended: 128 and the signal's number (POSIX, 2.8.2). */
const signalExitCodes = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 } as const;

function waitForSignal(): Promise<string> {
  return new Promise((resolve) => {
    let seen = false;
    for (const signal of signals) {
      process.on(signal, () => {
        if (seen) process.exit(signalExitCodes[signal]);
        seen = true;
        resolve(signal);
      });
    }
  });
}

async function stopWithin(program: Program, timeMs: number, log: Logger): Promise<void> {
  const timer = setTimeout(() => {
    log.error(
      { timeMs },
      'Stopping took too long; what was accepted is in the spool and is stored at the next start.',
    );
    process.exit(1);
  }, timeMs);
  await program.stop();
  clearTimeout(timer);
}

async function addDemo(program: Program, config: Config, log: Logger): Promise<void> {
  const [workspace] = await program.core.store.workspaces.list();
  if (!workspace || (await program.core.store.codes.countAll(workspace.id)) > 0) return;
  const made = await fillDemo(program.core, config, workspace);
  log.info({ ...made }, 'The default workspace was filled with made-up codes and scans.');
}
