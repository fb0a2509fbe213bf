import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import chromiumPackage from '@sparticuz/chromium';

/** Where systems have their browsers. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const cache = join(import.meta.dirname, '../../node_modules/.cache/chromium');

/**
 * Before all tests: the Chromium that `QUIETZONE_CHROMIUM` names, the one that comes as a package, which is for Linux on
 * x64 and takes half the time of a whole browser, or one that is installed.
 */
export async function setup(): Promise<void> {
  const isPacked = process.platform === 'linux' && process.arch === 'x64';
  process.env.QUIETZONE_CHROMIUM ??= isPacked ? await unpack() : installed.find((path) => existsSync(path));
}

/** Once for all test files, since two at a time would meet in the same file; and not where others could have put it. */
async function unpack(): Promise<string> {
  const { TMPDIR } = process.env;
  mkdirSync(cache, { recursive: true });
  process.env.TMPDIR = cache;
  try {
    return await chromiumPackage.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
