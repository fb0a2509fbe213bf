import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStatistics } from '../../../src/core/stats/answer/answer.ts';
import type { Statistics } from '../../../src/core/stats/question.ts';
import { openStatReads } from '../../../src/store/open.ts';
import { qraClient } from '../../support/api.ts';
import { createTestApp } from '../../support/app.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits } from '../../support/stored-hits.ts';

let program: TestProgram;
let key: string;
let statistics: Statistics;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  const create = { name: 'Menu', destination: 'https://example.com/' };
  const { body } = await qraClient(program, key)('POST', '/qr', create);
  const [code] = await program.core.store.codes.findByIds([body.id]);
  const hits = Array.from({ length: 20 }, (_, n) => ({ code: code!, at: `2026-03-01T10:00:${10 + n}Z` }));
  await storeHits(program.config, hits);
  // The engine with a limit that a test can reach.
  const file = `${program.config.dataDir}/quietzone.db`;
  const reads = await openStatReads({ url: '', file, durability: 'fast' });
  statistics = createStatistics(reads, { rowsMax: 10 });
});
afterAll(async () => {
  await statistics.close();
  await program.stop();
});

test('a question that would read too many single scans is a 400 too_broad that says what to narrow', async () => {
  const app = createTestApp({ core: { ...program.core, statistics } });
  const ask = (query: string) =>
    app.request(`/api/v1/stats?${query}`, { headers: { authorization: `Bearer ${key}` } });
  const broad = await ask('since=2026-03-01&until=2026-03-02&device=mobile');
  const body = (await broad.json()) as { error: string; details: { path: string }[] };
  expect([broad.status, body]).toMatchObject([400, { code: 'too_broad', details: [{ path: 'since' }] }]);
  expect(body.error).toMatch(/shorter range/);
  const narrow = await ask('since=2026-03-01T10:00:12Z&until=2026-03-01T10:00:15Z&device=mobile');
  expect([narrow.status, await narrow.json()]).toMatchObject([200, { totals: { scans: 3 } }]);
});
