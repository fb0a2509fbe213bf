import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryPacks, type StoredHit } from '../../../../test/support/memory-packs.ts';
import {
  anyLimits,
  claimed,
  expectExact,
  firstDay,
  hitAt,
  holder,
  packsOf,
  someHits,
  tightLimits,
} from '../../../../test/support/naive-packs.ts';
import { dayOfId, dayOfTime, firstDayOfMonth } from '../month.ts';
import { encodePack } from '../pack/writer.ts';
import { LeaseLost, type PackWrite, packParts } from '../port.ts';
import { countMonths } from './months.ts';
import { repackLate, sealUpTo } from './seal.ts';

/** Stores hits right before a write, behind the snapshot that it was made from. */
class BusyPacks extends MemoryPacks {
  arriving: StoredHit[][] = [];

  override async write(by: string, write: PackWrite): Promise<void> {
    this.storeHits(this.arriving.shift() ?? []);
    await super.write(by, write);
  }
}

/** Loses the claim at a write, before or after it is made. */
class FailingPacks extends MemoryPacks {
  writesLeft = Number.POSITIVE_INFINITY;
  failsAfter = false;

  override async write(by: string, write: PackWrite): Promise<void> {
    this.writesLeft -= 1;
    if (this.writesLeft < 0 && !this.failsAfter) throw new LeaseLost();
    await super.write(by, write);
    if (this.writesLeft < 0) throw new LeaseLost();
  }
}

const days = 6;
const endDay = firstDay + days;

describe('sealed packs are what a count of all hits in one go is', () => {
  test('day by day, over the end of a month, with hits that come before and behind', async () => {
    const steps = fc.array(fc.tuple(someHits(days), fc.nat(days)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, anyLimits, async (each, limits) => {
        const store = await claimed(new MemoryPacks());
        for (const [hits, day] of each) {
          store.storeHits(hits);
          const before = store.state.sealedDay;
          await sealUpTo(store, holder, firstDay + day, {}, limits);
          expect(store.state.sealedDay).toBe(Math.max(before, firstDay + day));
          await repackLate(store, holder, {}, limits);
          expectExact(store);
        }
      }),
    );
  });

  test('with hits that are stored between the snapshot and the write', async () => {
    const arriving = fc.array(someHits(days), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(someHits(days), arriving, anyLimits, async (hits, later, limits) => {
        const store = await claimed(new BusyPacks());
        store.storeHits(hits);
        store.arriving = later;
        await sealUpTo(store, holder, endDay, {}, limits);
        while (store.late.length > 0) await repackLate(store, holder, {}, limits);
        expectExact(store);
      }),
    );
  });

  test('when the run dies at any write, more hits come, and the next one is for a later day', async () => {
    const deaths = fc.array(fc.tuple(fc.nat(4), fc.boolean(), someHits(days)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(someHits(days), deaths, anyLimits, async (hits, each, limits) => {
        const store = await claimed(new FailingPacks());
        store.storeHits(hits);
        let day = firstDay + 2;
        for (const [writes, failsAfter, more] of each) {
          Object.assign(store, { writesLeft: writes, failsAfter });
          await sealUpTo(store, holder, day, {}, limits)
            .then(() => repackLate(store, holder, {}, limits))
            .catch((error) => expect(error).toBeInstanceOf(LeaseLost));
          store.storeHits(more);
          day += 1;
        }
        store.writesLeft = Number.POSITIVE_INFINITY;
        await sealUpTo(store, holder, endDay, {}, limits);
        await repackLate(store, holder, {}, limits);
        expectExact(store);
      }),
      { numRuns: 200 },
    );
  });

  test('when it is stopped after any write', async () => {
    await fc.assert(
      fc.asyncProperty(someHits(days), fc.nat(6), async (hits, writes) => {
        const store = await claimed(new MemoryPacks());
        store.storeHits(hits);
        const isStopped = () => store.writes.length >= writes;
        await sealUpTo(store, holder, endDay, { isStopped }, tightLimits);
        expect(store.writes.length).toBeLessThanOrEqual(writes);
        // Packs are said to be whole only when they are.
        const { sealedDay } = store.state;
        const sealed = store.allPacks().filter(({ month }) => firstDayOfMonth(month) < sealedDay);
        expect(sealed).toEqual(packsOf(store.allHits(), sealedDay));
        await sealUpTo(store, holder, endDay, {}, tightLimits);
        expectExact(store);
      }),
    );
  });
});

/** A write for each pack. */
const stepByStep = { ...tightLimits, roundBytes: 1_000_000 };

test('a long history is sealed month by month, and months before its first hit cost nothing', async () => {
  const store = await claimed(new MemoryPacks());
  const startOf = (month: number) => dayOfTime(Date.UTC(2025, month, 1));
  const days = [startOf(12) + 3, startOf(12) + 9, startOf(13), startOf(17) - 1, startOf(17) + 5];
  store.storeHits([4, 3, 2, 1].flatMap((code) => days.slice(code % 3).map((day) => hitAt(code, day, 10))));
  const steps: [sealedDay: number, packs: number][] = [];
  const setSealed = store.setSealed.bind(store);
  store.setSealed = async (by, day) => {
    steps.push([day, store.allPacks().length]);
    expect(store.state.closedDay).toBe(day);
    await setSealed(by, day);
    expectExact(store);
  };
  await sealUpTo(store, holder, startOf(17) + 2);
  expect(steps).toEqual([
    [startOf(13), 3],
    [startOf(14), 7],
    [startOf(17), 11],
    [startOf(17) + 2, 11],
  ]);
  expect(await sealUpTo(store, holder, startOf(17) + 2)).toMatchObject({ packs: 0 });
});

test('a run that was interrupted is ended for its own day, before a further one begins', async () => {
  const store = await claimed(new MemoryPacks());
  store.storeHits([1, 2, 3].map((code) => hitAt(code, firstDay, 10)));
  await sealUpTo(store, holder, firstDay + 1, { isStopped: () => store.writes.length > 0 }, stepByStep);
  expect(store.state).toMatchObject({ sealedDay: 0, targetDay: firstDay + 1, afterCode: 1 });
  store.storeHits([hitAt(2, firstDay + 1, 10)]);
  await sealUpTo(store, holder, firstDay + 2, {}, stepByStep);
  expect(store.writes.map(({ progress }) => progress)).toEqual([
    { targetDay: firstDay + 1, afterCode: 1 },
    { targetDay: firstDay + 1, afterCode: 2 },
    { targetDay: firstDay + 1, afterCode: 3 },
    { targetDay: firstDay + 2, afterCode: 2 },
  ]);
  expect(store.state).toMatchObject({ sealedDay: firstDay + 2, targetDay: 0, afterCode: 0 });
  expectExact(store);
});

test('a day that was sealed before is not touched, whatever became of its rows', async () => {
  const store = await claimed(new MemoryPacks());
  const early = [hitAt(1, firstDay, 10), hitAt(1, firstDay, 20)];
  store.storeHits(early);
  await sealUpTo(store, holder, firstDay + 1);
  store.pruneSome(1, 0, endDay);
  const late = [hitAt(1, firstDay + 1, 30)];
  store.storeHits(late);
  await sealUpTo(store, holder, firstDay + 2);
  const [pack] = packsOf([...early, ...late], endDay);
  expect(store.allPacks()).toEqual([{ ...pack, erasedDays: 1 << 29 }]);
});

test('a late hit of a day that is being sealed is settled with its pack, and none of a later day', async () => {
  const store = await claimed(new MemoryPacks());
  await store.closeDays(holder, firstDay + 2);
  store.storeHits([hitAt(1, firstDay, 10), hitAt(1, firstDay + 1, 10)]);
  await sealUpTo(store, holder, firstDay + 1);
  expect(store.late.map(({ id }) => dayOfId(id))).toEqual([firstDay + 1]);
  expect(store.writes.flatMap(({ settled }) => settled)).toHaveLength(1);
});

test('every write stays small, and says with its packs how far the run came', async () => {
  const store = await claimed(new MemoryPacks(undefined, 500));
  const codes = Array.from({ length: 150 }, (_, at) => at + 1);
  store.storeHits(codes.flatMap((code) => [hitAt(code, firstDay, 5), hitAt(code, firstDay + 3, 5)]));
  store.storeHits(
    Array.from({ length: 3_000 }, (_, at) =>
      hitAt(70, firstDay, at % 1440, { geo: at * 1_000_003, ua: at * 1_009, visitor: at }),
    ),
  );
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  let codesDone = 0;
  const onProgress = (done: number) => {
    codesDone = done;
  };
  const { hits, packs } = await sealUpTo(
    store,
    holder,
    endDay,
    { pause, onProgress },
    { ...tightLimits, writePacks: 50, writeBytes: 20_000, roundCodes: 64, roundBytes: 40_000 },
  );
  expect({ hits, packs, codesDone }).toEqual({ hits: 3_300, packs: 300, codesDone: 300 });
  expect(pauses).toBe(store.writes.length);
  for (const { packs: written, progress } of store.writes) {
    const bytes = written.reduce(
      (sum, pack) => sum + packParts.reduce((all, part) => all + pack[part].length, 0),
      0,
    );
    expect(written.length === 1 || (written.length <= 50 && bytes <= 20_000)).toBe(true);
    const last = written.at(-1);
    const targetDay = last!.month === 12 ? firstDayOfMonth(13) : endDay;
    expect(progress).toEqual({ targetDay, afterCode: last!.code });
  }
  expectExact(store);
});

test('without the claim nothing is sealed', async () => {
  const store = await claimed(new MemoryPacks());
  store.storeHits([hitAt(1, firstDay, 10)]);
  await expect(sealUpTo(store, 'another', endDay)).rejects.toBeInstanceOf(LeaseLost);
  expect(store.state.closedDay).toBe(0);
});

test('agents are noted with the last day on which they were seen, before their hits are in packs', async () => {
  const store = await claimed(new FailingPacks());
  store.storeHits([
    hitAt(1, firstDay, 10, { ua: 7 }),
    hitAt(2, firstDay + 1, 10, { ua: 7 }),
    hitAt(2, firstDay, 10, { ua: 8 }),
    hitAt(2, endDay, 10, { ua: 9 }),
  ]);
  store.writesLeft = 0;
  await expect(sealUpTo(store, holder, endDay)).rejects.toBeInstanceOf(LeaseLost);
  expect([...store.agentDays]).toEqual([
    [7, firstDay + 1],
    [8, firstDay],
  ]);
});

test('a day of a busy code is counted whole, however small the steps', async () => {
  const store = new MemoryPacks(undefined, 3);
  const hits = Array.from({ length: 60 }, (_, at) =>
    hitAt(1, firstDay + Math.floor(at / 20), at * 9, { visitor: at % 4 }),
  );
  store.storeHits(hits);
  const counted = await store.read((snapshot) =>
    allOf(countMonths(snapshot.rows([1], 0, 2 ** 53), () => true, null, 1)),
  );
  expect(counted.map(({ contents }) => encodePack(contents))).toEqual(
    packsOf(hits, endDay).map(({ marginals, hours, detail }) => ({ marginals, hours, detail })),
  );
});

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
