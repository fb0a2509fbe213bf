import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrateStore } from '../../src/store/open.ts';

let ready: Promise<string> | undefined;

/**
 * Puts an empty SQLite database there that is migrated, unless one is there: the copy of one that this process has
 * migrated, which takes a fraction of the time.
 */
export async function putReadyDatabase(file: string): Promise<void> {
  if (existsSync(file)) return;
  ready ??= migrateOnce();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await copyFile(await ready, file);
}

async function migrateOnce(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'quietzone-ready-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'quietzone.db');
  await migrateStore({ url: '', file, durability: 'fast' });
  return file;
}
