import { setImmediate } from 'node:timers/promises';
import type { Core } from '../../src/core/core.ts';
import { importCodes } from '../../src/core/imports/import-codes.ts';
import { defaultPlans } from '../../src/core/limits/plans.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { systemRandom } from '../../src/runtime/random.ts';
import { openStore } from '../../src/store/open.ts';

/** A process of its own: imports 2,000 rows into the file and workspace named, and is killed after some of them. */
const [file = '', accessText = '', killAfter = ''] = process.argv.slice(2);
const access = JSON.parse(accessText) as Access;
const store = await openStore({ url: '', file, durability: 'safe' }, (error) => console.error(error));
// An import asks for nothing else of the product.
const core = {
  store,
  clock: { now: () => Date.now() },
  random: systemRandom,
  settings: { plans: defaultPlans, content: { ownHosts: [], mapProvider: 'google' } },
} as unknown as Core;
const rows = Array.from({ length: 2_000 }, (_, index) => ({
  line: index + 2,
  cells: ['https://a.example/'],
}));
await importCodes(
  core,
  access,
  { file: { columns: ['url'], rows }, type: 'url' },
  {
    readTime: Date.parse,
    rest: () => setImmediate(),
    signal: new AbortController().signal,
    onProgress(done) {
      if (done >= Number(killAfter)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
await store.close();
