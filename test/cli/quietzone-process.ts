import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCli } from '../../src/cli/program.ts';

export const launcher = fileURLToPath(new URL('../../quietzone', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Told what is said on standard error as it comes; of `runHere` alone. */
  readonly onErr?: (text: string) => void;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly uid?: number;
  readonly command?: string;
}

/** An empty folder that is gone after the test; commands run in it have their data in `data`. */
export function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'quietzone-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs one command line to its end, with nothing of the test's own environment but PATH. */
export async function run(args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = start(args, options);
  child.stdin?.end(options.input ?? '');
  return end(child);
}

/** The same without a process of its own, which is many times faster: for whatever does not depend on one. */
export async function runHere(
  args: readonly string[],
  { cwd, env = {}, input = '', onErr }: RunOptions,
): Promise<Ended> {
  const said = { out: '', err: '' };
  const code = await runCli(args, {
    env,
    cwd,
    out: (text) => {
      said.out += text;
    },
    write: async (piece) => {
      said.out += typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1');
    },
    err: (text) => {
      said.err += text;
      onErr?.(text);
    },
    readInput: () => Promise.resolve(input),
  });
  return { code, ...said };
}

function start(
  args: readonly string[],
  { cwd, env = {}, uid, command = launcher }: RunOptions,
): ChildProcess {
  const PATH = process.env.PATH ?? '';
  return spawn(command, args, { cwd, env: { PATH, ...env }, ...(uid !== undefined && { uid }) });
}

async function end(child: ChildProcess): Promise<Ended> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (part) => out.push(part));
  child.stderr?.on('data', (part) => err.push(part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

export interface Server {
  readonly url: string;
  /** What it said to people until it was up. */
  readonly welcome: string;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Nothing listens there: for the server that is to have no BASE_URL, which needs to know its port. */
export async function findFreePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return String(address.port);
}

/** Starts `quietzone serve` on a free port and waits until it says that it listens. */
export async function serve(options: RunOptions): Promise<Server> {
  const where = { PORT: '0', HOST: '127.0.0.1', BASE_URL: 'https://self.test' };
  const child = start(['serve'], { ...options, env: { ...where, ...options.env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = end(child);
  const welcome = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (part) => {
      text += part;
      if (/API reference.*\n/.test(text)) resolve(text);
    });
    ended.then(({ err }) => reject(new Error(`The server ended: ${err}`)), reject);
  });
  return {
    url: /listens on (\S+)/.exec(welcome)?.[1] ?? '',
    welcome,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
