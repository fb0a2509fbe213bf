import { parentPort, workerData } from 'node:worker_threads';
import type { Code } from '../../src/core/codes/code.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { openScanSink, type StoreOptions } from '../../src/store/open.ts';

/** Stores one batch after the other from its start to any message, and tells of the first one and how many they were. */
const { options, code } = workerData as { options: StoreOptions; code: Code };
const sink = await openScanSink(options);
const firstId = firstScanIdAt(Date.UTC(2026, 10, 21));
let stopped = false;
parentPort?.once('message', () => {
  stopped = true;
});

function hit(index: number): EnrichedHit {
  return {
    ...{ id: firstId + index * 4096, code: code.num, workspace: code.workspaceNum, visitor: index, flags: 0 },
    ...{ country: 'DE', region: 'Berlin', city: 'Berlin', referrer: null },
    ...{ ua: 'agent', device: 'mobile', os: 'iOS', browser: 'Safari' },
  };
}

let batches = 0;
while (!stopped) {
  const hits = Array.from({ length: 50 }, (_, index) => hit(batches * 50 + index));
  await sink.storeBatch({ id: `b${batches}`, spool: 'worker', hits });
  batches += 1;
  if (batches === 1) parentPort?.postMessage('first');
  // Lets the message in.
  await new Promise((resolve) => setImmediate(resolve));
}
await sink.close();
parentPort?.postMessage(batches);
