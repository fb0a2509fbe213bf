import { describe, expect, onTestFinished, test } from 'vitest';
import { openCore, openPacks, openSink } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { createCode } from '../../src/core/codes/create.ts';
import type { Core } from '../../src/core/core.ts';
import { classesOf, classOfFlags, scanClass } from '../../src/core/scans/hit.ts';
import { firstScanIdAt, timeOfScanId } from '../../src/core/scans/id.ts';
import { type ReclassifySummary, reclassify as reclassifyHits } from '../../src/core/scans/reclassify.ts';
import { createRepeatJudge } from '../../src/core/scans/repeat.ts';
import { type EnrichedHit, packSigns, type SpooledHit } from '../../src/core/scans/scan.ts';
import { partOfFlags } from '../../src/core/stats/metric.ts';
import { dayOfTime, dayStartMs } from '../../src/core/stats/month.ts';
import { metrics } from '../../src/core/stats/question.ts';
import { repackLate, sealUpTo } from '../../src/core/stats/seal/seal.ts';
import { createWorkspace } from '../../src/core/workspaces/create.ts';
import { type Agent, parseAgent } from '../../src/ingest/enrich/agents.ts';
import { createEnricher } from '../../src/ingest/enrich/enrich.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { operator } from '../support/program.ts';
import { makeFolder, runHere } from './quietzone-process.ts';

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const safeLinks = 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)';
const inAppBrowser =
  'Mozilla/5.0 (Linux; Android 14; SM-S918B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 Line/14.15.1/IAB';
const agents = [phone, safeLinks, inAppBrowser, 'curl/8.5.0', ''];

/** Rules of another day: scanners were people, a browser inside of an app was a bot, and nobody knew the device. */
function oldAgentOf(ua: string): Agent {
  const agent = { ...parseAgent(ua), scanner: false };
  if (ua === safeLinks) return { ...agent, bot: false };
  return ua === inAppBrowser ? { ...agent, bot: true, device: 'unknown', os: 'Unknown' } : agent;
}

const today = dayOfTime(Date.now());
const windowMs = 30_000;
const hitsPerCode = 2_300;

/** Three days of hits, some of them moments apart, some blocked, some HEAD or prefetched, in the order of their ids. */
function makeHits(code: Code): SpooledHit[] {
  const gapMs = Math.floor((3 * 86_400_000) / hitsPerCode);
  return Array.from({ length: hitsPerCode }, (_, n): SpooledHit => {
    const timeMs = dayStartMs(today - 3) + Math.floor(n / 10) * 10 * gapMs + (n % 10) * 7_000;
    const agent = (n % 10) % 3 === 0 ? n % 5 : (n >> 4) % 5;
    const blocked = n % 13 === 0 ? 'paused' : null;
    return {
      ...{ id: firstScanIdAt(timeMs) + code.num, code: code.num, workspace: code.workspaceNum },
      signs: packSigns(n % 17 === 0, n % 19 === 0, blocked),
      ...{ country: 'DE', region: null, city: null, referrer: null, ua: agents[agent]! },
      visitor: dayOfTime(timeMs) * 100 + agent * 10 + (n % 2),
    };
  });
}

interface Scene {
  readonly cwd: string;
  readonly core: Core;
  readonly codes: readonly Code[];
  /** As they would be stored if they came now. */
  readonly wanted: readonly EnrichedHit[];
}

/** Codes of two workspaces with hits that were stored by the old rules, and days that were sealed with them. */
async function makeScene(): Promise<Scene> {
  const cwd = makeFolder();
  const config = loadConfig({ GEO_DB: 'off' }, cwd);
  const { core, close } = await openCore(config, createLogger({ level: 'silent', stream: 2 }));
  onTestFinished(close);
  const codes = await makeCodes(core);
  const spooled = codes.flatMap(makeHits);
  const enrich = createEnricher(oldAgentOf, createRepeatJudge(windowMs));
  const sink = await openSink(config);
  const hits = spooled.map(enrich);
  for (let from = 0; from < hits.length; from += 500) {
    await sink.storeBatch({ id: `old ${from}`, spool: 'old', hits: hits.slice(from, from + 500) });
  }
  await sink.close();
  await sealAll(cwd);
  return { cwd, core, codes, wanted: spooled.map(createEnricher(parseAgent, createRepeatJudge(windowMs))) };
}

async function makeCodes(core: Core): Promise<Code[]> {
  const [workspace] = await core.store.workspaces.list();
  const [owner] = await core.store.workspaces.listUsers();
  const input = { name: 'Client', plan: 'business', ownerId: owner!.id } as const;
  const client = await createWorkspace(core, operator, input);
  const codes: Code[] = [];
  for (const of of [workspace!, workspace!, client]) {
    const access = { workspace: of, actor: operator, role: 'owner', readOnly: false } as const;
    codes.push(await createCode(core, access, { type: 'url', destination: 'https://example.com/' }));
  }
  return codes;
}

async function lateOf(cwd: string): Promise<number> {
  const status = await runHere(['stats', 'status', '--json'], { cwd });
  return JSON.parse(status.out).lateHits;
}

async function sealAll(cwd: string): Promise<void> {
  const packs = await openPacks(loadConfig({}, cwd));
  await packs.claim('test', Date.now(), 60_000);
  await sealUpTo(packs, 'test', today);
  await repackLate(packs, 'test');
  const { sealedDay, late } = await packs.read(async (snapshot) => ({
    ...(await snapshot.state()),
    late: await snapshot.lateHits(),
  }));
  await packs.release('test');
  await packs.close();
  expect({ sealedDay, late }).toEqual({ sealedDay: today, late: [] });
}

/** What the store says of each code and workspace, and statistics of all. */
async function counted({ core, codes }: Scene) {
  const { scans, workspaces } = core.store;
  const nums = codes.map((code) => code.num);
  const byClass = await Promise.all(
    classesOf('all').map(async (hitClass) => [hitClass, await scans.totals(nums, [hitClass])] as const),
  );
  const { totals } = await core.statistics.answer({
    ...{ codes: nums, sinceMs: dayStartMs(today - 3), untilMs: dayStartMs(today), zone: 'Asia/Kolkata' },
    ...{ interval: null, metrics, by: [], split: null, filters: [], limit: 1, after: null, compare: false },
  });
  const months = new Map<string, number>();
  for (const [workspace, month] of monthsOf(codes)) {
    months.set(`${workspace} ${month}`, await workspaces.scansInMonth(workspace, month));
  }
  return { byClass: new Map(byClass.filter(([, hits]) => hits.size > 0)), totals, months };
}

function monthsOf(codes: readonly Code[]): [number, string][] {
  const months = new Set([today - 3, today - 1].map((day) => monthAt(dayStartMs(day))));
  const workspaces = new Set(codes.map((code) => code.workspaceNum));
  return [...workspaces].flatMap((workspace) =>
    [...months].map((month): [number, string] => [workspace, month]),
  );
}

const monthAt = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 7);

/** The same, counted hit by hit. */
function recounted({ codes, wanted }: Scene): Awaited<ReturnType<typeof counted>> {
  const byClass = new Map<number, Map<number, number>>();
  const totals = metrics.map(() => 0);
  const months = new Map(monthsOf(codes).map(([workspace, month]) => [`${workspace} ${month}`, 0]));
  const visitors = new Set<string>();
  for (const { id, code, workspace, visitor, flags } of wanted) {
    const hitClass = classOfFlags(flags);
    const ofClass = byClass.get(hitClass) ?? new Map<number, number>();
    byClass.set(hitClass, ofClass.set(code, (ofClass.get(code) ?? 0) + 1));
    for (const metric of ['hits', partOfFlags(flags)] as const) totals[metrics.indexOf(metric)]! += 1;
    if (hitClass !== scanClass) continue;
    visitors.add(`${code} ${dayOfTime(timeOfScanId(id))} ${visitor}`);
    const month = `${workspace} ${monthAt(timeOfScanId(id))}`;
    months.set(month, months.get(month)! + 1);
  }
  totals[metrics.indexOf('visitors')] = visitors.size;
  return { byClass: new Map([...byClass].sort(([a], [b]) => a - b)), totals, months };
}

async function reclassify(cwd: string, ...args: string[]): Promise<ReclassifySummary> {
  const { code, out, err } = await runHere(['stats', 'reclassify', '--json', ...args], { cwd });
  expect(code, err).toBe(0);
  return JSON.parse(out) as ReclassifySummary;
}

describe('quietzone stats reclassify', { timeout: 60_000 }, () => {
  test('gives hits of the past the facts that they would get today, and all counts follow', async () => {
    const scene = await makeScene();
    const before = await counted(scene);
    expect(before).not.toEqual(recounted(scene));
    const { changes, ...summary } = await reclassify(scene.cwd);
    expect(await counted(scene)).toEqual(recounted(scene));
    const moves = changes.map(({ from, to }) => `${from} ${to}`);
    expect(moves).toEqual(
      expect.arrayContaining(['scans scanners', 'repeats scanners', 'bots scans', 'bots repeats']),
    );
    const [scansBefore, scansAfter] = [before.totals[0], recounted(scene).totals[0]];
    expect(summary).toMatchObject({ finished: true, agentsRenamed: 1, scansBefore, scansAfter });
    expect(await lateOf(scene.cwd)).toBe(0);
    expect((await runHere(['stats', 'verify', '--all'], { cwd: scene.cwd })).code).toBe(0);
  });

  test('days are sealed anew on the way, so that statistics need few single hits all the while', async () => {
    const scene = await makeScene();
    const packs = await openPacks(loadConfig({}, scene.cwd));
    onTestFinished(() => packs.close());
    await packs.claim('test', Date.now(), 60_000);
    const late: number[] = [];
    const repack = async () => {
      late.push(await lateOf(scene.cwd));
      await repackLate(packs, 'test');
    };
    const everyHits = 2 * hitsPerCode;
    const options = { dryRun: false, windowMs, repack: { everyHits, run: repack } };
    await reclassifyHits(scene.core, parseAgent, options);
    expect(late).toHaveLength(2);
    expect(Math.min(...late)).toBeGreaterThan(0);
    expect(await lateOf(scene.cwd)).toBe(0);
    expect(await counted(scene)).toEqual(recounted(scene));
    await reclassifyHits(scene.core, parseAgent, options);
    await reclassifyHits(scene.core, parseAgent, { ...options, dryRun: true });
    expect(late).toHaveLength(2);
  });

  test('a dry run tells the same and changes nothing, and a second run finds nothing to do', async () => {
    const scene = await makeScene();
    const before = await counted(scene);
    const dry = await reclassify(scene.cwd, '--dry-run');
    expect(await counted(scene)).toEqual(before);
    const { changes, ...real } = await reclassify(scene.cwd);
    expect({ ...dry, dryRun: false }).toEqual({ changes, ...real });
    const second = await reclassify(scene.cwd);
    expect(second).toMatchObject({ changes: [], agentsRenamed: 0, scansBefore: real.scansAfter });
  });

  test('a run that is stopped and started again comes to the same', async () => {
    const scene = await makeScene();
    const stopAfter = (pages: number) => ({
      ...{ dryRun: false, windowMs },
      isStopped: () => {
        pages -= 1;
        return pages < 0;
      },
    });
    for (const pages of [1, 2, 3, 4]) {
      expect(await reclassifyHits(scene.core, parseAgent, stopAfter(pages))).toMatchObject({
        finished: false,
      });
    }
    expect(await counted(scene)).not.toEqual(recounted(scene));
    await reclassify(scene.cwd);
    expect(await counted(scene)).toEqual(recounted(scene));
  });

  test('hits whose single rows were erased, or whose agent is forgotten, stay as they are and are counted', async () => {
    const scene = await makeScene();
    const { core, codes } = scene;
    const before = await counted(scene);
    const [code] = codes;
    const erased = await core.store.transact((tx) =>
      tx.scans.pruneSome(code!.num, today - 3, today - 2, hitsPerCode),
    );
    expect(erased).toBeGreaterThan(0);
    await core.store.transact((tx) => tx.scans.forgetAgents(today, 100));
    const forgotten = scene.wanted.filter(({ code: num, id, ua }) => {
      const isErased = num === code!.num && dayOfTime(timeOfScanId(id)) === today - 3;
      return ua !== '' && !isErased;
    });
    const summary = await reclassify(scene.cwd);
    expect(summary).toMatchObject({ changes: [], agentsRenamed: 0, hitsErased: erased });
    const without = forgotten.filter(({ flags }) => !['heads', 'prefetches'].includes(partOfFlags(flags)));
    expect(summary.hitsWithoutAgent).toBe(without.length);
    expect(await counted(scene)).toEqual(before);
  });

  test('shows what it did as a table', async () => {
    const { cwd } = await makeScene();
    const { code, out, err } = await runHere(['stats', 'reclassify'], { cwd });
    expect(code, err).toBe(0);
    expect(out).toMatch(/^WHAT +COUNT\n/);
    expect(out).toMatch(/^from scans to scanners +\d+$/m);
    expect(out).toMatch(/^user agents named anew +1$/m);
    expect(err).toContain('sealed anew');
    const again = await runHere(['stats', 'reclassify'], { cwd });
    expect(again.err).toBe('Everything is as these rules have it.\n');
  });
});
