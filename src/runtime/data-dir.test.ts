import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type DiskSpace, isDiskLow, prepareDataDir, readDiskSpace, readSecret } from './data-dir.ts';
import { watchDisk } from './disk-watch.ts';
import { StartError } from './start-error.ts';

const root = mkdtempSync(join(tmpdir(), 'quietzone-data-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('data directory', () => {
  test('is made for its owner alone and nothing is left in it', async () => {
    const path = join(root, 'a/b/data');
    await prepareDataDir(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path)).toEqual([]);
    await prepareDataDir(path);
  });

  test('a file in its place is one clear sentence', async () => {
    const path = join(root, 'file');
    writeFileSync(path, '');
    await expect(prepareDataDir(path)).rejects.toThrow(
      new StartError(`DATA_DIR ${path} cannot be used: it is a file, not a folder.`),
    );
    await expect(prepareDataDir(join(path, 'data'))).rejects.toThrow(
      /a part of the path is a file, not a folder\.$/,
    );
  });
});

describe('secret', () => {
  test('is made once, readable by its owner alone, and stays', async () => {
    const path = join(root, 'secret-a');
    await prepareDataDir(path);
    const secret = await readSecret(path);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(path, 'secret')).mode & 0o777).toBe(0o600);
    expect(await readSecret(path)).toBe(secret);
    expect(readdirSync(path)).toEqual(['secret']);
  });

  test('everyone who starts at once gets the same one', async () => {
    const path = join(root, 'secret-c');
    await prepareDataDir(path);
    const secrets = await Promise.all(Array.from({ length: 20 }, () => readSecret(path)));
    expect(new Set(secrets).size).toBe(1);
    expect(readdirSync(path)).toEqual(['secret']);
  });

  test('a damaged one is not replaced in silence', async () => {
    const path = join(root, 'secret-b');
    await prepareDataDir(path);
    writeFileSync(join(path, 'secret'), 'short');
    await expect(readSecret(path)).rejects.toThrow(/secret is damaged/);
    expect(readFileSync(join(path, 'secret'), 'utf8')).toBe('short');
  });
});

describe('disk space', () => {
  test('is read from the file system', async () => {
    const { freeBytes, totalBytes } = await readDiskSpace(root);
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });

  test('is low under 500 MB or 5 %', () => {
    expect(isDiskLow({ freeBytes: 499e6, totalBytes: 1e9 })).toBe(true);
    expect(isDiskLow({ freeBytes: 501e6, totalBytes: 1e9 })).toBe(false);
    expect(isDiskLow({ freeBytes: 49e9, totalBytes: 1e12 })).toBe(true);
    expect(isDiskLow({ freeBytes: 51e9, totalBytes: 1e12 })).toBe(false);
  });

  test('the watch tells of every look and logs only the turns', async () => {
    const spaces: DiskSpace[] = [1e9, 1e8, 1e8, 1e9].map((freeBytes) => ({ freeBytes, totalBytes: 1e10 }));
    const logged: string[] = [];
    const log = {
      warn: (_fields: object, text: string) => void logged.push(`warn ${text}`),
      info: (_fields: object, text: string) => void logged.push(`info ${text}`),
    } as unknown as Parameters<typeof watchDisk>[0]['log'];
    const looks: boolean[] = [];
    await new Promise<void>((done) => {
      const left = [...spaces];
      const read = () => Promise.resolve(left.shift() ?? spaces[3]!);
      const onLook = (low: boolean) => {
        looks.push(low);
        if (looks.length === spaces.length) {
          watch.stop();
          done();
        }
      };
      const watch = watchDisk({ path: '/data', log, everyMs: 1, read, onLook });
    });
    expect(looks).toEqual([false, true, true, false]);
    expect(logged).toEqual([
      'warn The disk of /data is nearly full: 0.1 GB (1 %) free.',
      'info The disk of /data has room again: 1.0 GB (10 %) free.',
    ]);
  });
});
