import type { Environment } from '../config/load.ts';

/** What a command has of the outside. Results go to `out`, everything said to people goes to `err`. */
export interface Terminal {
  readonly env: Environment;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** Everything on standard input. */
  readInput(): Promise<string>;
}

export const processTerminal: Terminal = {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  async readInput() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  },
};

/** Whoever reads may stop reading (`quietzone key list | head -1`): no reason to complain. */
export function endOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
