import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, runToEnd } from '../processes.ts';
import { renderWrkScript } from './wrk-script.ts';

export interface LoadJob {
  readonly port: number;
  /** Whole HTTP/1.1 requests, sent in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Broken connections, time-outs, and statuses of 400 or more. */
  readonly errors: number;
}

type Generator = 'wrk' | 'own';

export const generatorThere: Generator = has('wrk') ? 'wrk' : 'own';

/** Sends load from a process of its own on core 1. `folder` takes its files. */
export async function runLoad(
  job: LoadJob,
  folder: string,
  generator: Generator = generatorThere,
): Promise<LoadResult> {
  const output = generator === 'wrk' ? await runWrk(job, folder) : await runOwn(job, folder);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as LoadResult;
}

function runWrk(job: LoadJob, folder: string): Promise<string> {
  const script = join(folder, `load-${job.port}.lua`);
  writeFileSync(script, renderWrkScript(job.requests));
  const amount = ['-t1', `-c${job.connections}`, `-d${job.seconds}s`];
  const args = [...amount, '--latency', '-s', script, `http://127.0.0.1:${job.port}/`];
  return runToEnd({ core: 1, command: 'wrk', args });
}

function runOwn(job: LoadJob, folder: string): Promise<string> {
  const file = join(folder, `load-${job.port}.job`);
  writeFileSync(file, JSON.stringify(job));
  const client = join(import.meta.dirname, 'client.ts');
  return runToEnd({ core: 1, command: process.execPath, args: [client, file] });
}
