import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { loopDiskProblem, makeLoopDisk } from '../support/loop-disk.ts';
import { readHealth, readMetric, statusOf } from '../support/probes.ts';
import { compareScans, makeCodes, nothingWrong, readStored, startLoad } from '../support/scan-load.ts';
import { makeFolder, runCommand, spawnServer } from '../support/server-process.ts';

/** Above 500 MB free, so that the warning of a disk that is nearly full does not colour the health. */
const diskBytes = 1_500_000_000;
const title = loopDiskProblem === null ? '' : ` (skipped: ${loopDiskProblem})`;

/** Takes every block that is left, without writing them. */
function fillUp(dir: string): string[] {
  const files: string[] = [];
  for (let bytes = statfsSync(dir).bfree * 4096; bytes >= 4096; ) {
    const file = join(dir, `filler-${files.length}`);
    const { status } = spawnSync('fallocate', ['-l', String(bytes), file]);
    if (status !== 0) {
      rmSync(file, { force: true });
      bytes = Math.floor(bytes / 2);
    } else {
      files.push(file);
      bytes = statfsSync(dir).bfree * 4096;
    }
  }
  return files;
}

function createQr(url: string, key: string): Promise<Response> {
  return fetch(`${url}/api/v1/qr`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ name: 'Full', type: 'url', destination: 'https://example.com/' }),
  });
}

describe.skipIf(loopDiskProblem !== null)(
  `a disk that fills up under load${title}`,
  { timeout: 60_000 },
  () => {
    test('people are redirected, nothing is lost, and all is written when there is room again', async () => {
      const disk = makeLoopDisk(makeFolder(), diskBytes);
      const dataDir = join(disk.dir, 'data');
      const slugs = await makeCodes(dataDir, 5);
      const key = await runCommand(['key', 'create', '--dialect', 'qra'], dataDir);
      const server = spawnServer(dataDir);
      const url = await server.ready;
      expect((await readHealth(url)).status).toBe('ok');
      expect((await createQr(url, key)).status).toBe(201);
      const load = startLoad({ url, slugs, numbers: { next: 0 }, connections: 4 });
      await load.answered(200);

      const files = fillUp(disk.dir);
      const before = load.deferred.size;
      await eventually(() => expect(load.deferred.size).toBeGreaterThan(before + 500), { timeoutMs: 20_000 });
      const { status, checks } = await readHealth(url);
      expect({ status, spool: checks.spool?.status }).toEqual({ status: 'degraded', spool: 'degraded' });
      expect(await readMetric(url, 'quietzone_scans_deferred_total')).toBeGreaterThan(500);
      expect(await statusOf(`${url}/readyz`)).toBe(200);
      const refused = await createQr(url, key);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);

      for (const file of files) rmSync(file);
      await eventually(async () => expect((await readHealth(url)).status).toBe('ok'), { timeoutMs: 20_000 });
      await load.answered(200);
      await load.stop();
      expect((await createQr(url, key)).status).toBe(201);
      expect(await readMetric(url, 'quietzone_scans_dropped_total')).toBe(0);
      expect(Object.fromEntries(load.others)).toEqual({});
      const depth = async () => expect(await readMetric(url, 'quietzone_spool_depth')).toBe(0);
      await eventually(depth, { timeoutMs: 20_000 });
      expect(await server.stop()).toEqual({ code: 0, signal: null });
      const all = [...load.durable, ...load.deferred];
      expect(compareScans(await readStored(dataDir, slugs), all)).toEqual(nothingWrong);
    });
  },
);
