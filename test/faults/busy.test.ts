import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import { openScanSink, openStore } from '../../src/store/open.ts';
import type { ApiPressureCall, ApiPressureOptions } from '../support/api-pressure.ts';
import { phoneAgent } from '../support/program.ts';
import { makeCodes } from '../support/scan-load.ts';
import { makeFolder, runCommand, spawnServer } from '../support/server-process.ts';
import { phoneHit } from '../support/stored-hits.ts';

const logRows = 1_000_000;
const batchRows = 10_000;
const roundsMin = 3;
const roundsMax = 12;
/** Two calls at once and this between them: about 70 pages of 1,000 scans and 70 new codes a second. */
const thinkMs = 10;
/** One scan each this often: enough to be many, and far from what a server can do. */
const everyMs = 4;
const scansPerRound = 400;
/**
 * Added to the doubling: about the time for which a scheduler lets a thread wait while others have the processors,
 * which is more than an answer takes, and here the callers share two of them with the server.
 */
const floorMs = 10;

/** A month of scans of one code, as the drain would have stored them, without waiting for the disk. */
async function fillLog(dataDir: string, slug: string): Promise<string> {
  const options = { url: '', file: join(dataDir, 'quietzone.db'), durability: 'fast' } as const;
  const store = await openStore(options, () => undefined);
  const [code] = await store.codes.findByFoldedSlugs([slug]);
  await store.close();
  const sink = await openScanSink(options);
  const firstId = firstScanIdAt(Date.now() - 30 * 86_400_000);
  const hit = (n: number) =>
    phoneHit(code!, firstId + n * 4096 * 2_000, {
      ...{ country: 'DE', region: 'Berlin', city: `City ${n % 100}`, visitor: n, ua: `Agent ${n % 500}` },
      referrer: `site${n % 200}.test`,
    });
  for (let from = 0; from < logRows; from += batchRows) {
    const hits = Array.from({ length: batchRows }, (_, n) => hit(from + n));
    await sink.storeBatch({ id: `fill-${from}`, spool: 'fill', hits });
  }
  await sink.close();
  return code!.id;
}

function timeOne(url: string, agent: Agent): Promise<number> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': phoneAgent };
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 302
          ? resolve(performance.now() - since)
          : reject(new Error(`status ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

/** The 99th percentile of scans that come at fixed times, whether or not those before were answered. */
async function measureP99(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const answers: Promise<number>[] = [];
  const since = performance.now();
  for (let n = 0; n < scansPerRound; n += 1) {
    await pause(Math.max(0, since + n * everyMs - performance.now()));
    answers.push(timeOne(url, agent));
  }
  const times = (await Promise.all(answers)).sort((a, b) => a - b);
  agent.destroy();
  return times[Math.floor(times.length * 0.99)]!;
}

/** Another thread that keeps the API busy from `go` to `stop`. */
function createPressure(options: ApiPressureOptions) {
  const thread = new Worker(new URL('../support/api-pressure.ts', import.meta.url), { workerData: options });
  onTestFinished(async () => void (await thread.terminate()));
  const calls: ApiPressureCall[] = [];
  thread.on('message', (call: ApiPressureCall) => calls.push(call));
  const go = async () => {
    thread.postMessage('go');
    await once(thread, 'message');
  };
  return { calls, go, stop: () => thread.postMessage('stop') };
}

/**
 * A time in a test is a risk. Noise of the machine (other tests, a disk that others write to) only ever adds, so
 * the quietest rounds of both sides are compared, taken in turns, and as many rounds are run as that needs: what
 * really holds redirects up does so in every round.
 */
test('while a key pages through 1,000,000 scans and makes codes, the p99 of redirects at most doubles', {
  timeout: 180_000,
}, async () => {
  const dataDir = makeFolder();
  const [logged = '', scanned = ''] = await makeCodes(dataDir, 2);
  const codeId = await fillLog(dataDir, logged);
  const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
  const server = spawnServer(dataDir);
  const url = await server.ready;
  const pressure = createPressure({ url, key, codeId, thinkMs });
  const link = `${url}/p/${scanned}`;
  await measureP99(link);
  const [alone, busy]: [number[], number[]] = [[], []];
  const isHeldUp = () => Math.min(...busy) > 2 * Math.min(...alone) + floorMs;
  for (let round = 0; round < roundsMin || (round < roundsMax && isHeldUp()); round += 1) {
    alone.push(await measureP99(link));
    await pressure.go();
    busy.push(await measureP99(link));
    pressure.stop();
  }
  const { calls } = pressure;
  expect(calls.filter(({ status }) => status >= 400)).toEqual([]);
  for (const call of ['page', 'create'])
    expect(calls.filter((made) => made.call === call).length).toBeGreaterThan(alone.length * 10);
  const shown = `alone ${alone.map((ms) => ms.toFixed(1))} ms, busy ${busy.map((ms) => ms.toFixed(1))} ms`;
  expect(isHeldUp(), `p99 of a redirect: ${shown}; ${calls.length} API calls`).toBe(false);
});
