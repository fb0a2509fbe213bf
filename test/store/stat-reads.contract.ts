import { describe, expect, test } from 'vitest';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import type { HitRows } from '../../src/core/stats/port.ts';
import {
  atMs,
  everyHit,
  type FreshDatabase,
  hitOfDay,
  makeCode,
  makeWorkspace,
  newPack,
  noWrite,
  openRoom,
  readPacks,
  readRows,
  today,
} from './room.ts';

const month = 22;
const empty = new Uint8Array(0);

export function statReadsContract(fresh: FreshDatabase): void {
  async function roomWithReads(codeCount: number) {
    const room = await openRoom(fresh);
    const workspace = await makeWorkspace(room.store);
    const codes = [];
    for (let made = 0; made < codeCount; made += 1) codes.push(await makeCode(room.store, workspace));
    const [sink, packs, reads] = [await room.openSink(), await room.openPacks(), await room.openReads()];
    await packs.claim('sealer', atMs, 60_000);
    let batches = 0;
    const storeHits = (hits: readonly EnrichedHit[]) => {
      batches += 1;
      return sink.storeBatch({ id: `b${batches}`, spool: 's1', hits });
    };
    return { ...room, codes, packs, reads, storeHits };
  }

  const pick = ({ code, id }: EnrichedHit) => ({ code, id });

  describe('statistics reads', () => {
    test('everything read of one snapshot is of one moment, whatever is written meanwhile', async () => {
      const { codes, packs, reads, storeHits } = await roomWithReads(1);
      const [code] = codes;
      const late = hitOfDay(code!, today - 1, 0);
      await packs.closeDays('sealer', today);
      await storeHits([late]);
      await packs.write('sealer', { ...noWrite, packs: [newPack(code!, month)] });
      await reads.read(async (snapshot) => {
        const hits = [hitOfDay(code!, today - 1, 1, { city: 'Rom', ua: 'new', referrer: 'new.example' })];
        await storeHits(hits);
        const packsWritten = [newPack(code!, month, { erasedDays: 1 }), newPack(code!, month + 1)];
        await packs.write('sealer', { ...noWrite, packs: packsWritten, settled: [pick(late)] });
        await packs.setSealed('sealer', today);
        expect(await snapshot.state()).toMatchObject({ sealedDay: 0, closedDay: today });
        expect(await snapshot.lateHits()).toEqual([pick(late)]);
        expect(await snapshot.lateHits([code!.num])).toEqual([pick(late)]);
        expect([...(await snapshot.monthVersions(0, 4_095)).keys()]).toEqual([month]);
        expect(await readPacks(snapshot, [code!.num])).toEqual([newPack(code!, month)]);
        expect(await readRows(snapshot, [code!.num])).toEqual([pick(late)]);
        expect(await snapshot.places([1, 2])).toHaveLength(1);
        expect(await snapshot.agents([1, 2])).toHaveLength(1);
        expect(await snapshot.referrers([2, 3])).toHaveLength(1);
      });
      await reads.read(async (snapshot) => {
        expect(await snapshot.state()).toMatchObject({ sealedDay: today });
        expect(await snapshot.lateHits()).toEqual([{ code: code!.num, id: late.id + 4_096_000 }]);
        expect(await readPacks(snapshot, [code!.num])).toHaveLength(2);
        expect(await readRows(snapshot, [code!.num])).toHaveLength(2);
        expect(await snapshot.places([1, 2])).toHaveLength(2);
      });
    });

    test('packs come by code and month, of the codes, months and parts that are asked for', async () => {
      const { codes, packs, reads } = await roomWithReads(3);
      const months = [0, 1, month, 4_095];
      const written = codes.flatMap((code) =>
        months.map((each) => newPack(code, each, { erasedDays: each })),
      );
      await packs.write('sealer', { ...noWrite, packs: written.toReversed() });
      const [first, second, third] = codes.map((code) => code.num);
      await reads.read(async (snapshot) => {
        expect(await readPacks(snapshot, [third!, first!, second!, first!])).toEqual(written);
        expect(await readPacks(snapshot, [second!, 999], -5, 9_999)).toEqual(written.slice(4, 8));
        const range = await readPacks(snapshot, [first!, third!], 1, month);
        expect(range).toEqual([...written.slice(1, 3), ...written.slice(9, 11)]);
        expect(await readPacks(snapshot, [first!], month + 1, month)).toEqual([]);
        expect(await readPacks(snapshot, [], 0, 4_095)).toEqual([]);
        const [whole] = written;
        for (const parts of [['marginals'], ['detail', 'hours'], []] as const) {
          const left = Object.fromEntries(parts.map((part) => [part, whole![part]]));
          const [pack] = await readPacks(snapshot, [first!], 0, 0, parts);
          expect(pack).toEqual({ ...whole, marginals: empty, hours: empty, detail: empty, ...left });
        }
      });
    });

    test('many packs come whole, over several pages', async () => {
      const { codes, packs, reads } = await roomWithReads(120);
      const written = codes.flatMap((code) => everyMonth(30).map((each) => newPack(code, each)));
      await packs.write('sealer', { ...noWrite, packs: written });
      const nums = codes.map((code) => code.num);
      expect(await reads.read((snapshot) => readPacks(snapshot, nums))).toEqual(written);
    });

    test('rows come by code and id, of the codes and ids that are asked for, with every column', async () => {
      const { codes, reads, storeHits } = await roomWithReads(3);
      const days = [today - 70, today - 1, today, today + 30];
      const hits = codes.flatMap((code) =>
        days.map((day) => hitOfDay(code, day, 0, { flags: 1_000, visitor: 2 ** 47 - 1, city: code.slug })),
      );
      await storeHits(hits.toReversed());
      const [first, second, third] = codes.map((code) => code.num);
      await reads.read(async (snapshot) => {
        expect(await readRows(snapshot, [third!, first!, second!, third!])).toEqual(hits.map(pick));
        const [fromId, toId] = [hits[1]!.id, hits[3]!.id];
        const range = await readRows(snapshot, [first!, third!, 999], fromId, toId);
        expect(range).toEqual([...hits.slice(1, 3), ...hits.slice(9, 11)].map(pick));
        expect(await readRows(snapshot, [first!], toId, fromId)).toEqual([]);
        expect(await readRows(snapshot, [], 0, toId)).toEqual([]);
        for await (const rows of snapshot.rows([second!], 0, Number.MAX_SAFE_INTEGER)) {
          expect([...valuesOf(rows.visitor)]).toEqual(Array(4).fill(2 ** 47 - 1));
          expect([...valuesOf(rows.flags)]).toEqual(Array(4).fill(1_000));
          const [place] = await snapshot.places([rows.geo[0]!]);
          expect(place).toEqual({ id: rows.geo[0], country: 'DE', region: 'Berlin', city: codes[1]!.slug });
          const [agent] = await snapshot.agents([rows.ua[0]!]);
          expect(agent).toEqual({ id: rows.ua[0], device: 'mobile', os: 'iOS', browser: 'Safari' });
          const referrers = await snapshot.referrers([rows.ref[0]!, 0, 999]);
          const sorted = referrers.toSorted((a, b) => a.id - b.id);
          expect(sorted).toEqual([
            { id: 0, host: '' },
            { id: rows.ref[0], host: 'example.org' },
          ]);
        }
      });
    });

    test('rows beyond a chunk come whole, and other reads can be made between chunks', async () => {
      const { codes, reads, storeHits } = await roomWithReads(4);
      const monthMs = 31 * 86_400_000;
      const counts = [10, 30_000, 20_000, 10];
      const hits = codes.flatMap((code, place) =>
        everyHit(counts[place]!, (index) =>
          hitOfDay(code, today, 0, { id: firstScanIdAt(atMs + (index % 2) * monthMs) + index }),
        ),
      );
      for (let start = 0; start < hits.length; start += 10_000) {
        await storeHits(hits.slice(start, start + 10_000));
      }
      const expected = hits.map(pick).sort((a, b) => a.code - b.code || a.id - b.id);
      await reads.read(async (snapshot) => {
        const found: { code: number; id: number }[] = [];
        let chunks = 0;
        const nums = codes.map((code) => code.num);
        for await (const rows of snapshot.rows(nums, 0, Number.MAX_SAFE_INTEGER)) {
          chunks += 1;
          for (const [at, id] of valuesOf(rows.id).entries()) found.push({ code: rows.code[at]!, id });
          expect(await snapshot.agents([rows.ua[0]!])).toHaveLength(1);
        }
        expect(found).toEqual(expected);
        expect(chunks).toBeGreaterThan(1);
      });
    });

    test('late hits are those of the codes that are asked for, by code and id', async () => {
      const { codes, packs, reads, storeHits } = await roomWithReads(3);
      await packs.closeDays('sealer', today);
      const hits = codes.flatMap((code) => everyHit(2, (index) => hitOfDay(code, today - 1, index)));
      await storeHits([...hits.toReversed(), hitOfDay(codes[0]!, today, 0)]);
      const [first, , third] = codes.map((code) => code.num);
      await reads.read(async (snapshot) => {
        expect(await snapshot.lateHits()).toEqual(hits.map(pick));
        const some = [...hits.slice(0, 2), ...hits.slice(4)].map(pick);
        expect(await snapshot.lateHits([third!, first!, 999])).toEqual(some);
        expect(await snapshot.lateHits([])).toEqual([]);
      });
    });

    test('several things can be asked of one snapshot at once', async () => {
      const { codes, packs, reads, storeHits } = await roomWithReads(1);
      const nums = codes.map((code) => code.num);
      await storeHits([hitOfDay(codes[0]!, today, 0)]);
      await packs.write('sealer', { ...noWrite, packs: [newPack(codes[0]!, month)] });
      const answers = await reads.read((snapshot) =>
        Promise.all([
          readPacks(snapshot, nums),
          readRows(snapshot, nums),
          snapshot.places([1]),
          snapshot.agents([1]),
          snapshot.referrers([2]),
        ]),
      );
      expect(answers.map((answer) => answer.length)).toEqual([1, 1, 1, 1, 1]);
    });

    test('work that fails hands its error on and leaves the reads in order', async () => {
      const { reads } = await roomWithReads(0);
      const failing = reads.read(() => Promise.reject(new Error('of the caller')));
      const [failed, good] = await Promise.allSettled([failing, reads.read((snapshot) => snapshot.state())]);
      expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'of the caller' } });
      expect(good).toMatchObject({ status: 'fulfilled', value: { closedDay: 0 } });
      expect(await reads.read((snapshot) => snapshot.lateHits())).toEqual([]);
    });
  });
}

function everyMonth(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function valuesOf(column: HitRows['id']): number[] {
  return Array.from(column);
}
