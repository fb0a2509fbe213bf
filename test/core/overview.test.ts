// Gives schemas what they need for the OpenAPI document: before any of core’s is made.
import '@hono/zod-openapi';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { editMany } from '../../src/core/codes/bulk.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { presets } from '../../src/core/designs/presets.ts';
import type { ProofReport } from '../../src/core/designs/proof.ts';
import { saveProof } from '../../src/core/designs/prove.ts';
import { classOfFlags, packFlags, scanClass } from '../../src/core/scans/hit.ts';
import { firstScanIdAt, timeOfScanId } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { askOverview } from '../../src/core/stats/overview/overview.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { openScanSink } from '../../src/store/open.ts';
import { makeAccess, makeCode, openTestCore, startMs, type TestCore } from '../support/store.ts';
import { phoneHit } from '../support/stored-hits.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

let core: TestCore;
let access: Access;
beforeEach(async () => {
  core = await openTestCore();
  access = await makeAccess(core, 'Bakery', 'business');
});

async function store(hits: readonly EnrichedHit[]): Promise<void> {
  const sink = await openScanSink({ url: '', file: join(core.dir, 'quietzone.db'), durability: 'fast' });
  onTestFinished(() => sink.close());
  await sink.storeBatch({ id: core.random.uuid(), spool: 'test', hits });
}

let hitsMade = 0;
function hitAt(code: Code, ms: number, told: Partial<EnrichedHit> = {}): EnrichedHit {
  hitsMade += 1;
  return phoneHit(code, firstScanIdAt(ms) + (hitsMade % 4096), told);
}

const botFlags = packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' });

/** Numbers that look like chance and are the same each time (Lehmer). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

interface Wall {
  readonly day: number;
  readonly clock: string;
}

/** Tells day (since 1970) and time of the wall clock, asked of `Intl`. */
function wallReader(zone: string): (ms: number) => Wall {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'medium' },
  });
  return (ms) => {
    const [date = '', clock = ''] = format.format(ms).split(' ');
    return { day: Date.parse(date) / dayMs, clock };
  };
}

function naiveCounts(hits: readonly EnrichedHit[]) {
  const scans = hits.filter(({ flags }) => classOfFlags(flags) === scanClass);
  const utcDay = (id: number) => Math.floor(timeOfScanId(id) / dayMs);
  const visits = scans.map(({ code, id, visitor }) => `${code} ${utcDay(id)} ${visitor}`);
  return { scans: scans.length, visitors: new Set(visits).size };
}

function naiveOverview(hits: readonly EnrichedHit[], codes: readonly Code[], zone: string, nowMs: number) {
  const wallOf = wallReader(zone);
  const now = wallOf(nowMs);
  const past = hits
    .filter(({ id }) => timeOfScanId(id) < nowMs)
    .map((hit) => ({ ...hit, wall: wallOf(timeOfScanId(hit.id)) }));
  const daysAgo = (from: number, to: number) =>
    past.filter(({ wall }) => now.day - wall.day >= from && now.day - wall.day <= to);
  const scansOf = (code: Code, from: number, to: number) =>
    naiveCounts(daysAgo(from, to).filter((hit) => hit.code === code.num)).scans;
  const earlier = daysAgo(1, 1).filter(({ wall }) => wall.clock < now.clock);
  const gained = codes
    .filter(({ trashedAt }) => trashedAt === null)
    .map((code) => ({ slug: code.slug, scans: scansOf(code, 1, 7), before: scansOf(code, 8, 14) }))
    .filter(({ scans, before }) => scans > before)
    .sort((a, b) => b.scans - b.before - (a.scans - a.before));
  const silent = codes
    .filter(({ status, trashedAt }) => status === 'active' && trashedAt === null)
    .map((code) => ({ slug: code.slug, before: scansOf(code, 8, 35), since: scansOf(code, 0, 7) }))
    .filter(({ before, since }) => before >= 28 && since === 0)
    .sort((a, b) => b.before - a.before);
  return {
    today: naiveCounts(daysAgo(0, 0)),
    yesterdaySoFar: naiveCounts(earlier),
    week: naiveCounts(daysAgo(1, 7)),
    weekBefore: naiveCounts(daysAgo(8, 14)),
    days: Array.from({ length: 31 }, (_, n) => naiveCounts(daysAgo(30 - n, 30 - n)).scans),
    gained: gained.map(({ scans, before }) => scans - before).slice(0, 5),
    gainedBySlug: new Map(gained.map(({ slug, scans, before }) => [slug, [scans, before]])),
    silent: silent.map(({ slug, before }) => [slug, before]),
  };
}

/** Busy and quiet codes, some of which stop, and one of another workspace; hits of 40 days, bots among them. */
async function fillBakery() {
  const roll = dice(20_261_121);
  const made: Code[] = [];
  for (let n = 0; n < 14; n += 1) made.push(await makeCode(core, access, { name: `Code ${n}` }));
  const stranger = await makeCode(core, await makeAccess(core, 'Elsewhere'));
  const lastDays = [0, 0, 3, 8, 8, 9, 10, 12, 14, 8, 20, 8, 8, 0];
  const hits = made.flatMap((code, n) => {
    const quietDays = lastDays[n] ?? 0;
    return Array.from({ length: 60 + n * 7 }, () => {
      const ago = quietDays * dayMs + roll(Math.max(1, 40 - quietDays) * 24 * 60) * 60_000;
      const flags = roll(5) === 0 ? botFlags : 0;
      return hitAt(code, startMs - ago - 1 - roll(1_000), { visitor: roll(6) + 1, flags });
    });
  });
  // Not yet, and of somebody else.
  const others = [hitAt(made[0]!, startMs + hourMs), hitAt(stranger, startMs - hourMs)];
  await store([...hits, ...others]);
  await editMany(core, access, { ids: [made[3]!.id, made[1]!.id] }, { do: 'trash' });
  await editMany(core, access, { ids: [made[4]!.id] }, { do: 'pause' });
  const codes = await core.store.codes.findByNums(
    access.workspace.id,
    made.map(({ num }) => num),
  );
  return { hits, codes };
}

test.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Chatham'])(
  'every number is that of a naive recount, by the clocks of %s',
  async (zone) => {
    const { hits, codes } = await fillBakery();
    const overview = await askOverview(core, access, zone);
    const naive = naiveOverview(hits, codes, zone, startMs);
    const { today, yesterdaySoFar, week, weekBefore } = naive;
    expect(overview).toMatchObject({ zone, today, yesterdaySoFar, week, weekBefore });
    expect(overview.days.map(({ counts }) => counts[0])).toEqual(naive.days);
    expect(overview.gained.map(({ scans, before }) => scans - before)).toEqual(naive.gained);
    for (const { code, scans, before } of overview.gained)
      expect([scans, before]).toEqual(naive.gainedBySlug.get(code.slug));
    expect(overview.silentTotal).toBe(naive.silent.length);
    expect(overview.silent.map(({ code, before }) => [code.slug, before])).toEqual(naive.silent.slice(0, 5));
    expect(naive.silent.length).toBeGreaterThan(5);
    const lastOf = ({ num }: Code) =>
      Math.max(
        ...hits.flatMap(({ code, id, flags }) => (code === num && flags === 0 ? [timeOfScanId(id)] : [])),
      );
    for (const { code, lastScanAt } of overview.silent) expect(lastScanAt).toBe(lastOf(code));
  },
);

test('codes are counted by their status of now, those in the trash aside', async () => {
  const [one, two, three] = [
    await makeCode(core, access),
    await makeCode(core, access),
    await makeCode(core, access),
  ];
  await makeCode(core, access);
  await editMany(core, access, { ids: [one.id] }, { do: 'pause' });
  await updateCode(core, access, two.id, { expiresAt: startMs + 1 });
  await editMany(core, access, { ids: [three.id] }, { do: 'trash' });
  core.clock.at = startMs + 2;
  const { codes } = await askOverview(core, access, undefined);
  expect(codes).toEqual({ total: 3, active: 1, paused: 1, expired: 1 });
});

test('changes are those by people and keys since yesterday’s midnight there, and not of another workspace', async () => {
  core.clock.at = startMs - 2 * dayMs;
  const code = await makeCode(core, access);
  const midnightThere = Date.UTC(2026, 10, 19, 23);
  core.clock.at = midnightThere - 1;
  await updateCode(core, access, code.id, { name: 'Before' });
  core.clock.at = midnightThere;
  await updateCode(core, access, code.id, { name: 'At midnight' });
  core.clock.at = startMs;
  await makeCode(core, await makeAccess(core, 'Elsewhere'));
  expect((await askOverview(core, access, 'Europe/Berlin')).changes).toBe(1);
  expect((await askOverview(core, access, 'Asia/Kolkata')).changes).toBe(2);
});

describe('codes without a proof', () => {
  const report = { profile: 'quick', ok: true, score: 100, warnings: [] } as unknown as ProofReport;
  const prove = (code: Code) => core.store.transact((tx) => saveProof(core, tx, code, report));
  const unproved = async () => {
    const found = await askOverview(core, access, undefined);
    return { names: found.unproved.map(({ name }) => name), total: found.unprovedTotal };
  };

  test('are active ones whose present design with its present text was never proved, the most scanned first', async () => {
    const make = (name: string) => makeCode(core, access, { name });
    const [plain, proved, redrawn, paused] = [
      ...[await make('Plain'), await make('Proved'), await make('Redrawn'), await make('Paused')],
    ];
    const wifi = { ssid: 'Guests', password: 'correct horse', encryption: 'WPA' };
    const input = { type: 'wifi', destination: undefined, content: wifi, name: 'Wifi' } as const;
    const wireless = await makeCode(core, access, input);
    for (const code of [proved, redrawn, wireless]) await prove(code!);
    await editMany(core, access, { ids: [paused!.id] }, { do: 'pause' });
    expect(await unproved()).toEqual({ names: ['Plain'], total: 1 });
    await updateCode(core, access, redrawn!.id, { design: presets.ocean });
    await updateCode(core, access, wireless.id, { content: { ...wifi, ssid: 'Lobby' } });
    await store([
      hitAt(wireless, startMs - 2 * dayMs),
      hitAt(wireless, startMs - dayMs),
      hitAt(redrawn!, startMs - 1),
    ]);
    expect(await unproved()).toEqual({ names: ['Wifi', 'Redrawn', 'Plain'], total: 3 });
    await prove((await core.store.codes.find(access.workspace.id, redrawn!.id))!);
    await editMany(core, access, { ids: [plain!.id] }, { do: 'trash' });
    expect(await unproved()).toEqual({ names: ['Wifi'], total: 1 });
  });

  test('are told of a network too that was proved with another text than it has now, forth and back', async () => {
    const wifi = { ssid: 'Guests' };
    const input = { type: 'wifi', destination: undefined, content: wifi, name: 'Wifi' } as const;
    const { id } = await makeCode(core, access, input);
    const keepAs = async (content: typeof wifi & { tracked?: boolean }) => {
      await updateCode(core, access, id, { content });
      return (await unproved()).total;
    };
    await prove((await core.store.codes.find(access.workspace.id, id))!);
    expect(await keepAs(wifi)).toBe(0);
    expect(await keepAs({ ...wifi, tracked: true })).toBe(1);
    await prove((await core.store.codes.find(access.workspace.id, id))!);
    expect(await keepAs({ ...wifi, tracked: true })).toBe(0);
    expect(await keepAs(wifi)).toBe(1);
  });

  test('are named five at most, and all counted', async () => {
    for (let n = 0; n < 7; n += 1) await makeCode(core, access);
    const found = await unproved();
    expect([found.names.length, found.total]).toEqual([5, 7]);
  });
});

test('a zone that nobody knows is refused by its name', async () => {
  await expect(askOverview(core, access, 'Mars/Olympus')).rejects.toMatchObject({
    ...{ code: 'validation_error', details: [{ path: 'tz' }] },
  });
});
