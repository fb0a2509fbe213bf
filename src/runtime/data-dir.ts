import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from './start-error.ts';

/**
 * Makes the data directory, for its owner alone, and makes sure that files can be written in it.
 * @throws StartError
 */
export async function prepareDataDir(path: string): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 });
    // `recursive` gives the mode to parents as well, and the umask takes from it.
    if (made !== undefined) await chmod(path, 0o700);
    await writeDurably(join(path, `.probe-${process.pid}`), 'x');
    await rm(join(path, `.probe-${process.pid}`));
  } catch (error) {
    throw new StartError(`DATA_DIR ${path} cannot be used: ${reasonOf(error)}.`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const secretFile = 'secret';
const secretForm = /^[0-9a-f]{64}$/;

/**
 * The server's own secret, 32 random bytes in hex, made at the first start: what a database that has none yet is given.
 * Readable by its owner alone, and on disk before it is used. Two processes that start at once agree on one.
 * @throws StartError when the file holds something else
 */
export async function readSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, secretFile);
  const secret = (await readIfThere(path)) ?? (await makeSecret(path));
  if (secretForm.test(secret)) return secret;
  throw new StartError(`${path} is damaged: put it back from a backup, or delete it to have a new one made.`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new StartError(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

async function makeSecret(path: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(32).toString('hex');
  await writeDurably(draft, `${secret}\n`);
  try {
    // Unlike a rename, a link fails when another process was first.
    await link(draft, path);
  } catch (error) {
    const there = await readIfThere(path);
    if (there === undefined)
      throw new StartError(`${path} cannot be made: ${reasonOf(error)}.`, { cause: error });
    return there;
  } finally {
    await rm(draft);
  }
  await syncFolder(dirname(path));
  return secret;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export interface DiskSpace {
  /** Bytes that this user can still write. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export async function readDiskSpace(path: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

const freeBytesMin = 500_000_000;
const freeShareMin = 0.05;

/** Less than 500 MB or 5 % free: time to warn, while there is still room to act. */
export function isDiskLow({ freeBytes, totalBytes }: DiskSpace): boolean {
  return freeBytes < freeBytesMin || freeBytes < totalBytes * freeShareMin;
}
