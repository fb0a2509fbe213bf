import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Memory {
  readonly residentMb: number;
  /** The part that is no mapped file; NaN where the system does not tell. */
  readonly anonymousMb: number;
}

/** Of a process (proc(5)). */
export function readMemory(pid: number): Memory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    return { residentMb: read('VmRSS'), anonymousMb: read('RssAnon') };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return { residentMb: Number(stdout) / 1024, anonymousMb: Number.NaN };
  }
}
