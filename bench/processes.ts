import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Whatever happens, nothing that was started here outlives the run. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

/** Whether server and load can have a core each. */
export const canPin = process.platform === 'linux' && availableParallelism() >= 2 && has('taskset');

interface Pinned {
  /** Number of the core to run on, where that is possible; null for any. */
  readonly core: number | null;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** Everything on standard output and standard error so far. */
  output(): string;
  errors(): string;
  /** Resolves with the exit code, -1 after a signal. */
  readonly exited: Promise<number>;
  /** Ends it, by force after `forceMs`. */
  stop(forceMs?: number): Promise<void>;
}

export function start({ core, command, args, env, cwd }: Pinned): Started {
  const line =
    core !== null && canPin ? ['taskset', '-c', String(core), command, ...args] : [command, ...args];
  const child = spawn(line[0] as string, line.slice(1), {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const [output, errors]: [string[], string[]] = [[], []];
  child.stdout.on('data', (data) => output.push(String(data)));
  child.stderr.on('data', (data) => errors.push(String(data)));
  const exited = once(child, 'close').then(([code]) => {
    running.delete(child);
    return typeof code === 'number' ? code : -1;
  });
  return {
    child,
    exited,
    output: () => output.join(''),
    errors: () => errors.join(''),
    async stop(forceMs = 30_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), forceMs);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Processor time of all threads of a process so far, in seconds; NaN where the system does not tell (proc(5)). */
export function cpuSecondsOf(pid: number): number {
  return secondsIn(`/proc/${pid}/stat`);
}

/** As `cpuSecondsOf`, of the first thread alone, which answers requests: however busy the machine is. */
export function mainThreadSecondsOf(pid: number): number {
  return secondsIn(`/proc/${pid}/task/${pid}/stat`);
}

function secondsIn(file: string): number {
  try {
    const fields = readFileSync(file, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/** USER_HZ, which is 100 wherever Linux runs Node. */
const ticksPerSecond = 100;

/** Runs to the end and gives its standard output. */
export async function runToEnd(what: Pinned): Promise<string> {
  const started = start(what);
  const code = await started.exited;
  if (code === 0) return started.output();
  throw new Error(`${what.command} ${what.args.join(' ')} ended with ${code}: ${started.errors()}`);
}
