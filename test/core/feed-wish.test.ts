import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { createFolder, deleteFolder } from '../../src/core/folders/folders.ts';
import type { KeyAccess } from '../../src/core/keys/authenticate.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { openFeedStream } from '../../src/core/scans/feed-stream.ts';
import { type FeedWishInput, parseFeedWish } from '../../src/core/scans/feed-wish.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { askStatistics } from '../../src/core/stats/ask/ask.ts';
import type { FilterInput } from '../../src/core/stats/ask/parse-filters.ts';
import type { ScanSink } from '../../src/core/store.ts';
import { openScanSink } from '../../src/store/open.ts';
import { eventually } from '../support/eventually.ts';
import { makeAccess, makeCode, openTestCore, operator, startMs, type TestCore } from '../support/store.ts';
import { berlinHit, phoneHit } from '../support/stored-hits.ts';

let core: TestCore;
let sink: ScanSink;
let access: KeyAccess;
let [menu, poster] = [] as unknown as [Code, Code];
beforeEach(async () => {
  core = await openTestCore();
  sink = await openScanSink({ url: '', file: join(core.dir, 'quietzone.db'), durability: 'fast' });
  onTestFinished(() => sink.close());
  const owner = await makeAccess(core);
  const input = { dialect: 'qra', workspaceId: owner.workspace.id, userId: null, name: 'test' } as const;
  access = { ...owner, key: (await createKey(core, operator, { ...input, expiresAt: null })).key };
  [menu, poster] = [await makeCode(core, access), await makeCode(core, access)];
});

const wishOf = (input: Partial<FeedWishInput>) =>
  parseFeedWish(core, access, { filters: {}, all: false, ...input });

async function listen(input: Partial<FeedWishInput>, afterId?: number) {
  const listener = { heard: [] as number[], hasEnded: false, close: () => stream.close() };
  const onEnd = () => {
    listener.hasEnded = true;
  };
  const stream = (await openFeedStream(core, { ...(await wishOf(input)), access, afterId, onEnd }))!;
  onTestFinished(() => stream.close());
  void (async () => {
    for (let parts = await stream.next(); parts !== null; parts = await stream.next())
      for (const part of parts)
        if (part.is === 'hits') listener.heard.push(...part.batch.rows.map(({ id }) => id));
  })();
  return listener;
}

let batches = 0;
async function store(hits: readonly EnrichedHit[]): Promise<readonly number[]> {
  batches += 1;
  await sink.storeBatch({ id: `batch ${batches}`, spool: 'test', hits });
  for (const { workspace, code, id } of hits) core.feed.tell([{ workspace, code, ids: [id] }]);
  return hits.map(({ id }) => id);
}

/** A hit of each, the menu's first. */
const storeBoth = (ms: number) => store([berlinHit(menu, ms), berlinHit(poster, ms, 1)]);

describe('of a folder or a tag come the scans of the codes that are in it when they are scanned', () => {
  test.each(['folder', 'tag'] as const)('%s', async (kind) => {
    const { id: hall } = await createFolder(core, access, { name: 'Hall' });
    const put = (code: Code, isIn: boolean) =>
      updateCode(
        core,
        access,
        code.id,
        kind === 'folder' ? { folderId: isIn ? hall : null } : { tags: isIn ? ['hall'] : [] },
      );
    await put(menu, true);
    const wish = kind === 'folder' ? { folder: hall } : { tag: 'hall' };
    const [part, whole] = [await listen(wish), await listen({})];
    const first = await storeBoth(startMs);
    await eventually(() => expect(whole.heard).toHaveLength(2));
    expect(part.heard).toEqual([first[0]]);
    await put(poster, true);
    await put(menu, false);
    const second = await storeBoth(startMs + 1_000);
    await eventually(() => expect(whole.heard).toHaveLength(4));
    expect(part.heard).toEqual([first[0], second[1]]);
    // Whoever comes again is told of those that are in it now.
    const again = await listen(wish, first[0]);
    await eventually(() => expect(again.heard).toEqual([first[1], second[1]]));
    const none = await listen({ ...wish, code: menu.id }, first[0]);
    const third = await storeBoth(startMs + 2_000);
    await eventually(() => expect(again.heard).toEqual([first[1], second[1], third[1]]));
    expect(none.heard).toEqual([]);
  });
});

test('a folder that is deleted ends its stream, and no other', async () => {
  const { id: hall } = await createFolder(core, access, { name: 'Hall' });
  const [ofHall, whole] = [await listen({ folder: hall }), await listen({})];
  await deleteFolder(core, access, hall);
  await eventually(() => expect(ofHall.hasEnded).toBe(true));
  expect(whole.hasEnded).toBe(false);
  await expect(wishOf({ folder: hall })).rejects.toMatchObject({ code: 'not_found' });
});

const filters: readonly FilterInput[] = [
  { country: ['DE'] },
  { country: ['AT', '(none)'] },
  { region: ['Berlin'] },
  { city: ['(none)'] },
  { device: ['desktop'] },
  { os: ['iOS'] },
  { browser: ['Firefox'] },
  { referrer: ['www.News.example'] },
  { referrer: ['(none)'], device: ['mobile'] },
  { country: ['DE', 'AT'], device: ['desktop'], browser: ['Firefox'] },
  { hour: ['13'] },
  { weekday: ['6'], hour: ['14'] },
  { week_hour: ['133'] },
  { kind: ['bot'] },
  { reason: ['none'] },
  { network: ['none'] },
];

describe('with filters come the hits that statistics count with the same', () => {
  const zone = 'Europe/Berlin';
  const hour = 3_600_000;
  const storeMixed = () => {
    const desktop = { ua: 'firefox', device: 'desktop', os: 'Windows', browser: 'Firefox' };
    const curl = { ua: 'curl', device: 'unknown', os: 'Unknown', browser: 'Unknown', flags: 1 };
    const at = (n: number) => berlinHit(menu, startMs + n * hour, n).id;
    return store([
      berlinHit(menu, startMs),
      { ...berlinHit(menu, startMs + hour, 1), ...desktop },
      phoneHit(menu, at(2), { country: 'AT', referrer: 'news.example' }),
      phoneHit(poster, at(3), { country: 'AT', ...desktop }),
      phoneHit(poster, at(4)),
      phoneHit(poster, at(5), curl),
    ]);
  };
  const countHits = async (chosen: FilterInput) => {
    const range = { since: { ms: startMs - hour }, until: { ms: startMs + 24 * hour }, zone };
    const plain = { interval: null, by: [], split: null, limit: 10, after: null, compare: false };
    const asked = { ...range, ...plain, metrics: ['hits'], filters: chosen } as const;
    return (await askStatistics(core, access, {}, asked)).answer.totals[0];
  };

  // As many at once as may listen.
  test.each([filters.slice(0, 8), filters.slice(8)])('live and after a break: %j, …', async (...some) => {
    const whole = await listen({ all: true });
    const streams = [];
    for (const chosen of some) streams.push(await listen({ filters: chosen, tz: zone, all: true }));
    const ids = await storeMixed();
    await eventually(() => expect(whole.heard).toHaveLength(ids.length));
    for (const [n, { heard, close }] of streams.entries()) {
      const wish = { filters: some[n]!, tz: zone, all: true };
      expect([n, heard.length]).toEqual([n, await countHits(wish.filters)]);
      expect(heard.length).toBeGreaterThan(0);
      close();
      const again = await listen(wish, ids[0]);
      await eventually(() => expect(again.heard.toSorted()).toEqual(heard.toSorted()));
      again.close();
    }
  });

  test('and a value that no hit can have is refused by the name of its parameter', async () => {
    const pathOf = async (input: Partial<FeedWishInput>) => {
      const error = await wishOf(input).catch((refusal) => refusal);
      return [error.code, error.details[0]?.path];
    };
    expect(await pathOf({ filters: { country: ['Germany'] } })).toEqual(['validation_error', 'country']);
    expect(await pathOf({ filters: { hour: ['24'] } })).toEqual(['validation_error', 'hour']);
    expect(await pathOf({ tz: 'Mars/Base' })).toEqual(['validation_error', 'tz']);
  });
});
