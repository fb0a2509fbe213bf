import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LeaseLost, type PackStore } from '../../src/core/stats/port.ts';
import { openRaw } from './raw-sql.ts';
import {
  atMs,
  everyHit,
  everything,
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
const leaseMs = 60_000;

export function packsContract(fresh: FreshDatabase): void {
  async function roomWithPacks() {
    const room = await openRoom(fresh);
    const workspace = await makeWorkspace(room.store);
    const code = await makeCode(room.store, workspace);
    const packs = await room.openPacks();
    expect(await packs.claim('sealer', atMs, leaseMs)).toBe(true);
    return { ...room, workspace, code, packs };
  }

  const versionsOf = (packs: PackStore) => packs.read((snapshot) => snapshot.monthVersions(0, 4_095));
  const lateOf = (packs: PackStore) => packs.read((snapshot) => snapshot.lateHits());
  const stateOf = (packs: PackStore) => packs.read((snapshot) => snapshot.state());

  describe('packs', () => {
    test('one holder at a time has the claim, until it gives it back or its lease is over', async () => {
      const { packs, openPacks } = await roomWithPacks();
      const other = await openPacks();
      expect(await other.claim('other', atMs + leaseMs - 1, leaseMs)).toBe(false);
      await packs.renew('sealer', atMs + 30_000, leaseMs);
      expect(await other.claim('other', atMs + leaseMs, leaseMs)).toBe(false);
      await other.release('other');
      expect(await other.claim('other', atMs + leaseMs, leaseMs)).toBe(false);
      expect(await other.claim('other', atMs + 90_000, leaseMs)).toBe(true);
      await packs.release('sealer');
      expect(await packs.claim('sealer', atMs + 90_000, leaseMs)).toBe(false);
      await other.release('other');
      expect(await packs.claim('sealer', atMs + 90_000, leaseMs)).toBe(true);
    });

    test('a claim that was lost cannot be renewed, even when nobody has it any more', async () => {
      const { packs, openPacks } = await roomWithPacks();
      const other = await openPacks();
      const renewed = () => packs.renew('sealer', atMs + 3 * leaseMs, leaseMs);
      expect(await other.claim('other', atMs + leaseMs, leaseMs)).toBe(true);
      await expect(renewed()).rejects.toBeInstanceOf(LeaseLost);
      await other.release('other');
      await expect(renewed()).rejects.toBeInstanceOf(LeaseLost);
      expect(await other.claim('another', atMs + 3 * leaseMs, leaseMs)).toBe(true);
      await other.release('another');
      await expect(renewed()).rejects.toBeInstanceOf(LeaseLost);
      await expect(packs.setSealed('sealer', today)).rejects.toBeInstanceOf(LeaseLost);
    });

    test('a lease that is over can be renewed as long as nobody else has taken the claim', async () => {
      const { packs, openPacks } = await roomWithPacks();
      await packs.renew('sealer', atMs + 2 * leaseMs, leaseMs);
      expect(await (await openPacks()).claim('other', atMs + 3 * leaseMs - 1, leaseMs)).toBe(false);
    });

    test('the claim of a dead run is free for the next one of its node at once, and for no other', async () => {
      const { packs } = await roomWithPacks();
      await packs.release('sealer');
      expect(await packs.claim('node%:1', atMs, leaseMs)).toBe(true);
      for (const other of ['node%', 'node', 'nodeX:2', '%:2', ':1'])
        expect(await packs.claim(other, atMs, leaseMs)).toBe(false);
      expect(await packs.claim('node%:2', atMs, leaseMs)).toBe(true);
      await expect(packs.renew('node%:1', atMs, leaseMs)).rejects.toBeInstanceOf(LeaseLost);
      await packs.renew('node%:2', atMs, leaseMs);
    });

    test('sealed days stay sealed', async () => {
      const { packs } = await roomWithPacks();
      await packs.closeDays('sealer', today);
      await packs.setSealed('sealer', today);
      await packs.setSealed('sealer', today - 1);
      expect(await stateOf(packs)).toMatchObject({ sealedDay: today, targetDay: 0 });
    });

    test('whoever lost the claim writes nothing any more', async () => {
      const { packs, openPacks, code, openSink } = await roomWithPacks();
      await (await openPacks()).claim('other', atMs + leaseMs, leaseMs);
      const hit = hitOfDay(code, today, 0);
      await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits: [hit] });
      const write = { ...noWrite, packs: [newPack(code, month)], folded: [{ code: code.num, id: hit.id }] };
      for (const call of [
        () => packs.write('sealer', { ...write, progress: { targetDay: 1, afterCode: 1 } }),
        () => packs.closeDays('sealer', today),
        () => packs.setSealed('sealer', today),
      ]) {
        await expect(call()).rejects.toBeInstanceOf(LeaseLost);
      }
      expect(await stateOf(packs)).toEqual({ sealedDay: 0, closedDay: 0, targetDay: 0, afterCode: 0 });
      await packs.read(async (snapshot) => {
        expect(await readPacks(snapshot, [code.num])).toEqual([]);
        expect(await readRows(snapshot, [code.num])).toHaveLength(1);
      });
    });

    test('a pack takes the place of the one of its code and month, and keeps its erased days', async () => {
      const { packs, code } = await roomWithPacks();
      const first = newPack(code, month, { erasedDays: 0b101 });
      const second = newPack(code, month, {
        erasedDays: 0b10 | (1 << 30),
        marginals: new Uint8Array(5_000).fill(7),
        detail: new Uint8Array(0),
      });
      await packs.write('sealer', { ...noWrite, packs: [first, newPack(code, month + 1)] });
      await packs.write('sealer', { ...noWrite, packs: [second] });
      const found = await packs.read((snapshot) => readPacks(snapshot, [code.num]));
      expect(found).toEqual([{ ...second, erasedDays: 0b111 | (1 << 30) }, newPack(code, month + 1)]);
    });

    test('the version of a month rises once with each write that changes packs of it', async () => {
      const { packs, code, store, workspace } = await roomWithPacks();
      const other = await makeCode(store, workspace);
      const both = [newPack(code, month), newPack(other, month), newPack(code, month + 2)];
      await packs.write('sealer', { ...noWrite, packs: both });
      const versions = await versionsOf(packs);
      expect([...versions.keys()]).toEqual([month, month + 2]);
      await packs.write('sealer', { ...noWrite, packs: [newPack(other, month)] });
      const removed = [
        { code: code.num, month: month + 2 },
        { code: code.num, month: month + 3 },
      ];
      await packs.write('sealer', { ...noWrite, removed });
      expect(await versionsOf(packs)).toEqual(
        new Map([
          [month, versions.get(month)! + 1],
          [month + 2, versions.get(month + 2)! + 1],
        ]),
      );
      expect(await packs.read((snapshot) => snapshot.monthVersions(month + 1, month + 2))).toHaveLength(1);
      expect(await packs.read((snapshot) => readPacks(snapshot, [code.num]))).toEqual([newPack(code, month)]);
    });

    test('packs of deleted codes are passed over, and the rest of the write is made', async () => {
      const { packs, code, store, workspace } = await roomWithPacks();
      const other = await makeCode(store, workspace);
      await store.transact((tx) => tx.codes.bury([code], atMs));
      const write = { ...noWrite, packs: [newPack(code, month), newPack(other, month + 1)] };
      await packs.write('sealer', { ...write, progress: { targetDay: today, afterCode: other.num } });
      const found = await packs.read((snapshot) => readPacks(snapshot, [code.num, other.num]));
      expect(found).toEqual([newPack(other, month + 1)]);
      expect([...(await versionsOf(packs)).keys()]).toEqual([month + 1]);
      expect(await stateOf(packs)).toMatchObject({ targetDay: today, afterCode: other.num });
    });

    test('settled late hits are no longer late; of folded ones the single hit goes as well', async () => {
      const { packs, code, openSink, store } = await roomWithPacks();
      await packs.closeDays('sealer', today);
      const hits = everyHit(4, (index) => hitOfDay(code, today - 1, index));
      await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
      const [first, second, third, fourth] = hits.map((hit) => ({ code: code.num, id: hit.id }));
      expect(await lateOf(packs)).toEqual([first, second, third, fourth]);
      await packs.write('sealer', { ...noWrite, settled: [first!, second!], folded: [second!, third!] });
      expect(await lateOf(packs)).toEqual([fourth]);
      const rows = await packs.read((snapshot) => readRows(snapshot, [code.num]));
      expect(rows).toEqual([first, fourth]);
      expect(await store.scans.totals([code.num], everything.classes)).toEqual(new Map([[code.num, 4]]));
    });

    test('the end of a run tells how far days are sealed and forgets its progress', async () => {
      const { packs } = await roomWithPacks();
      await packs.closeDays('sealer', today);
      await packs.write('sealer', { ...noWrite, progress: { targetDay: today, afterCode: 9 } });
      const running = { sealedDay: 0, closedDay: today, targetDay: today, afterCode: 9 };
      expect(await stateOf(packs)).toEqual(running);
      await packs.setSealed('sealer', today);
      expect(await stateOf(packs)).toEqual({
        sealedDay: today,
        closedDay: today,
        targetDay: 0,
        afterCode: 0,
      });
      await packs.closeDays('sealer', today - 1);
      expect(await stateOf(packs)).toMatchObject({ closedDay: today });
    });

    test('a hit of a closed day is seen by snapshots after its closing, or noted as late', async () => {
      const { packs, code, openSink } = await roomWithPacks();
      const sinks = [await openSink(), await openSink()];
      const stored: Promise<unknown>[] = [];
      let seen: { readonly code: number; readonly id: number }[] = [];
      for (let batch = 0; batch < 40; batch += 1) {
        const hits = everyHit(5, (index) => hitOfDay(code, today - (index % 2), batch * 5 + index));
        stored.push(sinks[batch % 2]!.storeBatch({ id: `b${batch}`, spool: `s${batch}`, hits }));
        if (batch !== 20) continue;
        await packs.closeDays('sealer', today);
        seen = await packs.read((snapshot) => readRows(snapshot, [code.num]));
      }
      await Promise.all(stored);
      const all = await packs.read((snapshot) => readRows(snapshot, [code.num]));
      const known = new Set([...seen, ...(await lateOf(packs))].map((hit) => hit.id));
      const openFrom = hitOfDay(code, today, -43_200).id;
      expect(all).toHaveLength(200);
      expect(all.filter((hit) => hit.id < openFrom && !known.has(hit.id))).toEqual([]);
      expect((await lateOf(packs)).filter((hit) => hit.id >= openFrom)).toEqual([]);
      expect(await lateOf(packs)).not.toEqual([]);
    });

    test('a hit that is there already is not noted as late when it comes again', async () => {
      const { packs, code, openSink } = await roomWithPacks();
      const sink = await openSink();
      const [old, late] = everyHit(2, (index) => hitOfDay(code, today - 1, index));
      await sink.storeBatch({ id: 'b1', spool: 's1', hits: [old!] });
      await packs.closeDays('sealer', today);
      await sink.storeBatch({ id: 'b2', spool: 's2', hits: [old!, late!] });
      expect(await lateOf(packs)).toEqual([{ code: code.num, id: late!.id }]);
    });

    test('codes with hits are listed by number, each once, with those whose single hits were erased', async () => {
      const { packs, store, workspace, code, openSink } = await roomWithPacks();
      const others = [await makeCode(store, workspace), await makeCode(store, workspace)];
      await makeCode(store, workspace);
      const hits = [code, ...others].flatMap((each) => [
        hitOfDay(each, today, 0),
        hitOfDay(each, today, 1, { flags: 1 }),
      ]);
      await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
      await packs.write('sealer', { ...noWrite, folded: hits.slice(0, 2) });
      const nums = [code, ...others].map((each) => each.num);
      expect(await packs.codesAfter(0, 10)).toEqual(nums);
      expect(await packs.codesAfter(0, 2)).toEqual(nums.slice(0, 2));
      expect(await packs.codesAfter(nums[1]!, 2)).toEqual(nums.slice(2));
    });

    test('the last day of an agent only rises, and begins with its first hit', async () => {
      const { packs, code, openSink, options } = await roomWithPacks();
      const raw = await openRaw(options);
      const hits = everyHit(3, (index) => hitOfDay(code, today - index, 0, { ua: `agent ${index}` }));
      await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
      const rows = await raw(`select id, last_day from ua_dict where string like 'agent %' order by string`);
      expect(rows.map((row) => row.last_day)).toEqual([today, today - 1, today - 2]);
      const ids = rows.map((row) => row.id as number);
      await packs.noteAgents([ids[2]!, ids[0]!, 999_999], today - 1);
      const after = await raw(`select last_day from ua_dict where string like 'agent %' order by string`);
      expect(after.map((row) => row.last_day)).toEqual([today, today - 1, today - 1]);
    });

    test('packs can be written while a snapshot of the same store is read, which does not see them', async () => {
      const { packs, code } = await roomWithPacks();
      await packs.read(async (snapshot) => {
        await packs.write('sealer', { ...noWrite, packs: [newPack(code, month)] });
        expect(await readPacks(snapshot, [code.num])).toEqual([]);
      });
      expect(await packs.read((snapshot) => readPacks(snapshot, [code.num]))).toHaveLength(1);
    });

    test('writes get their turn beside a sink that stores without pause', async () => {
      const { packs, code, options, store } = await roomWithPacks();
      const workerData = { options, code };
      const sink = new Worker(new URL('./store-batches.ts', import.meta.url), { workerData });
      onTestFinished(async () => void (await sink.terminate()));
      await once(sink, 'message');
      for (let written = 0; written < 30; written += 1) {
        await packs.write('sealer', { ...noWrite, packs: [newPack(code, written)] });
        await packs.closeDays('sealer', written);
      }
      sink.postMessage('stop');
      const [batches] = (await once(sink, 'message')) as [number];
      expect(await packs.read((snapshot) => readPacks(snapshot, [code.num]))).toHaveLength(30);
      expect(await store.scans.count(code.num, everything)).toBe(batches * 50);
    });
  });
}
