import { createInterface } from 'node:readline/promises';
import type { Environment } from '../config/load.ts';

/** What a command has of the outside. Results go to `out`, everything said to people goes to `err`. */
export interface Terminal {
  readonly env: Environment;
  readonly cwd: string;
  out(text: string): void;
  /** As `out`, for results too long to be held, and for bytes: resolves when they are taken, so that nothing piles up. */
  write(piece: string | Uint8Array): Promise<void>;
  err(text: string): void;
  /** Everything on standard input. */
  readInput(): Promise<string>;
  /** Width of standard error; absent where it is no terminal. */
  readonly errColumns?: number;
  /** Asks whoever sits there, and gives the line that was typed; absent where nobody does. */
  ask?(question: string): Promise<string>;
}

export const processTerminal: Terminal = {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  write: (piece) =>
    new Promise((done, fail) => {
      process.stdout.write(piece, (error) => (error ? fail(error) : done()));
    }),
  err: (text) => void process.stderr.write(text),
  async readInput() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  },
  ...(process.stderr.isTTY && { errColumns: process.stderr.columns }),
  ...(process.stderr.isTTY && process.stdin.isTTY && { ask: askPerson }),
};

async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/**
 * Ends the process when nothing more can be written. Whoever reads may stop reading (`quietzone key list | head -1`):
 * that is no reason to complain. Anything else, such as a full disk, is.
 */
export function endOnBrokenOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`quietzone: Standard output cannot be written: ${error.message}.\n`);
    process.exit(1);
  });
}
