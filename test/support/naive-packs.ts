import fc from 'fast-check';
import { expect } from 'vitest';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import { dayOfId, dayOfTime, dayStartMs, monthOfDay } from '../../src/core/stats/month.ts';
import { PackBuilder } from '../../src/core/stats/pack/builder.ts';
import { encodePack } from '../../src/core/stats/pack/writer.ts';
import type { Pack } from '../../src/core/stats/port.ts';
import { type SealLimits, sealLimits } from '../../src/core/stats/seal/run.ts';
import type { MemoryPacks, StoredHit } from './memory-packs.ts';

export const holder = 'sealer';

/** Two days before the end of a month, so that a few days lie in two months. */
export const firstDay = dayOfTime(Date.UTC(2026, 0, 30));

/** @param minute of the day */
export function hitAt(code: number, day: number, minute: number, more: Partial<StoredHit> = {}): StoredHit {
  const id = firstScanIdAt(dayStartMs(day) + minute * 60_000) + (more.visitor ?? 0) * 7;
  return { code, id, geo: 1, ua: 1, ref: 1, visitor: 1, flags: 0, ...more };
}

/** Hits of a few codes in the days from `firstDay` on, with visitors who come again. */
export const someHits = (days: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(days - 1), fc.nat(1439), fc.nat(3), fc.nat(4), fc.nat(20))
      .map(([code, day, minute, visitor, ua, geo]) =>
        hitAt(code, firstDay + day, minute, { visitor, ua, geo, flags: geo === 7 ? 48 : 0 }),
      ),
    { maxLength: 40 },
  );

/** Limits that make every round and write end where it can. */
export const tightLimits: SealLimits = {
  writePacks: 1,
  writeBytes: 1,
  writeSettled: 1,
  roundBytes: 1,
  roundCodes: 2,
};

export const anyLimits = fc.constantFrom(sealLimits, tightLimits, { ...tightLimits, roundBytes: 200 });

/** What the packs of hits before a day have to be, made in one go. */
export function packsOf(hits: readonly StoredHit[], beforeDay: number): Pack[] {
  const sealed = hits.filter(({ id }) => dayOfId(id) < beforeDay);
  const months = Map.groupBy(sealed, ({ code, id }) => code * 4096 + monthOfDay(dayOfId(id)));
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([key, ofMonth]) => {
      const builder = new PackBuilder(key % 4096);
      for (const hit of ofMonth) builder.add(hit.id, hit.flags, hit.geo, hit.ua, hit.ref, hit.visitor);
      const contents = builder.contents();
      return { code: Math.floor(key / 4096), month: key % 4096, erasedDays: 0, ...encodePack(contents) };
    });
}

/** Every sealed day is in the packs to the byte, and nothing is late. */
export function expectExact(store: MemoryPacks): void {
  expect(store.allPacks()).toEqual(packsOf(store.allHits(), store.state.sealedDay));
  expect(store.late).toEqual([]);
}

/** With the claim taken. */
export async function claimed<T extends MemoryPacks>(store: T): Promise<T> {
  expect(await store.claim(holder, 0, 1_000)).toBe(true);
  return store;
}
