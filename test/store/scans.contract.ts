import { describe, expect, test } from 'vitest';
import { classesOf, packFlags } from '../../src/core/scans/hit.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import {
  allClasses,
  atMs,
  everything,
  type FreshDatabase,
  firstId,
  makeCode,
  makeWorkspace,
  newHit,
  openRoom,
} from './room.ts';

const scan = 0;
const bot = packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' });
const repeat = packFlags({ kind: 'human', outcome: 'answered', repeat: true, reason: 'repeat_window' });

export function scansContract(fresh: FreshDatabase): void {
  async function roomWithHits(hits: number, changes: (index: number) => Partial<EnrichedHit>) {
    const room = await openRoom(fresh);
    const workspace = await makeWorkspace(room.store);
    const code = await makeCode(room.store, workspace);
    const sink = await room.openSink();
    const stored = Array.from({ length: hits }, (_, index) => newHit(code, index, changes(index)));
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: stored });
    return { ...room, sink, workspace, code, hits: stored };
  }

  describe('scans', () => {
    test('every field that the log shows comes back as it was sent', async () => {
      const flags = packFlags({ kind: 'scanner', outcome: 'blocked', repeat: true, reason: 'trashed' });
      const variants: Partial<EnrichedHit>[] = [
        { country: null, region: null, city: null, referrer: null, ua: '', flags },
        { country: 'JP', region: null, city: '東京', device: 'tablet', ua: 'ü "quoted" {1,2}\\' },
        {},
      ];
      const { store, code, hits } = await roomWithHits(3, (index) => variants[index]!);
      const rows = await store.scans.list(code.num, everything, 'oldest', 0, 10);
      expect(rows).toEqual(
        hits.map(({ code: _code, workspace: _workspace, visitor: _visitor, ua: _ua, ...row }) => row),
      );
      const tail = await store.scans.tail([code.num], 0);
      expect(tail.map((each) => each.visitor)).toEqual([hits[1]!.visitor, hits[2]!.visitor]);
    });

    test('the log is cut by id range, ordered and paged', async () => {
      const { store, code, hits } = await roomWithHits(10, () => ({}));
      const ids = async (order: 'newest' | 'oldest', offset: number, limit: number) =>
        (await store.scans.list(code.num, range, order, offset, limit)).map((row) => row.id);
      const range = { fromId: hits[2]!.id, toId: hits[8]!.id, classes: allClasses };
      const inside = hits.slice(2, 8).map((hit) => hit.id);
      expect(await ids('oldest', 0, 10)).toEqual(inside);
      expect(await ids('newest', 0, 10)).toEqual(inside.toReversed());
      expect(await ids('newest', 2, 3)).toEqual(inside.toReversed().slice(2, 5));
      expect(await store.scans.count(code.num, range)).toBe(6);
      expect(await store.scans.count(code.num + 1, range)).toBe(0);
    });

    test('log, count and totals show the classes that are asked for', async () => {
      const { store, code } = await roomWithHits(9, (index) => ({ flags: [scan, bot, repeat][index % 3]! }));
      for (const [filter, expected] of [
        ['scans', 3],
        ['qr-track', 6],
        ['all', 9],
      ] as const) {
        const classes = classesOf(filter);
        expect(await store.scans.count(code.num, { ...everything, classes })).toBe(expected);
        const rows = await store.scans.list(code.num, { ...everything, classes }, 'newest', 0, 50);
        expect(rows).toHaveLength(expected);
        expect(await store.scans.totals([code.num, 999], classes)).toEqual(new Map([[code.num, expected]]));
      }
      expect(await store.scans.count(code.num, { ...everything, classes: [] })).toBe(0);
      expect(await store.scans.totals([code.num], [])).toEqual(new Map());
      expect(await store.scans.totals([], allClasses)).toEqual(new Map());
    });

    test('totals of thousands of codes are of those that are asked for, and of none that lie between', async () => {
      const { store, code } = await roomWithHits(3, () => ({}));
      const around = Array.from({ length: 2_000 }, (_, n) => code.num - 1_000 + n);
      const expected = new Map([[code.num, 3]]);
      expect(await store.scans.totals(around, allClasses)).toEqual(expected);
      expect(await store.scans.totals(around.toReversed(), allClasses)).toEqual(expected);
      const others = around.filter((num) => num !== code.num);
      expect(await store.scans.totals(others, allClasses)).toEqual(new Map());
      const apart = around.map((num) => code.num + 9 * (num - code.num));
      expect(await store.scans.totals(apart, allClasses)).toEqual(expected);
    });

    test('the tail holds counted scans of the codes since an id, in the store and in the sink', async () => {
      const { store, sink, code, hits } = await roomWithHits(6, (index) => ({
        flags: index % 2 === 0 ? scan : bot,
      }));
      const expected = [hits[2]!, hits[4]!].map(({ id, visitor }) => ({ code: code.num, id, visitor }));
      expect(await store.scans.tail([code.num, 999], hits[1]!.id)).toEqual(expected);
      expect(await sink.tail([code.num, 999], hits[1]!.id)).toEqual(expected);
      expect(await sink.tail([], 0)).toEqual([]);
    });

    test('scans of a month are counted by UTC time of the scan and outlive their code', async () => {
      const { store, sink, code, workspace } = await roomWithHits(2, () => ({}));
      const december = firstId + (Date.UTC(2026, 11, 1) - atMs) * 4096;
      const hits = [december - 1, december].map((id, index) => newHit(code, 0, { id, visitor: index }));
      await sink.storeBatch({ id: 'b2', spool: 's1', hits: [...hits, newHit(code, 9, { flags: bot })] });
      await store.transact(async (tx) => {
        await tx.codes.bury([code], atMs);
        await tx.scans.eraseSome(code.num, 100);
      });
      expect(await store.workspaces.scansInMonth(workspace.num, '2026-11')).toBe(3);
      expect(await store.workspaces.scansInMonth(workspace.num, '2026-12')).toBe(1);
      expect(await store.workspaces.scansInMonth(workspace.num, '2027-01')).toBe(0);
    });

    test('a deleted code is erased in chunks, its totals with the last one, and nobody else’s', async () => {
      const { store, sink, code, workspace } = await roomWithHits(25, () => ({}));
      const other = await makeCode(store, workspace);
      await sink.storeBatch({ id: 'b2', spool: 's1', hits: [newHit(other, 0), newHit(other, 99)] });
      await store.transact(async (tx) => {
        await tx.codes.bury([code], atMs);
        await tx.codes.bury([code], atMs + 1);
      });
      expect(await store.scans.erasures()).toEqual([{ codeNum: code.num, at: atMs }]);
      const erase = () => store.transact((tx) => tx.scans.eraseSome(code.num, 10));
      expect([await erase(), await erase()]).toEqual([10, 10]);
      expect(await store.scans.totals([code.num], allClasses)).toEqual(new Map([[code.num, 25]]));
      expect([await erase(), await erase()]).toEqual([5, 0]);
      expect(await store.scans.totals([code.num, other.num], allClasses)).toEqual(new Map([[other.num, 2]]));
      await store.transact((tx) => tx.scans.finishErasure(code.num));
      expect(await store.scans.erasures()).toEqual([]);
      expect(await store.scans.count(other.num, everything)).toBe(2);
    });
  });
}
