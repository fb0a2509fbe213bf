// First, before anything that needs a recent Node is loaded.
import './node-version.ts';
import { runCli } from './program.ts';
import { endOnBrokenOutput, processTerminal } from './terminal.ts';

endOnBrokenOutput();
process.exit(await runCli(process.argv.slice(2), processTerminal));
