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
import { dayOfId } from '../month.ts';
import { BrokenPack } from '../pack/pack.ts';
import type { Pack } from '../port.ts';
import { rebuildPacks, repackLate, sealUpTo, verifyPacks } from './seal.ts';

const days = 6;
const endDay = firstDay + days;
const first = () => 0;
const all = { sample: 'all', choose: first } as const;

async function sealedStore(hits: readonly StoredHit[], day = endDay): Promise<MemoryPacks> {
  const store = await claimed(new MemoryPacks());
  store.storeHits(hits);
  await sealUpTo(store, holder, day);
  return store;
}

/** With its last byte changed: another pack, or none that can be read. */
function spoil(pack: Pack, part: 'marginals' | 'hours' | 'detail'): Pack {
  const bytes = pack[part].slice();
  bytes[bytes.length - 1] = (bytes.at(-1)! + 1) % 128;
  return { ...pack, [part]: bytes };
}

/** The packs as if no single hit had ever been erased. */
function withoutErased(store: MemoryPacks): Pack[] {
  return store.allPacks().map((pack) => ({ ...pack, erasedDays: 0 }));
}

describe('late hits', () => {
  test('of a day with erased hits are added to its pack, and their rows go', async () => {
    const store = await sealedStore([
      hitAt(1, firstDay, 10),
      hitAt(1, firstDay, 20),
      hitAt(1, firstDay + 1, 5),
    ]);
    const before = store.allHits();
    expect(store.pruneSome(1, firstDay, firstDay + 1, 1)).toBe(1);
    const late = [hitAt(1, firstDay, 40, { visitor: 2 }), hitAt(1, firstDay, 50, { visitor: 2 })];
    store.storeHits([...late, hitAt(1, firstDay + 1, 6, { visitor: 2 })]);
    expect(await repackLate(store, holder)).toEqual({ hits: 4, packs: 1 });
    expect(store.late).toEqual([]);
    expect(store.allHits().map(({ id }) => id)).not.toContain(late[0]!.id);
    const ever = [...before, ...late, hitAt(1, firstDay + 1, 6, { visitor: 2 })];
    expect(withoutErased(store)).toEqual(packsOf(ever, endDay));
    expect(store.allPacks()[0]?.erasedDays).toBe(1 << 29);
  });

  test('are in the packs once, however days are erased in between', async () => {
    const erasures = fc.array(fc.tuple(fc.nat(5), fc.nat(days), fc.nat(6), someHits(days)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(someHits(days), erasures, anyLimits, async (hits, each, limits) => {
        const store = await sealedStore(hits.map((hit, at) => ({ ...hit, visitor: at })));
        const ever = new Map(store.allHits().map((hit) => [`${hit.code} ${hit.id}`, hit]));
        let visitor = 1_000;
        for (const [code, day, limit, more] of each) {
          store.pruneSome(code, 0, firstDay + day, limit);
          // Visitors are all different: in a day with erased hits nobody could tell who came again.
          for (const hit of more) {
            const late = { ...hit, visitor: visitor++ };
            if (ever.has(`${hit.code} ${hit.id}`)) continue;
            ever.set(`${hit.code} ${hit.id}`, late);
            store.storeHits([late]);
          }
          if (limit % 2 === 0) await repackLate(store, holder, {}, limits);
        }
        await repackLate(store, holder, {}, limits);
        expect(store.late).toEqual([]);
        expect(withoutErased(store)).toEqual(packsOf([...ever.values()], endDay));
        expect(await rebuildPacks(store, holder, {}, limits)).toMatchObject({ changed: 0 });
        expect((await verifyPacks(store, all)).wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('of one month, however many, are settled in small writes; those of erased days with the pack', async () => {
    const store = await sealedStore([hitAt(1, firstDay, 10), hitAt(1, firstDay + 1, 10)]);
    store.pruneSome(1, firstDay, firstDay + 1);
    const many = Array.from({ length: 30 }, (_, at) => hitAt(1, firstDay + (at % 6 === 0 ? 0 : 1), 20 + at));
    store.storeHits(many);
    const { packs } = await repackLate(store, holder, {}, { ...tightLimits, writeSettled: 10 });
    const writes = store.writes.slice(1);
    expect(packs).toBe(1);
    expect(writes.map((write) => write.packs.length)).toEqual([1, 0, 0]);
    expect(writes.map((write) => write.folded.length)).toEqual([5, 0, 0]);
    expect(writes.map((write) => write.settled.length)).toEqual([10, 10, 10]);
    expect(store.late).toEqual([]);
    expect(await rebuildPacks(store, holder)).toMatchObject({ changed: 0 });
  });

  test('are in the packs once, wherever a run is stopped and whatever is erased or comes then', async () => {
    const stops = fc.array(fc.tuple(fc.nat(3), fc.nat(5), fc.nat(days), someHits(days)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(someHits(days), stops, async (hits, each) => {
        const store = await sealedStore(hits.map((hit, at) => ({ ...hit, visitor: at })));
        const ever = new Map(store.allHits().map((hit) => [`${hit.code} ${hit.id}`, hit]));
        let visitor = 1_000;
        for (const [writes, code, day, more] of each) {
          for (const hit of more) {
            const late = { ...hit, visitor: visitor++ };
            if (ever.has(`${hit.code} ${hit.id}`)) continue;
            ever.set(`${hit.code} ${hit.id}`, late);
            store.storeHits([late]);
          }
          const end = store.writes.length + writes;
          await repackLate(store, holder, { isStopped: () => store.writes.length >= end }, tightLimits);
          store.pruneSome(code, 0, firstDay + day);
        }
        await repackLate(store, holder, {}, tightLimits);
        expect(store.late).toEqual([]);
        expect(withoutErased(store)).toEqual(packsOf([...ever.values()], endDay));
      }),
      { numRuns: 200 },
    );
  });

  test('of a day that is not sealed yet wait for it', async () => {
    const store = await sealedStore([hitAt(1, firstDay, 10)], firstDay + 1);
    await store.closeDays(holder, firstDay + 2);
    store.storeHits([hitAt(1, firstDay + 1, 10)]);
    await repackLate(store, holder);
    expect(store.late).toHaveLength(1);
    await sealUpTo(store, holder, firstDay + 2);
    expectExact(store);
  });

  test('that were noted for other flags make their day anew', async () => {
    const hits = [hitAt(1, firstDay, 10), hitAt(1, firstDay, 20, { visitor: 2 }), hitAt(1, firstDay + 3, 20)];
    const store = await sealedStore(hits);
    store.reflag(1, hits[1]!.id, 97);
    expect((await verifyPacks(store, all)).wrong).toEqual([]);
    await repackLate(store, holder);
    expectExact(store);
  });

  test('of a stopped run are left for the next one', async () => {
    const store = await sealedStore([]);
    store.storeHits([1, 2, 3].map((code) => hitAt(code, firstDay, 10)));
    const result = await repackLate(store, holder, { isStopped: () => store.writes.length > 0 });
    expect(result).toEqual({ hits: 1, packs: 1 });
    expect(store.late.map(({ code }) => code)).toEqual([2, 3]);
    await repackLate(store, holder);
    expectExact(store);
    expect(store.agentDays.get(1)).toBe(firstDay);
  });
});

describe('packs made again', () => {
  test('are equal, and then nothing is written', async () => {
    await fc.assert(
      fc.asyncProperty(someHits(days), fc.nat(days), anyLimits, async (hits, day, limits) => {
        const store = await sealedStore(hits, firstDay + day);
        const written = store.writes.length;
        const packs = store.allPacks();
        const result = await rebuildPacks(store, holder, {}, limits);
        expect(result).toEqual({ packs: packs.length, changed: 0, erasedDays: 0 });
        expect(store.writes.length).toBe(written);
        expect(store.allPacks()).toEqual(packs);
      }),
    );
  });

  test('are right again, whatever was broken, missing or too much', async () => {
    const harm = fc.constantFrom('spoiled', 'cut', 'missing');
    await fc.assert(
      fc.asyncProperty(
        someHits(days),
        fc.array(harm, { maxLength: 6 }),
        anyLimits,
        async (hits, harms, limits) => {
          const store = await sealedStore(hits);
          const packs = store.allPacks();
          const harmed = harms.slice(0, packs.length);
          for (const [at, what] of harmed.entries()) {
            const pack = packs[at]!;
            if (what === 'missing')
              await store.write(holder, { packs: [], removed: [pack], settled: [], folded: [] });
            else
              store.putPack(
                what === 'cut' ? { ...pack, hours: pack.hours.subarray(0, 2) } : spoil(pack, 'marginals'),
              );
          }
          store.putPack({ ...packsOf([hitAt(9, firstDay, 5)], endDay)[0]! });
          const { checked, wrong } = await verifyPacks(store, all);
          expect(wrong).toHaveLength(harmed.length + 1);
          expect(checked).toBe(packs.length + 1 - harmed.filter((what) => what === 'missing').length);
          const result = await rebuildPacks(store, holder, {}, limits);
          expect(result).toEqual({ packs: packs.length, changed: harmed.length + 1, erasedDays: 0 });
          expectExact(store);
        },
      ),
    );
  });

  test('have the late hits of their days, and keep days with erased hits and those of a run that has not ended', async () => {
    const store = await sealedStore(
      [hitAt(1, firstDay, 10), hitAt(1, firstDay + 2, 10), hitAt(2, firstDay + 2, 10)],
      firstDay + 3,
    );
    store.pruneSome(1, 0, firstDay + 1);
    const more = [
      hitAt(1, firstDay + 2, 30, { visitor: 2 }),
      hitAt(1, firstDay + 3, 30),
      hitAt(2, firstDay + 3, 30),
    ];
    store.storeHits(more);
    const written = store.writes.length;
    await sealUpTo(
      store,
      holder,
      firstDay + 4,
      { isStopped: () => store.writes.length > written },
      { ...tightLimits, roundBytes: 1_000_000 },
    );
    expect(store.state).toMatchObject({ targetDay: firstDay + 4, afterCode: 1 });
    expect(await rebuildPacks(store, holder)).toEqual({ packs: 3, changed: 1, erasedDays: 1 });
    expect(store.late).toEqual([]);
    await sealUpTo(store, holder, firstDay + 4);
    expect(withoutErased(store)).toEqual(packsOf([hitAt(1, firstDay, 10), ...store.allHits()], endDay));
  });

  test('cannot be where the only copy of erased hits is broken', async () => {
    const store = await sealedStore([hitAt(1, firstDay, 10)]);
    store.pruneSome(1, 0, endDay);
    const [pack] = store.allPacks();
    store.putPack({ ...pack!, detail: Uint8Array.of(1) });
    await expect(rebuildPacks(store, holder)).rejects.toThrow(BrokenPack);
    await expect(rebuildPacks(store, holder)).rejects.toThrow('of code 1, month 12');
  });
});

describe('verification', () => {
  test('says what is wrong', async () => {
    const hits = [0, 1, 2, 3].map((at) => hitAt(1, firstDay, at * 60, { geo: at % 3, visitor: at }));
    const store = await sealedStore(hits);
    const [right] = store.allPacks();
    const wrongOf = async (pack: Pack) => {
      store.putPack(pack);
      return (await verifyPacks(store, all)).wrong.map(({ what }) => what);
    };
    const [fewer] = packsOf(hits.slice(1), endDay);
    const [elsewhere] = packsOf(
      hits.map((hit) => ({ ...hit, geo: 9 })),
      endDay,
    );
    const [again] = packsOf(
      hits.map((hit) => ({ ...hit, visitor: 1 })),
      endDay,
    );
    expect(await wrongOf(fewer!)).toEqual(['it has 3 hits of days that have 4']);
    expect(await wrongOf(elsewhere!)).toEqual([
      'its places, agents or referrers are others than those of the hits',
    ]);
    expect(await wrongOf(again!)).toEqual(['its times or visitors are others than those of the hits']);
    expect(await wrongOf({ ...right!, marginals: Uint8Array.of(9) })).toEqual([
      'pack cannot be read: it is of another format',
    ]);
    expect(await wrongOf(right!)).toEqual([]);
  });

  test('looks at as many packs as it is asked for, of different codes first, and none twice', async () => {
    const codes = [1, 2, 3, 4, 5];
    const store = await sealedStore(
      codes.flatMap((code) => [hitAt(code, firstDay, 10), hitAt(code, endDay - 1, 10)]),
    );
    const looked = async (sample: number | 'all') =>
      (await verifyPacks(store, { sample, choose: (n) => n - 1 })).checked;
    expect([
      await looked(0),
      await looked(3),
      await looked(7),
      await looked('all'),
      await looked(99),
    ]).toEqual([0, 3, 7, 10, 10]);
  });

  test('leaves out what cannot be compared: days with erased or late hits, and those not sealed', async () => {
    const store = await sealedStore(
      [0, 1, 2].map((at) => hitAt(1, firstDay + at, 10)),
      firstDay + 2,
    );
    store.pruneSome(1, 0, firstDay + 1);
    store.storeHits([hitAt(1, firstDay + 1, 50)]);
    expect(await verifyPacks(store, all)).toEqual({ checked: 1, erasedDays: 1, wrong: [] });
    expect(store.allHits().map(({ id }) => dayOfId(id))).toEqual([firstDay + 1, firstDay + 1, firstDay + 2]);
  });
});
