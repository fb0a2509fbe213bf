import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import type { Core } from '../../src/core/core.ts';
import type { KeyAccess } from '../../src/core/keys/authenticate.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { createLiveFeed, type FeedListener, type LiveFeed } from '../../src/core/scans/feed.ts';
import { openFeedStream } from '../../src/core/scans/feed-stream.ts';
import type { ScanReads, ScanSink, Store } from '../../src/core/store.ts';
import { openScanSink } from '../../src/store/open.ts';
import { eventually } from '../support/eventually.ts';
import { makeAccess, makeCode, openTestCore, operator, startMs, type TestCore } from '../support/store.ts';
import { berlinHit } from '../support/stored-hits.ts';

let core: TestCore;
let sink: ScanSink;
let access: KeyAccess;
let code: Code;
let troubles: unknown[];
let asked: number;
/** What happens before the store is asked for rows. */
let beforeList: () => void | Promise<void>;
let feed: LiveFeed;
let watchedCore: Core;

beforeEach(async () => {
  core = await openTestCore();
  sink = await openScanSink({ url: '', file: join(core.dir, 'quietzone.db'), durability: 'fast' });
  onTestFinished(() => sink.close());
  const owner = await makeAccess(core);
  const input = { dialect: 'qra', workspaceId: owner.workspace.id, userId: null, name: 'test' } as const;
  const { key } = await createKey(core, operator, { ...input, expiresAt: null });
  access = { ...owner, key };
  code = await makeCode(core, access);
  [troubles, asked, beforeList] = [[], 0, () => {}];
  const list: ScanReads['list'] = async (...range) => {
    asked += 1;
    await beforeList();
    return core.store.scans.list(...range);
  };
  const watched: Store = { ...core.store, scans: { ...core.store.scans, list } };
  feed = createLiveFeed({ store: watched, clock: core.clock, onTrouble: (error) => troubles.push(error) });
  watchedCore = { ...core, store: watched, feed };
});

/** Listens, and notes what it hears. */
function listen(changes: Partial<FeedListener> = {}) {
  const heard: number[] = [];
  const listener: FeedListener & { readonly heard: number[]; ends: number } = {
    ...{ access, code: undefined, all: false, heard, ends: 0 },
    hear: ({ rows }) => void heard.push(...rows.map((row) => row.id)),
    end() {
      listener.ends += 1;
      feed.remove(listener);
    },
    ...changes,
  };
  return { listener, isIn: feed.add(listener) };
}

async function store(times: readonly number[]) {
  const hits = times.map((ms, n) => berlinHit(code, ms, n));
  await sink.storeBatch({ id: `batch ${times[0]}`, spool: 'test', hits });
  return { workspace: code.workspaceNum, code: code.num, ids: hits.map((hit) => hit.id) };
}

test('rows are read once, whoever listens, and not at all when nobody does', async () => {
  const before = await store([startMs]);
  feed.tell([before]);
  const elsewhere = { ...access, workspace: { ...access.workspace, num: access.workspace.num + 1 } };
  listen({ access: elsewhere });
  listen({ code: { ...code, num: code.num + 1 } });
  feed.tell([before]);
  const listeners = Array.from({ length: 5 }, () => listen().listener);
  const signal = await store([startMs + 1, startMs + 2]);
  feed.tell([signal]);
  await eventually(() => {
    for (const { heard } of listeners) expect(heard).toEqual(signal.ids);
  });
  expect(asked).toBe(1);
});

test('a hit that comes late is read alone, not with all that was stored behind it', async () => {
  await store(Array.from({ length: 3_000 }, (_, n) => startMs + n * 1_000));
  const { listener } = listen();
  const late = await store([startMs - 600_000]);
  const fresh = await store([startMs + 3_600_000]);
  feed.tell([{ ...late, ids: [...fresh.ids, ...late.ids] }]);
  await eventually(() => expect(listener.heard).toEqual([...late.ids, ...fresh.ids]));
  expect(asked).toBe(2);
});

test('a store that fails ends every listener, so that each comes again and catches up', async () => {
  const listeners = [listen().listener, listen().listener];
  beforeList = () => {
    throw new Error('away');
  };
  feed.tell([await store([startMs])]);
  await eventually(() => expect(listeners.map(({ ends }) => ends)).toEqual([1, 1]));
  expect(troubles).toMatchObject([{ message: 'away' }]);
  beforeList = () => {};
  const { listener } = listen();
  const signal = await store([startMs + 1]);
  feed.tell([signal]);
  await eventually(() => expect(listener.heard).toEqual(signal.ids));
});

test('when it cannot be told whether a key is still good, its stream ends', async () => {
  let onChange = () => {};
  const away = () => Promise.reject(new Error('away'));
  const { changes } = core.store;
  const silent: Store = {
    ...core.store,
    watch(told) {
      onChange = told;
    },
    changes: { ...changes, listAfter: away },
  };
  feed = createLiveFeed({ store: silent, clock: core.clock, onTrouble: (error) => troubles.push(error) });
  const { listener } = listen();
  expect(await feed.guard.admit(listener)).toBe(true);
  onChange();
  await eventually(() => expect(listener.ends).toBe(1));
  expect(troubles).toMatchObject([{ message: 'away' }]);
});

test('when hits come faster than they can be read, memory is bounded and every listener ended', () => {
  const { listener } = listen();
  const ids = Array.from({ length: 100_001 }, (_, n) => n);
  const signal = { workspace: code.workspaceNum, code: code.num, ids };
  feed.tell([signal, signal]);
  expect(listener.ends).toBe(1);
  expect(feed.counters.open).toBe(0);
});

test('a hit that is stored and told of while what was missed is read comes once', async () => {
  const old = await store([startMs]);
  const between: number[] = [];
  beforeList = async () => {
    beforeList = () => {};
    const signal = await store([startMs + 1, startMs + 2]);
    between.push(...signal.ids);
    feed.tell([signal]);
  };
  const request = { access, code: undefined, all: false, afterId: old.ids[0], onEnd: () => {} };
  const stream = (await openFeedStream(watchedCore, request))!;
  await eventually(() => expect(asked).toBe(2));
  const last = await store([startMs + 3]);
  feed.tell([last]);
  const ids: number[] = [];
  while (ids.at(-1) !== last.ids[0]) {
    for (const part of (await stream.next()) ?? []) {
      if (part.is === 'hits') ids.push(...part.batch.rows.map((row) => row.id));
    }
  }
  expect(ids).toEqual([...old.ids, ...between, ...last.ids]);
  stream.close();
  expect(feed.counters).toEqual({ open: 0, sent: 4 });
});

describe('as many may listen as memory is meant for', () => {
  test('10 of a workspace, and 500 of all together', () => {
    const ofWorkspace = (num: number) => ({ ...access, workspace: { ...access.workspace, num } });
    for (let num = 1; num <= 50; num += 1) {
      const let10 = Array.from({ length: 10 }, () => listen({ access: ofWorkspace(num) }).isIn);
      expect(let10).not.toContain(false);
      if (num < 50) expect(listen({ access: ofWorkspace(num) }).isIn).toBe(false);
    }
    expect(feed.counters.open).toBe(500);
    expect(listen({ access: ofWorkspace(51) }).isIn).toBe(false);
  });

  test('one that leaves makes room, once', () => {
    const listeners = Array.from({ length: 10 }, () => listen().listener);
    expect(listen().isIn).toBe(false);
    feed.remove(listeners[0]!);
    feed.remove(listeners[0]!);
    expect([listen().isIn, listen().isIn]).toEqual([true, false]);
  });

  test('and nobody when the server stops', () => {
    const { listener } = listen();
    feed.close();
    expect(listener.ends).toBe(1);
    expect(() => listen()).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});
