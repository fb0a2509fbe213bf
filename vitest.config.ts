import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of processes and threads are started from the sources: what one has compiled, the others take. Halves the
// processor time of all tests.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node-compile');

/** Databases are written to the disk with each commit: in memory, where the system has such a folder, nobody waits. */
const memory = '/dev/shm';
const memoryBytesMin = 4 * 2 ** 30;
if (existsSync(memory)) {
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize > memoryBytesMin) process.env.TMPDIR ??= memory;
}

/** These leave nothing behind in their process: the next file goes on in it, with what was loaded. */
const tidy = [
  'src/**/*.test.ts',
  'web/**/*.test.ts',
  'test/{contract,core,qr,redirect,web}/**/*.test.ts',
  'test/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests start servers and databases of their own, and wait for them: three at a time fill two cores.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'tidy', include: tidy, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts'],
          exclude: tidy,
          globalSetup: ['test/support/find-chromium.ts'],
        },
      },
    ],
  },
});
