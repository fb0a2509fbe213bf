import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a line of a shell, as somebody would type it; `$BASE` and `$KEY` are set. Gives standard output. */
export async function shell(line: string, base: string, key: string): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', BASE: base, KEY: key };
  const { stdout } = await run('sh', ['-c', line], { env });
  return stdout;
}

export const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);
