import { existsSync } from 'node:fs';
import chromiumPackage from '@sparticuz/chromium';

/** Where systems have their browsers. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Before all tests: the Chromium that `QUIETZONE_CHROMIUM` names, one that is installed, or the one that comes as a
 * package, which is unpacked once, since two tests at a time would meet in the same file.
 */
export async function setup(): Promise<void> {
  process.env.QUIETZONE_CHROMIUM ??=
    installed.find((path) => existsSync(path)) ?? (await chromiumPackage.executablePath());
}
