import { expect, onTestFinished, test } from 'vitest';
import { compose, openCore } from '../../src/compose.ts';
import type { Core } from '../../src/core/core.ts';
import { classesOf } from '../../src/core/scans/hit.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import { dayMs, dayOfTime, dayStartMs } from '../../src/core/stats/month.ts';
import type { StatQuestion } from '../../src/core/stats/question.ts';
import { firstOpenDay } from '../../src/ingest/sealer/day-end.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { eventually } from '../support/eventually.ts';
import { configOf, makeCodes } from '../support/scan-load.ts';
import { readSealing, storePastHits, verifyAll } from '../support/sealed-hits.ts';
import { type Env, makeFolder } from '../support/server-process.ts';

const silent = createLogger({ level: 'silent', stream: 2 });
const keptDays = 10;

async function whileServing(dataDir: string, env: Env, condition: () => Promise<void>): Promise<void> {
  const program = await compose(configOf(dataDir, env), silent);
  try {
    await program.start();
    await eventually(condition, { timeoutMs: 60_000 });
  } finally {
    await program.stop();
  }
}

async function open(dataDir: string): Promise<Core> {
  const { core, close } = await openCore(configOf(dataDir), silent);
  onTestFinished(close);
  return core;
}

async function codesOf({ store }: Core): Promise<readonly number[]> {
  const [workspace] = await store.workspaces.list();
  return store.codes.listNums(workspace!.id, {});
}

/** Everything that packs answer, about the whole time. */
async function answerAll(core: Core, todayMs: number) {
  const question: StatQuestion = {
    ...{ codes: await codesOf(core), sinceMs: todayMs - 50 * dayMs, untilMs: todayMs, zone: 'Asia/Kolkata' },
    ...{ interval: 'day', metrics: ['scans', 'visitors', 'hits'], by: ['hour', 'code'], split: null },
    ...{ filters: [], limit: 100, after: null, compare: false },
  };
  const dimensions = ['country', 'browser', 'referrer', 'weekday'] as const;
  const { sealedUntilMs, ...times } = await core.statistics.answer(question);
  const values = await core.statistics.answer({ ...question, metrics: ['scans'], by: dimensions });
  expect(sealedUntilMs).toBeGreaterThanOrEqual(todayMs - dayMs);
  return { times, values: values.breakdowns };
}

async function countHits(core: Core, fromMs: number, toMs: number): Promise<number> {
  const range = { fromId: firstScanIdAt(fromMs), toId: firstScanIdAt(toMs), classes: classesOf('all') };
  const counts = (await codesOf(core)).map((code) => core.store.scans.count(code, range));
  return (await Promise.all(counts)).reduce((sum, hits) => sum + hits, 0);
}

async function agentStrings(core: Core): Promise<readonly string[]> {
  return (await core.store.scans.agents(0, 100)).map(({ string }) => string).toSorted();
}

test('single hits and agent strings older than they are kept are erased, and every answer stays as it was', {
  timeout: 180_000,
}, async () => {
  const dataDir = makeFolder();
  const today = dayOfTime(Date.now());
  const slugs = await makeCodes(dataDir, 3);
  await storePastHits({ dataDir, slugs, hits: 4_000, days: 40 });
  await storePastHits({ dataDir, slugs, hits: 90, days: 40, freeDays: 30, agent: 'Old/1.0' });
  const core = await open(dataDir);
  await whileServing(dataDir, {}, async () => {
    const { sealedDay } = await readSealing(dataDir);
    expect(sealedDay).toBeGreaterThanOrEqual(firstOpenDay(Date.now()));
  });
  const before = await answerAll(core, dayStartMs(today));
  expect(await agentStrings(core)).toEqual(['Chrome', 'Firefox', 'Old/1.0', 'Safari']);
  const keptFromMs = dayStartMs(today - keptDays);
  const kept = await countHits(core, keptFromMs, Date.now());
  expect(kept).toBeGreaterThan(800);

  const retention = { SCAN_RETENTION_DAYS: String(keptDays), AGENT_RETENTION_DAYS: String(keptDays) };
  await whileServing(dataDir, retention, async () => {
    expect(await countHits(core, 0, keptFromMs)).toBe(0);
    expect(await agentStrings(core)).toEqual(['', 'Chrome', 'Firefox', 'Safari']);
  });
  expect(await countHits(core, 0, Date.now())).toBe(kept);
  expect(await answerAll(core, dayStartMs(today))).toEqual(before);
  await verifyAll(dataDir);
});
