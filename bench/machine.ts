import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { canPin, has } from './processes.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly kernel: string;
  readonly node: string;
  readonly nginx: string | null;
  readonly wrk: string | null;
  readonly pinned: boolean;
}

/** Where and when one section was measured. */
export interface Circumstances {
  readonly machine: Machine;
  readonly date: string;
  readonly commit: string;
  readonly dirty: boolean;
  readonly command: string;
  readonly seconds: number;
  /** Of the last minute, before the section began: well above 1, and something else was running. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(readIfThere('/etc/os-release'))?.[1] ?? type(),
    kernel: `${type()} ${release()}`,
    node: process.version,
    nginx: has('nginx') ? firstLine('nginx', ['-v']).replace('nginx version: ', '') : null,
    wrk: has('wrk') ? firstLine('wrk', ['-v']).replace(/ Copyright.*/, '') : null,
    pinned: canPin,
  };
}

export function describeCommit(root: string): { readonly commit: string; readonly dirty: boolean } {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', '--verify', 'HEAD');
  const commit = head.status === 0 ? head.stdout.trim() : 'none';
  // The report itself is written by the run.
  const status = git('status', '--porcelain', '--', '.', ':!docs/benchmarks.md', ':!docs/benchmarks.json');
  return { commit, dirty: status.status !== 0 || status.stdout.trim() !== '' };
}

export function loadOfLastMinute(): number {
  return loadavg()[0] ?? 0;
}

function firstLine(command: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().split('\n')[0] ?? '';
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
