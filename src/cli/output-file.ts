import { rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Resolves when the piece is taken, so that nothing piles up. */
export type Write = (piece: string | Uint8Array) => Promise<unknown>;

/**
 * Hands a result to `copy` to be written to the file, or to standard output where there is none. The file has its name
 * when it is whole; one that broke off or was stopped leaves nothing behind.
 * @param mode of a new file, before the umask
 */
export async function writeOutput<T>(
  terminal: Terminal,
  output: string | undefined,
  copy: (write: Write) => Promise<T>,
  mode = 0o666,
): Promise<T> {
  if (!output) return copy((piece) => terminal.write(piece));
  const path = resolve(terminal.cwd, output);
  const unfinished = `${path}.part`;
  const forget = removeOnSignal(unfinished);
  try {
    return await writeUnfinished(path, unfinished, copy, mode);
  } finally {
    forget();
  }
}

/** Exit codes are 128 and the signal's number, as shells have them. */
function removeOnSignal(path: string): () => void {
  const end = (signal: NodeJS.Signals) => {
    rmSync(path, { force: true });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return () => void process.off('SIGINT', end).off('SIGTERM', end);
}

async function writeUnfinished<T>(
  path: string,
  unfinished: string,
  copy: (write: Write) => Promise<T>,
  mode: number,
): Promise<T> {
  const file = await open(unfinished, 'w', mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new UsageError(`There is no folder ${dirname(path)}.`, { cause: error });
  });
  try {
    const result = await copy((piece) => file.writeFile(piece));
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}
