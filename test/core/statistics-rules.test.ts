import { describe, expect, test } from 'vitest';
import type { HitFacts } from '../../src/core/scans/hit.ts';
import { createStatistics, type StatLimits } from '../../src/core/stats/answer/answer.ts';
import type { StatReads, StatSnapshot } from '../../src/core/stats/port.ts';
import type { StatQuestion } from '../../src/core/stats/question.ts';
import { naiveAnswer } from '../support/naive-count.ts';
import { History, type PlannedHit } from './statistics-history.ts';

const dayMs = 86_400_000;
const at = (text: string) => Date.parse(text.length === 10 ? text : `${text}Z`);
const dayOf = (text: string) => Math.floor(at(text) / dayMs);

function hit(text: string, rest: Partial<Omit<PlannedHit, 'facts'>> & Partial<HitFacts> = {}): PlannedHit {
  const {
    kind = 'human',
    outcome = 'answered',
    repeat = false,
    reason = 'none',
    network = 'none',
    ...told
  } = rest;
  const facts = { kind, outcome, repeat, reason, network };
  return { code: 1, geo: 0, ua: 1, ref: 0, visitor: 1, ms: at(text), facts, ...told };
}

function ask(since: string, until: string, rest: Partial<StatQuestion> = {}): StatQuestion {
  return {
    ...{ codes: [1, 2, 3], sinceMs: at(since), untilMs: at(until), zone: 'UTC', interval: null },
    ...{ metrics: ['scans', 'visitors'], by: [], split: null, filters: [], limit: 100, after: null },
    compare: false,
    ...rest,
  };
}

const refusal = (code: string, path: string, text: string) =>
  expect.objectContaining({
    code,
    details: [expect.objectContaining({ path, message: expect.stringContaining(text) })],
  });

describe('filters of one kind', () => {
  const countries = [1, 2, 1, 3, 0, 1];
  const sit = async () => {
    const history = new History({ rowsMax: 1 });
    history.store(countries.map((geo, n) => hit(`2026-03-0${n + 1}T08:0${n}`, { geo, ua: 1 + (n % 2) })));
    await history.seal(dayOf('2026-03-10'));
    return history;
  };
  const german = { filters: [{ dimension: 'country', values: ['DE'] }] } as const;
  const whole = (rest: Partial<StatQuestion>) =>
    ask('2026-02-01', '2026-04-01', { metrics: ['scans'], ...german, ...rest });

  test('are counted from packs, however many scans there were, in totals, in time and by what is of that kind', async () => {
    const history = await sit();
    const question = whole({ interval: 'day', by: ['city', 'weekday', 'code', 'kind'], compare: true });
    const answer = await history.statistics.answer(question);
    const naive = naiveAnswer(history.truth(), question);
    expect(answer.totals).toEqual(naive.totals);
    expect(answer.totals[0]).toBeGreaterThan(1);
    expect(answer.series).toEqual(naive.series);
    expect(answer.breakdowns.map(({ rows }) => rows.length)).toEqual(
      naive.breakdowns.map((rows) => rows.length),
    );
  });

  test('are there for days whose single scans are erased too', async () => {
    const history = await sit();
    const before = await history.statistics.answer(whole({ interval: 'day' }));
    history.prune(1, dayOf('2026-03-01'), dayOf('2026-03-09'), 10);
    expect(await history.statistics.answer(whole({ interval: 'day' }))).toEqual(before);
  });

  test('are counted scan by scan with visitors, with a filter of another kind, and by something of another', async () => {
    const history = await sit();
    const device = { dimension: 'device', values: ['mobile'] } as const;
    for (const rest of [
      { metrics: ['scans', 'visitors'] },
      { filters: [...german.filters, device] },
      { by: ['os'] },
    ] as const satisfies readonly Partial<StatQuestion>[])
      await expect(history.statistics.answer(whole(rest))).rejects.toEqual(
        refusal('too_broad', 'since', 'those of one kind (places, devices, referrers) may stay'),
      );
    // Of any kind where what is filtered by is none: the hours, and who asked.
    const hours = { filters: [{ dimension: 'hour', values: [8] }], by: ['country', 'os'] } as const;
    expect((await history.statistics.answer(whole(hours))).totals).toEqual([countries.length]);
  });
});

describe('what filters read of packs', () => {
  const ofKind = [{ dimension: 'kind', values: ['human'] }] as const;
  const ofCountry = [{ dimension: 'country', values: ['DE'] }] as const;
  const sit = async (limits: StatLimits = {}) => {
    const packs = new History();
    packs.store(['2026-02-02', '2026-03-02', '2026-04-02'].map((day) => hit(day, { geo: 1 })));
    await packs.seal(dayOf('2026-05-01'));
    const read: string[] = [];
    const reads: StatReads = {
      read: (work) =>
        packs.packs.read((snapshot) => {
          const watched = Object.create(snapshot) as StatSnapshot;
          watched.packs = (codes, from, to, parts) => {
            read.push(`${from}-${to} ${[...parts].sort().join()}`);
            return snapshot.packs(codes, from, to, parts);
          };
          return work(watched);
        }),
      close: async () => undefined,
    };
    return { statistics: createStatistics(reads, limits), read };
  };
  const ask3 = (rest: Partial<StatQuestion>) =>
    ask('2026-02-01', '2026-04-20', { metrics: ['scans'], filters: ofCountry, ...rest });

  test.each<[string, Partial<StatQuestion>, readonly string[]]>([
    ['a kind', { filters: ofKind }, ['13-14 marginals', '15-15 hours']],
    ['a kind, in time', { filters: ofKind, interval: 'day' }, ['13-15 hours']],
    [
      'a kind, in time and by place',
      { filters: ofKind, interval: 'day', by: ['city'] },
      ['13-14 hours,marginals', '15-15 detail,hours,marginals'],
    ],
    ['an hour', { filters: [{ dimension: 'hour', values: [0] }] }, ['13-15 hours']],
    ['a place', {}, ['13-14 marginals', '15-15 detail,hours,marginals']],
    ['a place, in time', { interval: 'day' }, ['13-15 detail,hours,marginals']],
  ])('is what they need, month by month: %s', async (_what, rest, parts) => {
    const { statistics, read } = await sit();
    expect((await statistics.answer(ask3(rest))).totals).toEqual([3]);
    expect(read).toEqual(parts);
  });

  test('has an end where it is about times, and none where it is not', async () => {
    const { statistics } = await sit({ detailBytesMax: 1 });
    await expect(statistics.answer(ask3({ interval: 'day' }))).rejects.toEqual(
      refusal('too_broad', 'since', 'choose a shorter range or fewer codes, or ask without filters'),
    );
    expect((await statistics.answer(ask3({ untilMs: at('2026-04-01') }))).totals).toEqual([2]);
    expect((await statistics.answer(ask3({ filters: ofKind, interval: 'day' }))).totals).toEqual([3]);
  });
});

describe('where packs and single hits meet', () => {
  test('a visitor on both sides of a quarter-hour that the range begins in counts once', async () => {
    const history = new History();
    history.store([hit('2026-03-02T10:03'), hit('2026-03-02T10:08'), hit('2026-03-02T17:00')]);
    await history.seal(dayOf('2026-03-05'));
    const { totals } = await history.statistics.answer(ask('2026-03-02T10:05', '2026-03-04'));
    expect(totals).toEqual([2, 1]);
  });

  test('the same at the end of the range', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00'), hit('2026-03-02T10:03'), hit('2026-03-02T10:08')]);
    await history.seal(dayOf('2026-03-05'));
    const { totals } = await history.statistics.answer(ask('2026-03-01', '2026-03-02T10:05'));
    expect(totals).toEqual([2, 1]);
  });

  test('days that an interrupted run of the sealer left in packs count once', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00'), hit('2026-03-04T08:00')]);
    await history.seal(dayOf('2026-03-03'));
    await history.seal(dayOf('2026-03-06'), 1);
    expect(history.packs.state.sealedDay).toBe(dayOf('2026-03-03'));
    expect(history.packs.state.targetDay).toBe(dayOf('2026-03-06'));
    const question = ask('2026-03-01', '2026-03-10', { metrics: ['scans'], by: ['country', 'code'] });
    const { totals, breakdowns } = await history.statistics.answer(question);
    expect(totals).toEqual([2]);
    expect(breakdowns.map(({ rows }) => rows.map(({ counts }) => counts))).toEqual([[[2]], [[2]]]);
  });

  test('remembered sums hold only as long as their month is the same', async () => {
    const history = new History({ rememberedCodesMin: 1 });
    const question = ask('2026-03-01', '2026-03-06', { by: ['code'] });
    history.store([hit('2026-03-02T08:00')]);
    await history.seal(dayOf('2026-03-06'));
    expect((await history.statistics.answer(question)).totals).toEqual([1, 1]);
    history.store([hit('2026-03-02T09:00'), hit('2026-03-03T09:00', { visitor: 2 })]);
    await history.repack();
    expect(history.packs.late).toEqual([]);
    const { totals, breakdowns } = await history.statistics.answer(question);
    expect(totals).toEqual([3, 2]);
    expect(breakdowns[0]?.rows[0]?.counts).toEqual([3, 2]);
  });

  test('an answer from remembered sums reads no packs, whole months or parts of them', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00'), hit('2026-03-20T08:00', { geo: 1 }), hit('2026-04-02T08:00')]);
    await history.seal(dayOf('2026-04-10'));
    let packsRead = 0;
    const counted: StatReads = {
      read: (work) =>
        history.packs.read((snapshot) => {
          const packs: typeof snapshot.packs = (...asked) => {
            packsRead += 1;
            return snapshot.packs(...asked);
          };
          return work({ ...snapshot, packs });
        }),
      close: async () => undefined,
    };
    const statistics = createStatistics(counted, { rememberedCodesMin: 1 });
    const questions = [
      ask('2026-03-10', '2026-04-10', { metrics: ['scans'], by: ['country'] }),
      ask('2026-03-10', '2026-04-10', { interval: 'day', by: ['hour', 'code'] }),
    ];
    const cold = await Promise.all(questions.map((question) => statistics.answer(question)));
    expect(packsRead).toBeGreaterThan(0);
    packsRead = 0;
    expect(await Promise.all(questions.map((question) => statistics.answer(question)))).toEqual(cold);
    expect(packsRead).toBe(0);
  });

  test('sums of one set of codes are never told of another', async () => {
    const history = new History({ rememberedCodesMin: 1 });
    history.store([
      hit('2026-03-02T08:00'),
      hit('2026-03-02T08:00', { code: 2 }),
      hit('2026-03-02', { code: 2 }),
    ]);
    await history.seal(dayOf('2026-03-06'));
    const scansOf = async (codes: readonly number[]) =>
      (await history.statistics.answer(ask('2026-03-01', '2026-03-06', { codes, metrics: ['scans'] })))
        .totals;
    expect(await scansOf([1])).toEqual([1]);
    expect(await scansOf([2])).toEqual([2]);
    expect(await scansOf([1, 2])).toEqual([3]);
    expect(await scansOf([1])).toEqual([1]);
  });
});

describe('what cannot be told is refused', () => {
  test('more single hits than may be read, by the packs before any is read and by the rows of open days', async () => {
    const history = new History({ rowsMax: 3 });
    history.store([hit('2026-03-02'), hit('2026-03-03'), hit('2026-03-04'), hit('2026-03-05')]);
    const filtered = ask('2026-03-01', '2026-03-10', { filters: [{ dimension: 'country', values: ['DE'] }] });
    const expected = refusal('too_broad', 'since', 'more than 3 single scans');
    await expect(history.statistics.answer(filtered)).rejects.toEqual(expected);
    await expect(history.statistics.answer(ask('2026-03-01', '2026-03-10'))).rejects.toEqual(expected);
    await history.seal(dayOf('2026-03-10'));
    await expect(history.statistics.answer(filtered)).rejects.toEqual(expected);
    await expect(
      history.statistics.answer(ask('2026-03-01', '2026-03-10', { by: ['country'] })),
    ).rejects.toEqual(expected);
    expect((await history.statistics.answer(ask('2026-03-01', '2026-03-10'))).totals).toEqual([4, 4]);
    const shorter = { ...filtered, sinceMs: at('2026-03-03') };
    expect((await history.statistics.answer(shorter)).totals).toEqual([0, 0]);
  });

  test('more rows than whoever wants all of them can take, those of a split one by one', async () => {
    const history = new History();
    history.store([
      hit('2026-03-02', { ua: 1, ref: 1 }),
      hit('2026-03-02', { ua: 2, ref: 1 }),
      hit('2026-03-02', { ua: 2, ref: 2 }),
    ]);
    const all = (wholeMax: number, rest: Partial<StatQuestion>) =>
      history.statistics.answer(
        ask('2026-03-01', '2026-03-10', { metrics: ['scans'], limit: wholeMax, wholeMax, ...rest }),
      );
    const split = { by: ['os'], split: 'referrer' } as const;
    await expect(all(1, { by: ['os'] })).rejects.toEqual(refusal('too_broad', 'by', 'more than 1 rows'));
    await expect(all(2, split)).rejects.toEqual(refusal('too_broad', 'by', 'more than 2 rows'));
    expect((await all(2, { by: ['os'] })).breakdowns[0]?.rows).toHaveLength(2);
    expect((await all(3, split)).breakdowns[0]?.rows.map(({ rows }) => rows?.length)).toEqual([2, 1]);
  });

  test('more than may be read of days that are late or not sealed yet: they soon will be, and who asks is told so', async () => {
    const history = new History({ rowsMax: 3 });
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
    history.store(days.map((day) => hit(day)));
    const soon = refusal('too_broad', 'since', 'brought up to date: ask again in some minutes');
    const whole = ask('2026-03-01', '2026-03-10');
    await expect(history.statistics.answer(whole)).rejects.toEqual(soon);
    await history.seal(dayOf('2026-03-10'));
    expect((await history.statistics.answer(whole)).totals).toEqual([4, 4]);
    history.store(days.map((day) => hit(day)));
    await expect(history.statistics.answer(whole)).rejects.toEqual(soon);
    const filtered = { ...whole, filters: [{ dimension: 'country', values: ['DE'] }] } as const;
    const narrow = refusal(
      'too_broad',
      'since',
      'choose a shorter range or fewer codes, or ask without split',
    );
    await expect(history.statistics.answer(filtered)).rejects.toEqual(narrow);
    await history.repack();
    expect((await history.statistics.answer(whole)).totals[0]).toBe(8);
  });

  test('too many sealed single hits are told from packs, before the first of them is read', async () => {
    const history = new History();
    history.store([hit('2026-03-02'), hit('2026-03-03'), hit('2026-03-04')]);
    await history.seal(dayOf('2026-03-10'));
    const rows = () => {
      throw new Error('a single hit was read');
    };
    const withoutRows: StatReads = {
      read: (work) => history.packs.read((snapshot) => work({ ...snapshot, rows })),
      close: async () => undefined,
    };
    const question = ask('2026-03-01', '2026-03-10', { by: ['country'] });
    await expect(createStatistics(withoutRows, { rowsMax: 2 }).answer(question)).rejects.toEqual(
      refusal('too_broad', 'since', 'more than 2 single scans'),
    );
    await expect(createStatistics(withoutRows, { rowsMax: 3 }).answer(question)).rejects.toThrow(
      'a single hit was read',
    );
  });

  test('single hits of erased days, with the day from which they are there', async () => {
    const history = new History();
    history.store(
      ['02', '03', '04'].flatMap((day) => [
        hit(`2026-03-${day}T08:00`, { geo: 1 }),
        hit(`2026-03-${day}T08:00`, { code: 2, geo: 1 }),
      ]),
    );
    await history.seal(dayOf('2026-03-10'));
    history.prune(1, dayOf('2026-03-01'), dayOf('2026-03-03'), 10);
    history.prune(2, dayOf('2026-03-01'), dayOf('2026-03-04'), 10);
    const filtered = ask('2026-03-01', '2026-03-10', { filters: [{ dimension: 'country', values: ['DE'] }] });
    const refused = (path: string, text: string) => refusal('validation_error', path, text);
    await expect(history.statistics.answer(filtered)).rejects.toEqual(
      refused('since', 'some single scans of 2026-03-03 (UTC) are erased: ask from 2026-03-04 on'),
    );
    expect((await history.statistics.answer({ ...filtered, sinceMs: at('2026-03-04') })).totals).toEqual([
      2, 2,
    ]);
    expect((await history.statistics.answer({ ...filtered, filters: [] })).totals).toEqual([6, 6]);
    // The day after the range is erased as well, so that it is no day to ask from.
    await expect(history.statistics.answer({ ...filtered, untilMs: at('2026-03-03') })).rejects.toEqual(
      refused('since', 'of 2026-03-02 (UTC) are erased: ask from 2026-03-04 on'),
    );
  });

  test('erased days of the time before, by the name of what asks for it', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00', { geo: 1 }), hit('2026-03-04T08:00', { geo: 1 })]);
    await history.seal(dayOf('2026-03-10'));
    history.prune(1, dayOf('2026-03-01'), dayOf('2026-03-03'), 10);
    const filtered = ask('2026-03-03', '2026-03-05', {
      ...{ filters: [{ dimension: 'country', values: ['DE'] }], compare: true },
    });
    await expect(history.statistics.answer(filtered)).rejects.toEqual(
      refusal('validation_error', 'compare', 'of 2026-03-02 (UTC), in the time before, are erased'),
    );
    const torn = { ...filtered, filters: [], sinceMs: at('2026-03-04T08:01'), untilMs: at('2026-03-06') };
    await expect(history.statistics.answer(torn)).rejects.toEqual(
      refusal('validation_error', 'compare', 'use times on a quarter of an hour'),
    );
    expect((await history.statistics.answer({ ...filtered, compare: false })).totals).toEqual([1, 1]);
  });

  test('an end within a quarter-hour of an erased day, by its name', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00')]);
    await history.seal(dayOf('2026-03-10'));
    history.prune(1, dayOf('2026-03-01'), dayOf('2026-03-03'), 10);
    const refused = (path: string) => refusal('validation_error', path, 'use a time on a quarter of an hour');
    await expect(history.statistics.answer(ask('2026-03-02T07:59', '2026-03-10'))).rejects.toEqual(
      refused('since'),
    );
    await expect(history.statistics.answer(ask('2026-03-01', '2026-03-02T08:01'))).rejects.toEqual(
      refused('until'),
    );
    expect((await history.statistics.answer(ask('2026-03-02T08:00', '2026-03-02T08:15'))).totals).toEqual([
      1, 1,
    ]);
  });

  test('a series of too many points, before anything is read', async () => {
    const question = ask('2025-01-01', '2026-01-01', { interval: 'hour' });
    await expect(new History().statistics.answer(question)).rejects.toEqual(
      refusal('validation_error', 'interval', 'choose a longer interval'),
    );
  });
});

describe('an answer without hits', () => {
  test('of an empty range, of no codes, and of times before any scan is made of zeros', async () => {
    const history = new History();
    history.store([hit('2026-03-02T08:00')]);
    await history.seal(dayOf('2026-03-10'));
    const shape = { interval: 'day', by: ['hour', 'country'], compare: true } as const;
    const empty = await history.statistics.answer(ask('2026-03-02', '2026-03-02', shape));
    expect(empty).toMatchObject({ totals: [0, 0], series: [], previous: { totals: [0, 0], series: [] } });
    expect(empty.breakdowns.map(({ rows }) => rows.length)).toEqual([24, 0]);
    const none = await history.statistics.answer(ask('2026-03-01', '2026-03-04', { ...shape, codes: [] }));
    expect(none.series?.map(({ counts }) => counts)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const early = await history.statistics.answer(ask('1969-12-30', '1970-01-02', shape));
    expect(early).toMatchObject({ totals: [0, 0], series: [{}, {}, {}] });
  });
});

describe('values', () => {
  test('hours and weekdays are all there whatever the limit, those without a count and those of a split as well', async () => {
    const history = new History();
    history.store([
      hit('2026-03-02T08:00'),
      hit('2026-03-02T08:30', { visitor: 2, geo: 1 }),
      hit('2026-03-03T09:00'),
    ]);
    await history.seal(dayOf('2026-03-10'));
    const question = ask('2026-03-01', '2026-03-10', { by: ['hour'], split: 'weekday', limit: 2 });
    const [byHour] = (await history.statistics.answer(question)).breakdowns;
    expect(byHour).toMatchObject({ total: 24, next: null });
    expect(byHour?.rows.map(({ value, counts }) => [value, counts]).slice(0, 3)).toEqual([
      [8, [2, 2]],
      [9, [1, 1]],
      [0, [0, 0]],
    ]);
    expect(byHour?.rows.map(({ rows }) => rows?.length)).toEqual(Array.from({ length: 24 }, () => 7));
    expect(byHour?.rows[0]?.rows?.map(({ value, counts }) => [value, counts]).slice(0, 2)).toEqual([
      [1, [2, 2]],
      [2, [0, 0]],
    ]);
    const countriesAtEight = async (limit: number) => {
      const byPlace = ask('2026-03-01', '2026-03-10', { by: ['hour'], split: 'country', limit });
      return (await history.statistics.answer(byPlace)).breakdowns[0]?.rows[0]?.rows;
    };
    expect(await countriesAtEight(2)).toHaveLength(2);
    expect(await countriesAtEight(1)).toHaveLength(1);
  });

  test('what is not known is null, and a filter finds it by null; a name alone finds a region of any country', async () => {
    const history = new History();
    const places = [0, 1, 3, 4];
    history.store(places.map((geo, n) => hit(`2026-03-02T0${n}:00`, { geo })));
    const range = ['2026-03-01', '2026-03-10'] as const;
    const rows = async (rest: Partial<StatQuestion>) =>
      (await history.statistics.answer(ask(...range, { metrics: ['scans'], by: ['region'], ...rest })))
        .breakdowns[0]?.rows;
    expect(await rows({ filters: [{ dimension: 'region', values: ['Hesse'] }] })).toEqual([
      { value: 'Hesse', country: 'DE', region: null, counts: [1] },
      { value: 'Hesse', country: 'US', region: null, counts: [1] },
    ]);
    expect(await rows({ filters: [{ dimension: 'region', values: [null] }] })).toEqual([
      { value: null, country: null, region: null, counts: [1] },
      { value: null, country: 'DE', region: null, counts: [1] },
    ]);
  });
});
