import { describe, expect, test } from 'vitest';
import { packFlags } from '../../src/core/scans/hit.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { LeaseLost, type PackStore } from '../../src/core/stats/port.ts';
import { openRaw } from './raw-sql.ts';
import {
  allClasses,
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

const bot = packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' });
/** November 2026, of which `today` is the 21st, and October. */
const november = 22;
const october = 21;
const bitOf = (day: number) => 1 << (20 - (today - day));

export function scanHistoryContract(fresh: FreshDatabase): void {
  async function roomWithHits(makeHits: (code: Parameters<typeof hitOfDay>[0]) => EnrichedHit[]) {
    const room = await openRoom(fresh);
    const workspace = await makeWorkspace(room.store);
    const code = await makeCode(room.store, workspace);
    const [sink, packs] = [await room.openSink(), await room.openPacks()];
    const hits = makeHits(code);
    await sink.storeBatch({ id: 'first', spool: 's1', hits });
    await packs.claim('sealer', atMs, 60_000);
    const prune = (fromDay: number, toDay: number, limit = 1_000) =>
      room.store.transact((tx) => tx.scans.pruneSome(code.num, fromDay, toDay, limit));
    const reflag = (changes: readonly { id: number; flags: number }[]) =>
      room.store.transact((tx) => tx.scans.reflag(code.num, workspace.num, changes));
    return { ...room, workspace, code, sink, packs, hits, prune, reflag };
  }

  /** As the sealer leaves it when all days before today are sealed. */
  async function sealAll(packs: PackStore, code: Parameters<typeof newPack>[0]) {
    await packs.closeDays('sealer', today);
    const both = [newPack(code, october), newPack(code, november)];
    await packs.write('sealer', { ...noWrite, packs: both });
    await packs.setSealed('sealer', today);
  }

  const lateOf = (packs: PackStore) => packs.read((snapshot) => snapshot.lateHits());
  const idsOf = async (packs: PackStore, code: { num: number }) =>
    (await packs.read((snapshot) => readRows(snapshot, [code.num]))).map((hit) => hit.id);
  const marksOf = async (packs: PackStore, code: { num: number }) =>
    (await packs.read((snapshot) => readPacks(snapshot, [code.num]))).map((pack) => pack.erasedDays);
  const versionsOf = (packs: PackStore) => packs.read((snapshot) => snapshot.monthVersions(0, 4_095));

  /** Two hits on each of the days from 40 before today to today. */
  const twoADay = (code: Parameters<typeof hitOfDay>[0]) =>
    everyHit(82, (index) => hitOfDay(code, today - 40 + Math.floor(index / 2), index % 2));

  describe('pruning', () => {
    test('whole sealed days go, the oldest first, in chunks, and are marked in their packs', async () => {
      const { packs, code, hits, prune, store } = await roomWithHits(twoADay);
      await sealAll(packs, code);
      const before = await versionsOf(packs);
      expect(await prune(today - 25, today - 17, 7)).toBe(7);
      const left = hits.filter((_, index) => index < 30 || index >= 37).map((hit) => hit.id);
      expect(await idsOf(packs, code)).toEqual(left);
      expect(await marksOf(packs, code)).toEqual([(1 << 26) | (1 << 27) | (1 << 28) | (1 << 29), 0]);
      expect(await versionsOf(packs)).toEqual(
        new Map([...before].map(([m, v]) => [m, v + +(m === october)])),
      );
      expect(await prune(today - 25, today - 17, 7)).toBe(7);
      expect(await prune(today - 25, today - 17, 7)).toBe(2);
      expect(await prune(today - 25, today - 17, 7)).toBe(0);
      expect((await marksOf(packs, code))[1]).toBe(0b111);
      expect(await idsOf(packs, code)).toEqual(
        [...hits.slice(0, 30), ...hits.slice(46)].map((hit) => hit.id),
      );
      expect(await store.scans.totals([code.num], allClasses)).toEqual(new Map([[code.num, 82]]));
    });

    test('days that are not sealed, or are in no pack, stay', async () => {
      const { packs, code, hits, prune } = await roomWithHits(twoADay);
      expect(await prune(0, today + 1)).toBe(0);
      await packs.closeDays('sealer', today - 1);
      await packs.write('sealer', { ...noWrite, packs: [newPack(code, november)] });
      await packs.setSealed('sealer', today - 1);
      expect(await prune(0, today + 1)).toBe(38);
      const kept = hits.filter((_, index) => index < 40 || index >= 78);
      expect(await idsOf(packs, code)).toEqual(kept.map((hit) => hit.id));
      expect(await marksOf(packs, code)).toEqual([(1 << 19) - 1]);
    });

    test('a day with late hits that are in no pack yet stays whole; of a marked day late hits alone stay', async () => {
      const { packs, code, sink, hits, prune } = await roomWithHits(twoADay);
      await sealAll(packs, code);
      expect(await prune(today - 3, today - 2, 1)).toBe(1);
      const late = [3, 5].map((days) => hitOfDay(code, today - days, 9));
      await sink.storeBatch({ id: 'late', spool: 's1', hits: late });
      expect(await prune(today - 22, today - 1)).toBe(39);
      const open = hits.filter((_, index) => index < 36 || index === 70 || index === 71 || index >= 78);
      const kept = [...open, ...late].map((hit) => hit.id).sort((a, b) => a - b);
      expect(await idsOf(packs, code)).toEqual(kept);
      const november = ((1 << 19) - 1) & ~bitOf(today - 5);
      expect(await marksOf(packs, code)).toEqual([(1 << 29) | (1 << 30), november]);
      expect(await lateOf(packs)).toHaveLength(2);
    });
  });

  describe('hits by their flags', () => {
    test('they are read by id, without days of which single hits were erased', async () => {
      const { store, packs, code, hits, prune } = await roomWithHits(twoADay);
      await sealAll(packs, code);
      await prune(today - 30, today - 28, 3);
      await prune(today - 10, today - 9, 1);
      const left = hits.filter((_, index) => (index < 20 || index >= 24) && (index < 60 || index >= 62));
      const ids: number[] = [];
      for (let afterId = -1; ; ) {
        const page = await store.scans.flagsAfter(code.num, afterId, 17);
        ids.push(...page.map((hit) => hit.id));
        if (page.length < 17) break;
        afterId = ids.at(-1)!;
      }
      expect(ids).toEqual(left.map((hit) => hit.id));
      const [first] = await store.scans.flagsAfter(code.num, hits[1]!.id, 1);
      expect(first).toEqual({ id: hits[2]!.id, ua: 1, visitor: hits[2]!.visitor, flags: 0 });
    });

    test('they get other flags, and the totals of code and month follow', async () => {
      const { store, code, workspace, packs, hits, reflag } = await roomWithHits(twoADay);
      const scansIn = (month: string) => store.workspaces.scansInMonth(workspace.num, month);
      expect([await scansIn('2026-10'), await scansIn('2026-11')]).toEqual([40, 42]);
      const unknown = { id: hits[0]!.id + 1, flags: bot };
      await reflag([...hits.slice(30, 45).map(({ id }) => ({ id, flags: bot })), unknown]);
      expect([await scansIn('2026-10'), await scansIn('2026-11')]).toEqual([30, 37]);
      expect(await store.scans.totals([code.num], [0])).toEqual(new Map([[code.num, 67]]));
      expect(await store.scans.totals([code.num], [1])).toEqual(new Map([[code.num, 15]]));
      const flags = (await store.scans.flagsAfter(code.num, -1, 100)).map((hit) => hit.flags);
      expect(flags).toEqual(hits.map((_, index) => (index >= 30 && index < 45 ? bot : 0)));
      await reflag(hits.slice(30, 45).map(({ id }) => ({ id, flags: 0 })));
      expect([await scansIn('2026-10'), await scansIn('2026-11')]).toEqual([40, 42]);
      expect(await store.scans.totals([code.num], [1])).toEqual(new Map());
      expect(await lateOf(packs)).toEqual([]);
    });

    test('closed days whose hits got other flags are to be sealed anew, by one late hit each', async () => {
      const { packs, code, hits, reflag } = await roomWithHits(twoADay);
      await packs.closeDays('sealer', today);
      const same = { id: hits[0]!.id, flags: 0 };
      await reflag([same, ...hits.slice(75).map(({ id }) => ({ id, flags: bot }))]);
      const late = [75, 76, 78].map((index) => ({ code: code.num, id: hits[index]!.id }));
      expect(await lateOf(packs)).toEqual(late);
    });

    test('days of which single hits were erased keep their flags and totals', async () => {
      const { store, packs, code, hits, prune, reflag } = await roomWithHits(twoADay);
      await sealAll(packs, code);
      await prune(today - 3, today - 2, 1);
      await reflag(hits.slice(75, 77).map(({ id }) => ({ id, flags: bot })));
      expect(await lateOf(packs)).toEqual([{ code: code.num, id: hits[76]!.id }]);
      expect(await store.scans.totals([code.num], [1])).toEqual(new Map([[code.num, 1]]));
    });

    test('a sealer that may have read a day before its flags changed cannot settle it', async () => {
      const { packs, code, hits, reflag } = await roomWithHits(twoADay);
      await packs.closeDays('sealer', today);
      const [first, second] = [hits[76]!, hits[77]!].map(({ id }) => ({ code: code.num, id }));
      await reflag([{ id: first!.id, flags: bot }]);
      const read = await lateOf(packs);
      await reflag([first!, second!].map(({ id }) => ({ id, flags: 2 })));
      await packs.write('sealer', { ...noWrite, settled: read });
      expect(await lateOf(packs)).toEqual([second]);
      await reflag([{ id: second!.id, flags: 0 }]);
      const settling = packs.write('sealer', { ...noWrite, settled: [second!] });
      await expect(settling).rejects.toBeInstanceOf(LeaseLost);
      expect(await lateOf(packs)).toEqual([second]);
      expect(await packs.claim('sealer', atMs, 60_000)).toBe(true);
    });
  });

  describe('erasing', () => {
    test('with the last row of a deleted code its packs and late hits go, and nobody else’s', async () => {
      const { store, packs, sink, code, workspace } = await roomWithHits(twoADay);
      const other = await makeCode(store, workspace);
      await sealAll(packs, code);
      await packs.write('sealer', { ...noWrite, packs: [newPack(other, november)] });
      const late = [code, other].map((each) => hitOfDay(each, today - 1, 9));
      await sink.storeBatch({ id: 'late', spool: 's1', hits: late });
      const before = await versionsOf(packs);
      await store.transact((tx) => tx.codes.bury([code], atMs));
      const erase = () => store.transact((tx) => tx.scans.eraseSome(code.num, 82));
      expect(await erase()).toBe(82);
      expect(await marksOf(packs, code)).toHaveLength(2);
      expect(await erase()).toBe(1);
      expect(await marksOf(packs, code)).toEqual([]);
      expect(await lateOf(packs)).toEqual([{ code: other.num, id: late[1]!.id }]);
      expect(await versionsOf(packs)).toEqual(new Map([...before].map(([month, one]) => [month, one + 1])));
      expect(await marksOf(packs, other)).toEqual([0]);
      expect(await idsOf(packs, other)).toHaveLength(1);
    });

    test('late hits go with their rows, also while rows are left', async () => {
      const { store, packs, sink, code } = await roomWithHits(() => []);
      await packs.closeDays('sealer', today);
      const hits = everyHit(10, (index) => hitOfDay(code, today - 1, index));
      await sink.storeBatch({ id: 'late', spool: 's1', hits });
      await store.transact((tx) => tx.scans.eraseSome(code.num, 6));
      expect((await lateOf(packs)).map((hit) => hit.id)).toEqual(hits.slice(6).map((hit) => hit.id));
    });
  });

  describe('agents', () => {
    const agentHits = (code: Parameters<typeof hitOfDay>[0]) => [
      hitOfDay(code, today - 40, 0, { ua: 'old one' }),
      hitOfDay(code, today - 30, 0, { ua: 'old two', os: 'Android' }),
      hitOfDay(code, today - 20, 0, { ua: '' }),
      hitOfDay(code, today - 5, 0, { ua: 'new', device: 'desktop' }),
    ];
    const names = { device: 'mobile', os: 'iOS', browser: 'Safari' };

    test('they are read in pages by number and can be named anew', async () => {
      const { store, packs } = await roomWithHits(agentHits);
      const all = await store.scans.agents(0, 10);
      expect(all).toEqual([
        { id: 1, string: 'old one', ...names },
        { id: 2, string: 'old two', ...names, os: 'Android' },
        { id: 3, string: '', ...names },
        { id: 4, string: 'new', ...names, device: 'desktop' },
      ]);
      expect(await store.scans.agents(1, 2)).toEqual(all.slice(1, 3));
      const changed = { id: 4, device: 'tablet', os: 'iPadOS', browser: 'Chrome' };
      await store.transact((tx) => tx.scans.updateAgents([changed, { ...names, id: 2 }]));
      expect(await store.scans.agents(1, 9)).toEqual([
        { id: 2, string: 'old two', ...names },
        all[2],
        { string: 'new', ...changed },
      ]);
      expect(await packs.read((snapshot) => snapshot.agents([4]))).toEqual([changed]);
    });

    test('strings not seen for long are forgotten when the days since are sealed, and their names stay', async () => {
      const { store, packs, code } = await roomWithHits(agentHits);
      const forget = (limit = 10) => store.transact((tx) => tx.scans.forgetAgents(today - 10, limit));
      expect(await forget()).toBe(0);
      await sealAll(packs, code);
      expect([await forget(1), await forget(1), await forget(1)]).toEqual([1, 1, 0]);
      expect(await store.scans.agents(0, 10)).toEqual([
        { id: 1, string: '', ...names },
        { id: 2, string: '', ...names, os: 'Android' },
        { id: 3, string: '', ...names },
        { id: 4, string: 'new', ...names, device: 'desktop' },
      ]);
      const log = await store.scans.list(code.num, everything, 'oldest', 0, 10);
      expect(log.map((row) => row.os)).toEqual(['iOS', 'Android', 'iOS', 'iOS']);
    });

    test('an agent that was seen again is not forgotten', async () => {
      const { store, packs, code } = await roomWithHits(agentHits);
      await packs.noteAgents([1], today - 10);
      await sealAll(packs, code);
      expect(await store.transact((tx) => tx.scans.forgetAgents(today - 10, 10))).toBe(1);
      const strings = (await store.scans.agents(0, 10)).map((agent) => agent.string);
      expect(strings).toEqual(['old one', '', '', 'new']);
    });

    test('an agent of hits of days that are not sealed yet is not forgotten, also when a batch with it failed', async () => {
      const { store, packs, code, sink } = await roomWithHits(agentHits);
      await sealAll(packs, code);
      const again = hitOfDay(code, today, 0, { ua: 'old one' });
      const broken = { ...again, id: again.id + 1, flags: Number.NaN };
      await expect(sink.storeBatch({ id: 'broken', spool: 's1', hits: [again, broken] })).rejects.toThrow();
      await sink.storeBatch({ id: 'again', spool: 's1', hits: [again] });
      expect(await store.transact((tx) => tx.scans.forgetAgents(today - 10, 10))).toBe(1);
      const strings = (await store.scans.agents(0, 10)).map((agent) => agent.string);
      expect(strings).toEqual(['old one', '', '', 'new']);
    });

    test('a sink that knew a string before it was forgotten learns it anew', async () => {
      const { store, packs, code, sink } = await roomWithHits(agentHits);
      await sealAll(packs, code);
      await store.transact((tx) => tx.scans.forgetAgents(today - 10, 10));
      const hits = everyHit(2, (index) => hitOfDay(code, today, index, { ua: 'old one' }));
      await sink.storeBatch({ id: 'again', spool: 's1', hits });
      const strings = (await store.scans.agents(0, 10)).map((agent) => agent.string);
      expect(strings).toEqual(['', '', '', 'new', 'old one']);
      const stored = await store.scans.flagsAfter(code.num, hits[0]!.id - 1, 10);
      expect(stored.map((hit) => hit.ua)).toEqual([5, 5]);
    });

    test('the table keeps no forgotten string, and tells their rows apart', async () => {
      const { store, packs, code, options } = await roomWithHits(agentHits);
      await sealAll(packs, code);
      await store.transact((tx) => tx.scans.forgetAgents(today, 10));
      const raw = await openRaw(options);
      const rows = await raw('select string from ua_dict where id > 0');
      expect(new Set(rows.map((row) => row.string)).size).toBe(4);
      expect(rows.filter((row) => /old|new/.test(String(row.string)))).toEqual([]);
    });

    test('a string that comes again is learnt again, as far as the cap allows', async () => {
      const { store, packs, code, sink, openSink } = await roomWithHits(agentHits);
      await sealAll(packs, code);
      await store.transact((tx) => tx.scans.forgetAgents(today - 10, 10));
      const again = (index: number, ua: string) => hitOfDay(code, today, index, { ua, os: 'Windows' });
      const other = await openSink({ agents: 5, referrers: 5 });
      const hits = [again(0, 'old one')];
      await other.storeBatch({ id: 'a', spool: 's2', hits });
      await other.storeBatch({ id: 'b', spool: 's2', hits: [again(1, 'old two'), again(2, 'new')] });
      await sink.storeBatch({ id: 'c', spool: 's1', hits: [again(3, 'old two')] });
      const agents = await store.scans.agents(0, 10);
      expect(agents.map((agent) => agent.string)).toEqual(['', '', '', 'new', 'old one', 'old two']);
      const numbers = (await store.scans.flagsAfter(code.num, hits[0]!.id - 1, 10)).map((hit) => hit.ua);
      expect(numbers).toEqual([5, 0, 4, 6]);
    });
  });
}
