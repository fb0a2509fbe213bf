import { expect, test } from 'vitest';
import { createReport } from '../../src/core/reports/links.ts';
import { countReport } from '../../src/core/reports/numbers.ts';
import { makeAccess, makeCode, openTestCore } from '../support/store.ts';
import { History, type PlannedHit } from './statistics-history.ts';

const dayMs = 86_400_000;
const dayOf = (text: string) => Math.floor(Date.parse(text) / dayMs);

/** A link to a code whose scans are those of a history, at a moment of it. */
async function sit(now: string, times: readonly string[]) {
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
  const input = { title: 'For the fair', set: { code: id }, days: 30, expiresAt: null };
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
