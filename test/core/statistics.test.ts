import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { kinds, networks, outcomes, reasons } from '../../src/core/scans/hit.ts';
import {
  type Breakdown,
  type BreakdownPlace,
  type BreakdownRow,
  dimensions,
  intervals,
  metrics,
  type StatAnswer,
  type StatFilter,
  type StatQuestion,
} from '../../src/core/stats/question.ts';
import { isOfTime, type NaiveRow, naiveAnswer, naiveMidnight } from '../support/naive-count.ts';
import { History, kindOf, names, type PlannedHit } from './statistics-history.ts';

const dayMs = 86_400_000;
const quarterMs = 900_000;
const zones = [
  'UTC',
  'Asia/Kolkata',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Chatham',
] as const;
const spanDays = 14;
/** Two weeks each with changes of clocks and the end of a UTC month. */
const firstDays = ['2026-03-25', '2025-10-23', '2026-02-25', '2025-09-25'].map(
  (date) => Date.parse(date) / dayMs,
);

const codes = fc.integer({ min: 1, max: 4 });
const numbersIn = (map: ReadonlyMap<number, unknown>, other: number) => fc.constantFrom(...map.keys(), other);
const factsOfScan = { kind: 'human', outcome: 'answered', repeat: false, reason: 'none' } as const;
const facts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...networks).map((network) => ({ ...factsOfScan, network })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(...kinds),
      outcome: fc.constantFrom(...outcomes),
      repeat: fc.boolean(),
      reason: fc.constantFrom(...reasons),
      network: fc.constantFrom(...networks),
    }),
  },
);

/** Times on boundaries, just before them, and anywhere; hours of few days, so that visitors come again. */
const times = (firstDay: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: spanDays * 96 - 1 }), fc.constantFrom(0, 0, 1, quarterMs - 1, 400_000))
    .map(([quarter, restMs]) => firstDay * dayMs + quarter * quarterMs + restMs);

const hits = (firstDay: number) =>
  fc.record<PlannedHit>({
    code: codes,
    ms: times(firstDay),
    geo: numbersIn(names.places, 99),
    ua: numbersIn(names.agents, 0),
    ref: numbersIn(names.referrers, 2 ** 22),
    visitor: fc.constantFrom(1, 2, 2 ** 46),
    facts,
  });

/** Somebody who comes again and again within some hours of one code. */
const bursts = (firstDay: number) =>
  fc
    .tuple(hits(firstDay), fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 8 }))
    .map(([hit, quarters]): PlannedHit[] =>
      quarters.map((quarter) => ({
        ...hit,
        ms: hit.ms + quarter * quarterMs,
        facts: { ...factsOfScan, network: 'none' },
      })),
    );

const manyHits = (firstDay: number) =>
  fc
    .tuple(fc.array(hits(firstDay), { maxLength: 40 }), fc.array(bursts(firstDay), { maxLength: 4 }))
    .map(([single, groups]) => [...single, ...groups.flat()]);

const filterValues: Readonly<Record<string, readonly (string | number | null)[]>> = {
  ...{ country: ['DE', 'US', null, 'FR'], region: ['Hesse', null, 'Ohio'], city: ['Frankfurt', null] },
  ...{ device: ['mobile', null], os: ['iOS', 'Unknown'], browser: ['Chrome', null] },
  ...{
    referrer: [null, 'example.com'],
    hour: [0, 1, 2, 12, 23],
    weekday: [1, 6, 7],
    week_hour: [0, 1, 2, 12, 167],
    code: [1, 2, 9],
  },
  ...{ kind: ['human', 'bot'], reason: ['none', 'expired'], network: ['none', 'hosting'] },
};

const filters: fc.Arbitrary<StatFilter> = fc
  .constantFrom(...dimensions)
  .chain((dimension) =>
    fc
      .subarray([...(filterValues[dimension] ?? [])], { minLength: 1 })
      .map((values) => ({ dimension, values })),
  );

/** Ends of ranges: beginnings of days there, quarter-hours, any millisecond, and far from all hits. */
const ends = (firstDay: number, zone: string) =>
  fc.oneof(
    fc
      .integer({ min: -1, max: spanDays + 1 })
      .map((day) => naiveMidnight(new Date((firstDay + day) * dayMs).toISOString().slice(0, 10), zone)),
    fc
      .integer({ min: -96, max: (spanDays + 1) * 96 })
      .map((quarter) => firstDay * dayMs + quarter * quarterMs),
    times(firstDay),
    // Whole months are read in another way than parts of them.
    fc.constantFrom((firstDay - 30) * dayMs, (firstDay + 30) * dayMs),
  );

const questions = (firstDay: number): fc.Arbitrary<StatQuestion> =>
  fc.constantFrom(...zones).chain((zone) =>
    fc
      .record({
        codes: fc.subarray([1, 2, 3, 4, 7]),
        range: fc.tuple(ends(firstDay, zone), ends(firstDay, zone)).map((pair) => pair.sort((a, b) => a - b)),
        interval: fc.option(fc.constantFrom(...intervals)),
        metrics: fc.shuffledSubarray([...metrics], { minLength: 1 }),
        by: fc.oneof(
          fc.shuffledSubarray([...dimensions], { maxLength: 3 }),
          fc.shuffledSubarray(['hour', 'weekday', 'week_hour', 'code'] as const, { maxLength: 4 }),
        ),
        split: fc.option(fc.constantFrom(...dimensions), { freq: 4 }),
        filters: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          {
            weight: 2,
            arbitrary: fc.uniqueArray(filters, { maxLength: 2, selector: ({ dimension }) => dimension }),
          },
        ),
        compare: fc.boolean(),
      })
      .map(({ range, ...rest }) => ({
        ...rest,
        ...{ zone, sinceMs: range[0] as number, untilMs: range[1] as number, limit: 1_000, after: null },
      })),
  );

/** What packs answer by value without single hits, whole months and parts of them, with filters mostly: few random questions are such. */
const packedQuestions = (firstDay: number): fc.Arbitrary<StatQuestion> =>
  fc
    .tuple(
      questions(firstDay),
      fc.shuffledSubarray(
        metrics.filter((metric) => metric !== 'visitors'),
        { minLength: 1, maxLength: 3 },
      ),
      fc.shuffledSubarray([...dimensions], { minLength: 1, maxLength: 4 }),
      fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: spanDays - 3, max: spanDays + 1 })),
      fc.uniqueArray(filters, { maxLength: 2, selector: ({ dimension }) => dimension }),
    )
    .map(([question, counted, anyBy, [from, to], narrowed]) => {
      const kinds = narrowed.flatMap(({ dimension }) => kindOf(dimension) ?? []);
      const by = anyBy.filter((one) => kinds.length === 0 || [undefined, ...kinds].includes(kindOf(one)));
      const midnight = (day: number) =>
        naiveMidnight(new Date((firstDay + day) * dayMs).toISOString().slice(0, 10), question.zone);
      const range = { sinceMs: midnight(from), untilMs: midnight(to) };
      return { ...question, ...range, metrics: counted, by, split: null, filters: narrowed };
    });

type Step = (history: History, pool: readonly StatQuestion[]) => Promise<void> | void;

const steps = (firstDay: number): fc.Arbitrary<Step> => {
  const days = fc.integer({ min: firstDay, max: firstDay + spanDays });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: manyHits(firstDay).map(
        (all): Step =>
          (history) =>
            history.store(all),
      ),
    },
    {
      weight: 3,
      arbitrary: days.map(
        (day): Step =>
          (history) =>
            history.seal(day),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(days, fc.integer({ min: 1, max: 3 })).map(
        ([day, count]): Step =>
          (history) =>
            history.seal(day, count),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.nat().map(
        (place): Step =>
          (history, pool) =>
            history.repack(() => compare(history, pool[place % pool.length]!)),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(codes, days, fc.integer({ min: 1, max: 5 }), fc.constantFrom(2, 1_000)).map(
        ([code, day, count, limit]): Step =>
          (history) =>
            history.prune(code, day, day + count, limit),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.nat(), facts).map(
        ([place, other]): Step =>
          (history) =>
            history.reflag(place, other),
      ),
    },
    {
      weight: 7,
      arbitrary: fc.nat().map(
        (place): Step =>
          (history, pool) =>
            compare(history, pool[place % pool.length]!),
      ),
    },
  );
};

function sorted(rows: readonly (BreakdownRow | NaiveRow)[]): string[] {
  const texts = rows.map(({ rows: inner, ...row }) =>
    JSON.stringify([row.value, row.country, row.region, row.counts, inner && sorted(inner)]),
  );
  return texts.sort();
}

function isOrdered(rows: readonly BreakdownRow[]): boolean {
  return rows.every(({ counts }, n) => n === 0 || rows[n - 1]!.counts[0]! >= counts[0]!);
}

async function compare(history: History, question: StatQuestion): Promise<void> {
  const naive = naiveAnswer(history.truth(), question);
  let answer: StatAnswer;
  try {
    answer = await history.statistics.answer(question);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code, String(error)).toBe('validation_error');
    expect((error as AppError).message).toContain('are erased');
    expect(history.needsErased(question, naive.previous)).toBe(true);
    return;
  }
  expect(history.needsErased(question, naive.previous)).toBe(false);
  const { breakdowns, sealedUntilMs, ...periods } = answer;
  expect(periods).toEqual({ ...naive, breakdowns: undefined });
  expect(breakdowns.map(({ rows }) => sorted(rows))).toEqual(naive.breakdowns.map((rows) => sorted(rows)));
  expect(breakdowns.every(({ rows, total }) => isOrdered(rows) && rows.length === total)).toBe(true);
  expect(sealedUntilMs).toBe(history.packs.state.sealedDay * dayMs);
}

const histories = fc.constantFrom(...firstDays).chain((firstDay) =>
  fc.tuple(
    fc.constantFrom(1, 100),
    fc.array(steps(firstDay), { minLength: 8, maxLength: 30 }),
    // Few, so that each is asked again after something has changed.
    fc
      .tuple(fc.array(questions(firstDay), { minLength: 1, maxLength: 2 }), packedQuestions(firstDay))
      .map(([some, packed]) => [...some, packed]),
  ),
);
const runs = Number(process.env.QUIETZONE_STAT_RUNS ?? 150);

test('whatever was stored, sealed, late, erased or given other flags, every answer is that of a naive recount', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ([rememberedCodesMin, plan, pool]) => {
      const history = new History({ rememberedCodesMin });
      for (const step of plan) await step(history, pool);
      for (const question of pool) await compare(history, question);
    }),
    { numRuns: runs },
  );
}, 240_000);

test('paging through a breakdown gives each row once, in the order of one long page', async () => {
  const paged = fc.constantFrom(...firstDays).chain((firstDay) =>
    fc.tuple(
      manyHits(firstDay),
      questions(firstDay),
      // Those of time come on one page.
      fc.constantFrom(...dimensions.filter((one) => !isOfTime(one))),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: firstDay, max: firstDay + spanDays }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(paged, async ([all, asked, dimension, limit, sealedDay]) => {
      const history = new History();
      history.store(all);
      await history.seal(sealedDay);
      const question = { ...asked, by: [dimension], split: null };
      const whole = (await history.statistics.answer(question)).breakdowns[0]!;
      expect(whole.next).toBeNull();
      const rows: BreakdownRow[] = [];
      for (let after: BreakdownPlace | null = null, page: Breakdown; ; after = page.next) {
        page = (await history.statistics.answer({ ...question, limit, after })).breakdowns[0]!;
        rows.push(...page.rows);
        expect(page.total).toBe(whole.rows.length);
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        if (page.next === null) break;
      }
      expect(rows).toEqual(whole.rows);
    }),
    { numRuns: 60 },
  );
}, 120_000);
