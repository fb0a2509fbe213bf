import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classOfFlags, scanClass } from '../../scans/hit.ts';
import { firstScanIdAt } from '../../scans/id.ts';
import { daysInMonth, monthStartMs, quarterOfTime } from '../month.ts';
import { hitsOfContents, isEmptyContents, keepDays, mergeContents, PackBuilder } from './builder.ts';
import { decodePack } from './decoder.ts';
import { BrokenPack, type PackContents, quartersMax } from './pack.ts';
import { readHours, readValues } from './reader.ts';
import { readSlots, slotsMax } from './slots.ts';
import { encodePack } from './writer.ts';

interface Hit {
  readonly quarter: number;
  readonly flags: number;
  readonly geo: number;
  readonly ua: number;
  readonly ref: number;
  readonly visitor: number;
}

const month = 13;
const quarters = daysInMonth(month) * 96;
// Some crowd together, so that quarters are counted as well as listed, and visitors come again.
const hits = fc.record<Hit>({
  quarter: fc.oneof(fc.nat(quarters - 1), fc.integer({ min: 950, max: 962 })),
  flags: fc.constantFrom(0, 0, 0, 16 + 32, 1 + 96, 1024, 2 ** 14),
  geo: fc.oneof(fc.nat(5), fc.nat(100_000)),
  ua: fc.oneof(fc.nat(2), fc.nat(2 ** 31)),
  ref: fc.nat(3),
  visitor: fc.oneof(fc.nat(6), fc.integer({ min: 2 ** 47 - 4, max: 2 ** 47 - 1 })),
});
const manyHits = fc.oneof(
  fc.array(hits, { maxLength: 60 }),
  fc.array(hits, { minLength: 300, maxLength: 900, size: 'max' }),
);
const windows = fc.tuple(
  fc.integer({ min: -5, max: quarters + 5 }),
  fc.integer({ min: -5, max: quarters + 5 }),
);

function idOf(hit: Hit): number {
  return firstScanIdAt(monthStartMs(month) + hit.quarter * 900_000) + (hit.visitor % 4096);
}

function contentsOf(some: readonly Hit[]): PackContents {
  const builder = new PackBuilder(month);
  for (const hit of some) builder.add(idOf(hit), hit.flags, hit.geo, hit.ua, hit.ref, hit.visitor);
  return builder.contents();
}

function packOf(some: readonly Hit[]) {
  return { month, ...encodePack(contentsOf(some)) };
}

type Counts = Record<string, number>;

function raise(counts: Counts, key: string, by: number): void {
  counts[key] = (counts[key] ?? 0) + by;
}

/** Hits by flags, kind of value and value. */
function countValues(some: readonly Hit[]): Counts {
  const counts: Counts = {};
  for (const { flags, geo, ua, ref } of some)
    for (const key of ['all', `place ${geo}`, `agent ${ua}`, `referrer ${ref}`])
      raise(counts, `${flags} ${key}`, 1);
  return counts;
}

const kindNames = ['place', 'agent', 'referrer'] as const;

function valuesRead(pack: ReturnType<typeof packOf>, from: number, to: number): Counts {
  const counts: Counts = {};
  let now = -1;
  readValues(pack, from, to, {
    begin(flags, count) {
      expect(flags).toBeGreaterThan(now);
      now = flags;
      raise(counts, `${flags} all`, count);
      return true;
    },
    values(kind, ids, found, length) {
      for (let place = 0; place < length; place += 1) {
        expect(found[place]).toBeGreaterThan(0);
        raise(counts, `${now} ${kindNames[kind]} ${ids[place]}`, found[place]!);
      }
    },
  });
  return counts;
}

function hoursRead(pack: ReturnType<typeof packOf>, from: number, to: number) {
  const byQuarter: Counts = {};
  const groups: number[][] = [];
  readHours(pack, from, to, {
    hits: (flags, quarter, count) => raise(byQuarter, `${flags} ${quarter}`, count),
    revisits: (list, length) => groups.push([...list.subarray(0, length)]),
  });
  return { byQuarter, groups };
}

function visitsOf(some: readonly Hit[]): number[][] {
  const scans = some.filter(({ flags }) => classOfFlags(flags) === scanClass);
  const groups = Map.groupBy(scans, ({ quarter, visitor }) => `${Math.floor(quarter / 96)} ${visitor}`);
  return [...groups.values()].map((group) => group.map(({ quarter }) => quarter).sort((a, b) => a - b));
}

const within = (from: number, to: number) => (hit: Hit) => hit.quarter >= from && hit.quarter < to;
const sorted = (groups: readonly (readonly number[])[]) => groups.map((group) => group.join(' ')).sort();

describe('what is read from a pack is what a naive count says', () => {
  test('hits by place, agent and referrer, of the month and of any window', () => {
    fc.assert(
      fc.property(manyHits, windows, (some, [from, to]) => {
        const pack = packOf(some);
        expect(valuesRead(pack, from, to)).toEqual(countValues(some.filter(within(from, to))));
        const { marginals } = pack;
        const alone = { month, marginals, hours: new Uint8Array(), detail: new Uint8Array() };
        expect(valuesRead(alone, 0, Number.POSITIVE_INFINITY)).toEqual(countValues(some));
      }),
      { numRuns: 150 },
    );
  });

  test('hits by day by whatever clocks, in one pass', () => {
    fc.assert(
      fc.property(manyHits, fc.nat(95), (some, phase) => {
        const slotOf = Uint8Array.from({ length: quartersMax }, (_, at) => Math.floor((at - phase) / 96) + 1);
        const read: Counts[] = Array.from({ length: slotsMax }, () => ({}));
        let now = -1;
        readSlots(packOf(some), slotOf, {
          begin(flags, counts) {
            now = flags;
            for (const [slot, count] of counts.entries())
              if (count > 0) raise(read[slot]!, `${flags} all`, count);
            return true;
          },
          value: (kind, id, slot, count) => raise(read[slot]!, `${now} ${kindNames[kind]} ${id}`, count),
        });
        for (const [slot, counts] of read.entries())
          expect(counts).toEqual(countValues(some.filter(({ quarter }) => slotOf[quarter] === slot)));
      }),
      { numRuns: 150 },
    );
  });

  test('hits by quarter-hour, and the visitors who came again', () => {
    fc.assert(
      fc.property(manyHits, windows, (some, [from, to]) => {
        const expected: Counts = {};
        const inside = some.filter(within(from, to));
        for (const { flags, quarter } of inside) raise(expected, `${flags} ${quarter}`, 1);
        const { byQuarter, groups } = hoursRead(packOf(some), from, to);
        expect(byQuarter).toEqual(expected);
        expect(sorted(groups)).toEqual(sorted(visitsOf(inside).filter((group) => group.length > 1)));
      }),
      { numRuns: 150 },
    );
  });

  test('distinct visitors of any window are its scans less the further ones of each visitor', () => {
    fc.assert(
      fc.property(manyHits, windows, (some, [from, to]) => {
        const { byQuarter, groups } = hoursRead(packOf(some), from, to);
        const scans = Object.entries(byQuarter)
          .filter(([key]) => classOfFlags(Number(key.split(' ')[0])) === scanClass)
          .reduce((sum, [, count]) => sum + count, 0);
        const again = groups.reduce((sum, group) => sum + group.length - 1, 0);
        expect(scans - again).toBe(visitsOf(some.filter(within(from, to))).length);
      }),
      { numRuns: 150 },
    );
  });

  test('values of flags that nobody wants are passed over', () => {
    const some = [0, 16, 16, 1].map((flags, at) => ({
      quarter: at * 700,
      flags,
      geo: at,
      ua: at,
      ref: 1,
      visitor: at,
    }));
    const places: number[] = [];
    for (const to of [Number.POSITIVE_INFINITY, 2_000])
      readValues(packOf(some), 0, to, {
        begin: (flags) => flags === 16,
        values: (kind, ids, _hits, length) => kind === 0 && places.push(...ids.subarray(0, length)),
      });
    expect(places).toEqual([1, 2, 1, 2]);
  });
});

describe('contents', () => {
  test('come back from their bytes, and equal ones give equal bytes in whatever order hits came', () => {
    fc.assert(
      fc.property(manyHits, fc.infiniteStream(fc.nat()), (some, dice) => {
        const pack = packOf(some);
        expect({ month, ...encodePack(decodePack(pack)) }).toEqual(pack);
        const shuffled = some.map((hit) => [dice.next().value, hit] as const).sort(([a], [b]) => a - b);
        expect(packOf(shuffled.map(([, hit]) => hit))).toEqual(pack);
      }),
      { numRuns: 150 },
    );
  });

  test('of parts add up to those of the whole, when no visitor of a day is in both', () => {
    fc.assert(
      fc.property(manyHits, manyHits, (some, others) => {
        const strangers = others.map((hit) => ({ ...hit, visitor: hit.visitor + 2 ** 47 }));
        const merged = mergeContents(contentsOf(some), decodePack(packOf(strangers)));
        expect(encodePack(merged)).toEqual(encodePack(contentsOf([...some, ...strangers])));
        expect(hitsOfContents(merged)).toBe(some.length + others.length);
      }),
      { numRuns: 100 },
    );
  });

  test('of some days are those of their hits, and parting days loses nothing', () => {
    fc.assert(
      fc.property(manyHits, fc.uniqueArray(fc.nat(30)), (some, days) => {
        const isKept = (day: number) => days.includes(day);
        const whole = contentsOf(some);
        const kept = keepDays(whole, isKept);
        const expected = contentsOf(some.filter(({ quarter }) => isKept(Math.floor(quarter / 96))));
        expect(encodePack(kept)).toEqual(encodePack(expected));
        expect(isEmptyContents(kept)).toBe(hitsOfContents(expected) === 0);
        const rest = keepDays(whole, (day) => !isKept(day));
        expect(encodePack(mergeContents(rest, kept))).toEqual(encodePack(whole));
      }),
      { numRuns: 100 },
    );
  });

  test('hold one month alone', () => {
    const builder = new PackBuilder(month);
    for (const at of [monthStartMs(month) - 1, monthStartMs(month + 1)])
      expect(() => builder.add(firstScanIdAt(at), 0, 1, 1, 1, 1)).toThrow(RangeError);
    expect(() => mergeContents(contentsOf([]), new PackBuilder(month + 1).contents())).toThrow(RangeError);
    expect(quarterOfTime(monthStartMs(month + 1) - 1, monthStartMs(month))).toBe(quarters - 1);
  });
});

test('a busy month takes few bytes for each hit', () => {
  const busy = Array.from({ length: 50_000 }, (_, at) => {
    const quarter = (at * 7_919) % quarters;
    return { quarter, flags: 0, geo: (at * 31) % 40, ua: (at * 17) % 60, ref: at % 5, visitor: at };
  });
  const { marginals, hours, detail } = packOf(busy);
  expect((marginals.length + hours.length + detail.length) / busy.length).toBeLessThan(3);
  expect(marginals.length).toBeLessThan(500);
});

describe('a broken pack is refused', () => {
  const readEverything = (pack: ReturnType<typeof packOf>) => {
    valuesRead(pack, 0, Number.POSITIVE_INFINITY);
    valuesRead(pack, 100, 960);
    hoursRead(pack, 0, quarters);
    return decodePack(pack);
  };

  test('when it is cut anywhere, in any of its parts', () => {
    fc.assert(
      fc.property(
        fc.array(hits, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('marginals' as const, 'hours' as const, 'detail' as const),
        fc.nat(),
        (some, part, at) => {
          const pack = packOf(some);
          const cut = pack[part].subarray(0, at % pack[part].length);
          expect(() => readEverything({ ...pack, [part]: cut })).toThrow(BrokenPack);
        },
      ),
    );
  });

  test('when it is of a later format, or something is behind its end', () => {
    const pack = packOf([{ quarter: 5, flags: 0, geo: 1, ua: 1, ref: 1, visitor: 1 }]);
    for (const part of ['marginals', 'hours', 'detail'] as const) {
      const later = Uint8Array.from(pack[part], (byte, at) => (at === 0 ? 2 : byte));
      expect(() => decodePack({ ...pack, [part]: later })).toThrow(BrokenPack);
      expect(() => decodePack({ ...pack, [part]: Uint8Array.of(...pack[part], 0) })).toThrow(BrokenPack);
    }
  });

  test('or read as some other pack, and never for long, when bytes of it are overwritten', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(hits, { minLength: 1, maxLength: 60 }), changes, (some, overwritten) => {
        const pack = packOf(some);
        const parts = [pack.marginals, pack.hours, pack.detail];
        for (const [at, byte] of overwritten) {
          const part = parts[at % 3]!;
          part[Math.floor(at / 3) % part.length] = byte;
        }
        try {
          hitsOfContents(decodePack(pack));
          readHours(pack, 0, quarters, { hits: () => undefined, revisits: () => undefined });
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenPack);
        }
        // What was read before is not mixed into what is read next.
        const sound = packOf(some);
        expect({ month, ...encodePack(decodePack(sound)) }).toEqual(sound);
      }),
      { numRuns: 500 },
    );
  });
});
