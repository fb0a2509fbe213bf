/** Ends its process when decoding takes too much: a thread of its own, since a decoder cannot be interrupted. */
import { writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { decodeBytesMax, decodeCpuMsMax, decodePatienceMs, endedByWatch } from './decoder-words.ts';

/** Memory is filled at some 10 MB a ms; timers are too coarse for that. */
const lookMs = 0.25;
const standardError = 2;

/** This thread's own share is in it. */
const idleBytes = process.memoryUsage.rss();
const idleCpuMs = cpuMs();
const startedAt = performance.now();

// Nothing is decoded before, or it would count as idle.
parentPort?.postMessage('ready');
const nobodyWrites = new Int32Array(new SharedArrayBuffer(4));
for (;;) {
  if (process.memoryUsage.rss() - idleBytes > decodeBytesMax) end(endedByWatch.memory);
  if (cpuMs() - idleCpuMs > decodeCpuMsMax) end(endedByWatch.time);
  if (performance.now() - startedAt > decodePatienceMs) end(endedByWatch.busy);
  Atomics.wait(nobodyWrites, 0, 0, lookMs);
}

/** Of all threads of the process but this one. */
function cpuMs(): number {
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
  return (all.user + all.system - own.user - own.system) / 1000;
}

function end(why: string): void {
  writeSync(standardError, `${why}\n`);
  process.kill(process.pid, 'SIGKILL');
}
