import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export type Env = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server in a process of its own, so that it can be killed like one. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves with its origin when it says that it listens; rejects when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
  /** All that it has written so far, to people and to the log. */
  output(): string;
  /** As `kill -9`: nothing of the process runs any more when it resolves. */
  kill(): Promise<Ended>;
  stop(): Promise<Ended>;
}

/** An empty folder that is gone after the test. */
export function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'quietzone-fault-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What every server of these tests runs with: any free port, no limits, every scan counted, answers that tell. */
export const serverEnv: Env = {
  PORT: '0',
  HOST: '127.0.0.1',
  BASE_URL: 'https://self.test',
  API_RATE_LIMIT: '0',
  PLAN_BUSINESS_RATE: '0',
  REPEAT_WINDOW_SECONDS: '0',
  GEO_DB: 'off',
  SCAN_TIMING: '1',
};

export function spawnServer(dataDir: string, env: Env = {}): ServerProcess {
  const child = spawnCli(['serve'], dataDir, env);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(String(part)));
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }));
  const output = () => said.join('');
  const send = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const ready = untilListening(child, ended, output);
  // Whoever kills it early does not ask whether it was ready.
  ready.catch(() => undefined);
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    ...{ pid: child.pid ?? 0, ready, ended, output },
    kill: () => send('SIGKILL'),
    stop: () => send('SIGTERM'),
  };
}

/** Runs another command of the program beside a server; gives its standard output. */
export async function runCommand(args: readonly string[], dataDir: string, env: Env = {}): Promise<string> {
  const child = spawnCli(args, dataDir, env);
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.on('data', (part) => out.push(String(part)));
  child.stderr?.on('data', (part) => err.push(String(part)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err.join('')}`);
  return out.join('').trim();
}

function spawnCli(args: readonly string[], dataDir: string, env: Env): ChildProcess {
  const PATH = process.env.PATH ?? '';
  return spawn(process.execPath, [cli, ...args], {
    cwd: tmpdir(),
    env: { PATH, ...serverEnv, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function untilListening(child: ChildProcess, ended: Promise<Ended>, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      const port = /listens on http:\/\/[^\s:]+:(\d+)\n/.exec(output())?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    void ended.then(({ code, signal }) =>
      reject(new Error(`The server ended with ${code ?? signal}: ${output()}`)),
    );
  });
}
