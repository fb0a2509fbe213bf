import { expect, test } from 'vitest';
import type { Spool } from '../spool/spool.ts';
import { startDrain } from './drain.ts';

/** As a thread that loads its driver for a while. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    parentPort.on('message', () => {});
    setTimeout(() => {
      workerData.loaded[0] = 1;
      parentPort.postMessage({ t: 'up' });
    }, 200);
  `)}`,
);

test('a thread is not ended while it loads what it needs, which would take the process with it', async () => {
  const loaded = new Uint8Array(new SharedArrayBuffer(1));
  const spool = { connectDrain: async () => {}, onRestart() {} } as unknown as Spool;
  const none = () => {};
  const options = { dataDir: '', spoolId: '', repeatWindowMs: 0, batchMax: 1, loaded };
  const drain = startDrain({ entry, options, spool, onStored: none, onLost: none, onTrouble: none });
  await drain.stop();
  expect(loaded[0]).toBe(1);
});
