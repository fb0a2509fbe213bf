import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { eventually } from '../support/eventually.ts';
import { readHealth } from '../support/probes.ts';
import {
  compareScans,
  configOf,
  makeCodes,
  nothingWrong,
  readStored,
  type ScanLoad,
  startLoad,
} from '../support/scan-load.ts';
import { makeFolder } from '../support/server-process.ts';

/** Threads of this process, so that a test can end one as an error in it would. */
const threads: { readonly name: string | null; readonly worker: Worker }[] = [];
process.on('worker', (worker: Worker) => threads.push({ name: worker.threadName, worker }));

/** One that has ended has no number any more. */
function runningThreads(): typeof threads {
  return threads.filter(({ worker }) => worker.threadId > 0);
}

function runningThread(name: string): Worker {
  const thread = runningThreads().findLast((running) => running.name === name);
  if (!thread) throw new Error(`there is no thread ${name}`);
  return thread.worker;
}

async function endThread(name: string): Promise<void> {
  const thread = runningThread(name);
  await Promise.all([once(thread, 'exit'), thread.terminate()]);
}

/** The program in this process, with load on it. */
async function startLoaded() {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 5);
  const program = await compose(configOf(dataDir), createLogger({ level: 'silent', stream: 2 }));
  await program.start();
  let stopped = false;
  const stop = async () => {
    if (!stopped) await program.stop();
    stopped = true;
  };
  onTestFinished(stop);
  const url = program.url.replace('localhost', '127.0.0.1');
  const load = startLoad({ url, slugs, numbers: { next: 0 }, connections: 8 });
  await load.answered(200);
  return { dataDir, slugs, url, load, stop };
}

async function expectAllStored(dataDir: string, slugs: readonly string[], load: ScanLoad): Promise<void> {
  expect(Object.fromEntries(load.others)).toEqual({});
  const all = [...load.durable, ...load.deferred];
  await eventually(async () =>
    expect(compareScans(await readStored(dataDir, slugs), all)).toEqual(nothingWrong),
  );
}

test('a spool thread that dies under load is replaced, and no scan is lost or stored twice', async () => {
  const { dataDir, slugs, url, load, stop } = await startLoaded();
  for (let death = 0; death < 3; death += 1) {
    await endThread('spool');
    const durable = load.durable.size;
    await eventually(() => expect(load.durable.size).toBeGreaterThan(durable + 200));
  }
  await load.stop();
  await eventually(async () => expect((await readHealth(url)).checks.spool?.status).toBe('ok'));
  await expectAllStored(dataDir, slugs, load);
  await stop();
  await expectAllStored(dataDir, slugs, load);
});

test('a spool thread that cannot start again at once is tried until it can', async () => {
  const { dataDir, slugs, url, load, stop } = await startLoaded();
  await endThread('spool');
  // Whatever keeps the directory from being opened: here, somebody else holds its lock for a while.
  const lock = openSqlite(join(dataDir, 'server.lock'), { busyTimeoutMs: 1_000 });
  lock.pragma('locking_mode = EXCLUSIVE');
  lock.exec('BEGIN EXCLUSIVE');
  const before = threads.length;
  await eventually(() => expect(threads.length).toBeGreaterThan(before + 3));
  expect((await readHealth(url)).checks.spool?.status).toBe('degraded');
  lock.close();
  const durable = load.durable.size;
  await eventually(() => expect(load.durable.size).toBeGreaterThan(durable + 200));
  await load.stop();
  await expectAllStored(dataDir, slugs, load);
  await stop();
  expect(runningThreads()).toEqual([]);
});

test('a drain thread that dies under load is replaced, and no scan is lost or stored twice', async () => {
  const { dataDir, slugs, load, stop } = await startLoaded();
  for (let death = 0; death < 3; death += 1) {
    await endThread('drain');
    await load.answered(300);
    await eventually(() => runningThread('drain'));
  }
  await load.stop();
  await expectAllStored(dataDir, slugs, load);
  await stop();
  await expectAllStored(dataDir, slugs, load);
});

test('a server that is refused its data directory does not wait for it behind the back of its operator', async () => {
  const { dataDir, load, stop } = await startLoaded();
  await load.stop();
  const log = createLogger({ level: 'silent', stream: 2 });
  const before = threads.length;
  await expect(compose(configOf(dataDir), log)).rejects.toThrow('Another Quietzone server is running');
  await stop();
  const again = await compose(configOf(dataDir), log);
  await again.stop();
  // The one that was refused, and the one of the second attempt.
  expect(threads.slice(before).filter(({ name }) => name === 'spool')).toHaveLength(2);
});
