import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import { classOfFlags } from '../../src/core/scans/hit.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import type { BatchResult, Store } from '../../src/core/store.ts';
import {
  allClasses,
  atMs,
  everything,
  type FreshDatabase,
  makeCode,
  makeWorkspace,
  newHit,
  openRoom,
} from './room.ts';

const nothing: BatchResult = { inserted: 0, byClass: new Map(), orphaned: 0, stored: [] };
const again: BatchResult = { ...nothing, again: true };

export function sinkContract(fresh: FreshDatabase): void {
  async function roomWithCode() {
    const room = await openRoom(fresh);
    const workspace = await makeWorkspace(room.store);
    return { ...room, workspace, code: await makeCode(room.store, workspace) };
  }

  async function logOf(store: Store, code: Code) {
    return store.scans.list(code.num, everything, 'oldest', 0, 10_000);
  }

  describe('scan sink', () => {
    test('a batch sent twice is stored once, also by another sink', async () => {
      const { store, code, openSink } = await roomWithCode();
      const sink = await openSink();
      const batch = { id: 'b1', spool: 's1', hits: [newHit(code, 0), newHit(code, 1, { flags: 1 })] };
      expect(await sink.storeBatch(batch)).toEqual({
        inserted: 2,
        byClass: new Map([
          [0, 1],
          [1, 1],
        ]),
        orphaned: 0,
        stored: batch.hits.flatMap((hit) => [hit.code, hit.id]),
      });
      expect(await sink.storeBatch(batch)).toEqual(again);
      expect(await (await openSink()).storeBatch(batch)).toEqual(again);
      expect(await store.scans.totals([code.num], allClasses)).toEqual(new Map([[code.num, 2]]));
    });

    test('two sinks that store one batch at the same time store it once', async () => {
      const { store, code, workspace, openSink } = await roomWithCode();
      const sinks = [await openSink(), await openSink()];
      const hits = Array.from({ length: 200 }, (_, index) => newHit(code, index, { ua: `agent ${index}` }));
      const results = await Promise.all(
        sinks.map((sink) => sink.storeBatch({ id: 'b1', spool: 's1', hits })),
      );
      expect(results.map((result) => result.inserted).toSorted((a, b) => a - b)).toEqual([0, 200]);
      expect(await store.workspaces.scansInMonth(workspace.num, '2026-11')).toBe(200);
    });

    test('hits that are there are not counted again, whichever batch and spool they come in', async () => {
      const { store, code, workspace, openSink } = await roomWithCode();
      const sink = await openSink();
      const hits = [newHit(code, 0), newHit(code, 1)];
      await sink.storeBatch({ id: 'b1', spool: 's1', hits });
      const more = [...hits, newHit(code, 2), newHit(code, 2)];
      const stored = [code.num, more[2]!.id];
      const expected = { inserted: 1, byClass: new Map([[0, 1]]), orphaned: 0, stored };
      expect(await sink.storeBatch({ id: 'b2', spool: 's2', hits: more })).toEqual(expected);
      expect(await sink.storeBatch({ id: 'b3', spool: 's1', hits: more })).toEqual(nothing);
      expect(await store.scans.totals([code.num], [0])).toEqual(new Map([[code.num, 3]]));
      expect(await store.workspaces.scansInMonth(workspace.num, '2026-11')).toBe(3);
    });

    test('a batch that fails leaves nothing behind, and the sink works on', async () => {
      const { store, code, workspace, openSink } = await roomWithCode();
      const sink = await openSink();
      const good = [newHit(code, 0, { ua: 'first seen here', referrer: 'new.example', city: 'Ulm' })];
      const broken = { ...newHit(code, 1), flags: Number.NaN };
      await expect(sink.storeBatch({ id: 'b1', spool: 's1', hits: [...good, broken] })).rejects.toThrow();
      expect(await logOf(store, code)).toEqual([]);
      expect(await store.scans.totals([code.num], allClasses)).toEqual(new Map());
      const other = newHit(code, 5, {
        ua: 'somebody else',
        referrer: 'other.example',
        city: 'Rom',
        os: 'iPadOS',
      });
      await sink.storeBatch({ id: 'b2', spool: 's1', hits: [other, ...good] });
      expect(await logOf(store, code)).toMatchObject([
        { city: 'Ulm', referrer: 'new.example', os: 'iOS' },
        { city: 'Rom', referrer: 'other.example', os: 'iPadOS' },
      ]);
      expect(await store.workspaces.scansInMonth(workspace.num, '2026-11')).toBe(2);
    });

    test('hits of deleted and of unknown codes are told and leave no trace', async () => {
      const { store, code, workspace, openSink } = await roomWithCode();
      const [kept, trashed] = [
        await makeCode(store, workspace),
        await makeCode(store, workspace, { trashedAt: atMs }),
      ];
      await store.transact((tx) => tx.codes.bury([code], atMs));
      const unknown = newHit(code, 2, { code: 999_999 });
      const sink = await openSink();
      const hits = [newHit(code, 0), newHit(kept, 1), unknown, newHit(trashed, 3, { flags: 8 })];
      expect(await sink.storeBatch({ id: 'b1', spool: 's1', hits })).toEqual({
        inserted: 2,
        byClass: new Map([
          [0, 1],
          [8, 1],
        ]),
        orphaned: 2,
        stored: [kept.num, hits[1]!.id, trashed.num, hits[3]!.id],
      });
      expect(await logOf(store, code)).toEqual([]);
      const totals = await store.scans.totals([code.num, kept.num, trashed.num, 999_999], allClasses);
      expect(totals).toEqual(
        new Map([
          [kept.num, 1],
          [trashed.num, 1],
        ]),
      );
    });

    test('beyond their caps user agents and referrers become other, and known ones stay known', async () => {
      const { store, code, openSink } = await roomWithCode();
      const caps = { agents: 2, referrers: 2 };
      const hit = (index: number, name: number) =>
        newHit(code, index, { ua: `agent ${name}`, os: `OS ${name}`, referrer: `host-${name}` });
      const sink = await openSink(caps);
      await sink.storeBatch({ id: 'b1', spool: 's1', hits: [hit(0, 1), hit(1, 2), hit(2, 3), hit(3, 1)] });
      await sink.storeBatch({ id: 'b2', spool: 's1', hits: [hit(4, 4), hit(5, 2)] });
      await (await openSink(caps)).storeBatch({ id: 'b3', spool: 's1', hits: [hit(6, 5), hit(7, 1)] });
      const rows = await logOf(store, code);
      const names = ['1', '2', 'other', '1', 'other', '2', 'other', '1'];
      expect(rows.map((row) => row.os)).toEqual(
        names.map((name) => (name === 'other' ? 'Unknown' : `OS ${name}`)),
      );
      expect(rows.map((row) => row.referrer)).toEqual(
        names.map((name) => (name === 'other' ? 'other' : `host-${name}`)),
      );
    });

    test('odd header values do not stop a batch', async () => {
      const { store, code, openSink } = await roomWithCode();
      const sink = await openSink();
      const odd = [
        'a\0b',
        '\u00011',
        '\ud800',
        '\u{1f6aa}'.repeat(256),
        "'; drop table scans; --",
        'other',
        'NULL',
      ];
      const hits = odd.map((ua, index) =>
        newHit(code, index, { ua, browser: `B${index}`, city: ua, referrer: ua }),
      );
      const { inserted } = await sink.storeBatch({ id: 'b1', spool: 's1', hits });
      expect(inserted).toBe(odd.length);
      expect((await logOf(store, code)).map((row) => row.city)).toEqual([
        'ab',
        '1',
        '\ufffd',
        ...odd.slice(3),
      ]);
    });

    test('totals equal a naive count of what was sent, whatever is sent twice or out of order', async () => {
      const { store, workspace, openSink } = await roomWithCode();
      const sink = await openSink();
      const codes = [await makeCode(store, workspace), await makeCode(store, workspace)];
      const sent = new Map<string, EnrichedHit>();
      let batches = 0;
      const hits = fc.array(
        fc.record({ code: fc.nat(1), index: fc.nat(40_000), flags: fc.nat(1023), agent: fc.nat(9) }),
        { maxLength: 40 },
      );
      const check = async (drawn: { code: number; index: number; flags: number; agent: number }[]) => {
        const batch = drawn.map(({ code, index, flags, agent }) => {
          const hit = newHit(codes[code]!, index * 60_000, { flags, ua: `agent ${agent}` });
          const key = `${hit.code} ${hit.id}`;
          const known = sent.get(key) ?? hit;
          sent.set(key, known);
          return known;
        });
        batches += 1;
        await sink.storeBatch({ id: `b${batches}`, spool: `s${batches % 2}`, hits: batch });
        for (const code of codes) await expectNaive(store, code, [...sent.values()]);
      };
      await fc.assert(fc.asyncProperty(hits, check), { numRuns: 25, endOnFailure: true });
    });
  });
}

async function expectNaive(store: Store, code: Code, sent: readonly EnrichedHit[]): Promise<void> {
  const own = sent.filter((hit) => hit.code === code.num);
  for (const hitClass of new Set(own.map((hit) => classOfFlags(hit.flags)))) {
    const expected = own.filter((hit) => classOfFlags(hit.flags) === hitClass).length;
    expect((await store.scans.totals([code.num], [hitClass])).get(code.num)).toBe(expected);
  }
  expect((await store.scans.totals([code.num], allClasses)).get(code.num) ?? 0).toBe(own.length);
  expect(await store.scans.count(code.num, everything)).toBe(own.length);
}
