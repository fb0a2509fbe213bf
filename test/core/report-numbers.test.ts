import { expect, test } from 'vitest';
import { editMany } from '../../src/core/codes/bulk.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { createReport } from '../../src/core/reports/links.ts';
import { countReport } from '../../src/core/reports/numbers.ts';
import { askStatistics } from '../../src/core/stats/ask/ask.ts';
import { makeAccess, makeCode, openTestCore } from '../support/store.ts';
import { History, type PlannedHit } from './statistics-history.ts';

const dayMs = 86_400_000;
const dayOf = (text: string) => Math.floor(Date.parse(text) / dayMs);

/** A link to a code whose scans are those of a history, at a moment of it. */
async function sit(now: string, times: readonly string[], shownDays = 30) {
  const history = new History();
  const testCore = await openTestCore();
  const core = { ...testCore, statistics: history.statistics };
  core.clock.at = Date.parse(now);
  const access = await makeAccess(core);
  const { id, num } = await makeCode(core, access);
  const facts = {
    ...({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none', network: 'none' } as const),
  };
  const plain = { code: num, geo: 1, ua: 1, ref: 0, visitor: 1, facts } satisfies Partial<PlannedHit>;
  history.store(times.map((text) => ({ ...plain, ms: Date.parse(text) })));
  const input = { title: 'For the fair', set: { code: id }, days: shownDays, expiresAt: null };
  const { link } = await createReport(core, access, input);
  const count = (days: number, zone: string) => countReport(core, link, { days, zone });
  return { history, num, count };
}

test('a report is counted where single scans were erased, of its days and of those before', async () => {
  const times = ['2026-03-05T08:00Z', '2026-03-07T08:00Z', '2026-03-12T08:00Z', '2026-03-14T08:00Z'];
  const { history, num, count } = await sit('2026-03-14T10:07:31.123Z', times);
  await history.seal(dayOf('2026-03-14'));
  history.prune(num, dayOf('2026-03-01'), dayOf('2026-03-13'), 10);
  const { overall, shares, kinds } = await count(7, 'Asia/Kolkata');
  expect(overall.answer.totals).toEqual([2, 2, 2]);
  expect(overall.answer.previous?.totals).toEqual([2, 2, 2]);
  const countsOf = ({ answer }: typeof shares) =>
    answer.breakdowns.map(({ rows }) => rows.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0));
  expect([...countsOf(shares), ...countsOf(kinds)]).toEqual([2, 2, 2, 2, 2, 2]);
});

test('the days are those of the calendar where somebody looks, today being the last', async () => {
  // In Berlin 29 March has 23 hours, and it is the 30th there already.
  const times = ['2026-03-23T22:59:59Z', '2026-03-23T23:00Z', '2026-03-29T22:30:00Z'];
  const { count } = await sit('2026-03-29T22:31Z', times);
  const { answer } = (await count(7, 'Europe/Berlin')).overall;
  expect(new Date(answer.sinceMs).toISOString()).toBe('2026-03-23T23:00:00.000Z');
  expect(answer.series?.map(({ counts }) => counts[0])).toEqual([1, 0, 0, 0, 0, 0, 1]);
  expect((await count(7, 'UTC')).overall.answer.series?.map(({ counts }) => counts[0])).toEqual([
    ...[2, 0, 0, 0, 0, 0, 1],
  ]);
});

/** Of each range that may be chosen: what it is held against, or null where nothing is. */
async function befores(now: string, shownDays: number, zone: string) {
  const { count } = await sit(now, [], shownDays);
  const ranges = [7, 30, 90].filter((days) => days <= shownDays);
  const found = [];
  for (const days of ranges) found.push((await count(days, zone)).overall.answer.previous?.sinceMs ?? null);
  return found.map((ms) => ms && new Date(ms).toISOString());
}

test('nothing is held against days before the first that the link shows', async () => {
  // 1 May is the 14th of 14 days, and the first of 7 is 8 May.
  expect(await befores('2026-05-14T12:00Z', 14, 'UTC')).toEqual(['2026-05-01T00:00:00.000Z']);
  expect(await befores('2026-05-14T12:00Z', 13, 'UTC')).toEqual([null]);
  expect(await befores('2026-05-14T12:00Z', 90, 'UTC')).toEqual([
    ...['2026-05-01T00:00:00.000Z', '2026-03-16T00:00:00.000Z', null],
  ]);
});

test('a whole month is held against a longer one only where the link shows all of that', async () => {
  // In its last quarter of an hour the 30 days are April, and March has 31.
  const [now, zone] = ['2026-04-30T23:50Z', 'UTC'];
  expect((await befores(now, 60, zone))[1]).toBeNull();
  expect((await befores(now, 61, zone))[1]).toBe('2026-03-01T00:00:00.000Z');
});

test('a report counts what its owner sees of the same codes, those in the trash among them', async () => {
  const history = new History();
  const core = { ...(await openTestCore()), statistics: history.statistics };
  const now = core.clock.now();
  const access = await makeAccess(core);
  const { id: folderId } = await createFolder(core, access, { name: 'Hall' });
  const make = () => makeCode(core, access, { tags: ['hall'], folderId });
  const [kept, trashed, deleted] = [await make(), await make(), await make()];
  const facts = {
    kind: 'human',
    outcome: 'answered',
    repeat: false,
    reason: 'none',
    network: 'none',
  } as const;
  const plain = { geo: 1, ua: 1, ref: 0, facts };
  const hitsOf = (code: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ ...plain, code, visitor: n + 1, ms: now - (n + 1) * 60_000 }));
  history.store([...hitsOf(kept.num, 3), ...hitsOf(trashed.num, 5), ...hitsOf(deleted.num, 7)]);
  await editMany(core, access, { ids: [trashed.id] }, { do: 'trash' });
  await deleteCode(core, access, deleted.id);
  const sets = [
    [{}, {}, 8],
    [{ tag: 'hall' }, { tag: 'hall' }, 8],
    [{ folder: folderId }, { folderId }, 8],
    [{ code: trashed.id }, { codeId: trashed.id }, 5],
  ] as const;
  for (const [set, owners, scans] of sets) {
    const { link } = await createReport(core, access, { title: 'Hall', set, days: 7, expiresAt: null });
    const { overall } = await countReport(core, link, { days: 7, zone: 'UTC' });
    const { sinceMs, untilMs } = overall.answer;
    const { answer } = await askStatistics(core, access, owners, {
      ...{ since: { ms: sinceMs }, until: { ms: untilMs }, zone: 'UTC', metrics: ['scans'], interval: null },
      ...{ by: [], split: null, filters: {}, limit: 10, after: null, compare: false },
    });
    expect([overall.answer.totals[0], answer.totals[0]]).toEqual([scans, scans]);
  }
});
