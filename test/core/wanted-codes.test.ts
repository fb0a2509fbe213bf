import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import { directions } from '../../src/core/codes/order.ts';
import {
  listPartOfWanted,
  listWanted,
  type WantedCodes,
  type WantedOrder,
  wantedSorts,
} from '../../src/core/designs/wanted-codes.ts';
import { openScanSink } from '../../src/store/open.ts';
import { newHit } from '../store/room.ts';
import { makeAccess, makeCode, openTestCore, type TestCore } from '../support/store.ts';

async function storeScans(core: TestCore, code: Code, count: number): Promise<void> {
  const options = { url: '', file: join(core.dir, 'quietzone.db'), durability: 'fast' } as const;
  const sink = await openScanSink(options);
  onTestFinished(() => sink.close());
  const hits = Array.from({ length: count }, (_, n) => newHit(code, n));
  await sink.storeBatch({ id: code.id, spool: 's1', hits });
}

/** Four codes that every order puts in another row, and one of somebody else. */
async function openTables() {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const slugs = ['Bar-2', 'bar-10', 'aisle', 'Zoo'];
  const names = ['Table 10', 'Table 9', 'window', 'Bar'];
  const codes: Code[] = [];
  for (const [at, slug] of slugs.entries()) {
    core.clock.at += 1;
    codes.push(await makeCode(core, access, { slug, name: names[at] }));
  }
  await storeScans(core, codes[1]!, 3);
  await storeScans(core, codes[3]!, 1);
  await makeCode(core, await makeAccess(core, 'Elsewhere', 'business'), { slug: 'theirs' });
  const limit = { max: 10, tooMany: 'too many', pathOf: (field: string) => field };
  const list = async (wanted: WantedCodes) =>
    (await listWanted(core, access, wanted, limit)).map(({ slug }) => slug);
  return { core, access, codes, limit, list };
}

const asc: Readonly<Record<WantedOrder['by'], readonly string[]>> = {
  created: ['Bar-2', 'bar-10', 'aisle', 'Zoo'],
  updated: ['Bar-2', 'bar-10', 'aisle', 'Zoo'],
  name: ['Zoo', 'bar-10', 'Bar-2', 'aisle'],
  slug: ['aisle', 'Bar-2', 'bar-10', 'Zoo'],
  scans: ['Bar-2', 'aisle', 'Zoo', 'bar-10'],
};

test('codes are drawn in every order, whether a filter finds them or they are named, whole and in parts', async () => {
  const { core, access, codes, limit, list } = await openTables();
  const ids = codes.map(({ id }) => id);
  for (const by of wantedSorts)
    for (const direction of directions) {
      const order = { by, direction };
      const expected = direction === 'asc' ? asc[by] : asc[by].toReversed();
      for (const wanted of [
        { codes: {}, order },
        { codes: ids, order },
      ]) {
        expect([order, await list(wanted)]).toEqual([order, expected]);
        const partOf = () => ({ from: 1, to: 3 });
        const part = await listPartOfWanted(core, access, wanted, limit, partOf);
        expect([order, part.total, part.codes.map(({ slug }) => slug)]).toEqual([
          ...[order, 4, expected.slice(1, 3)],
        ]);
      }
    }
});

test('codes are named by ids and slugs in any case, as often as they are wanted, and stay in that order', async () => {
  const { codes, list } = await openTables();
  const id = codes[0]!.id.toUpperCase();
  expect(await list({ codes: ['zoo', id, 'BAR-10', 'zoo'] })).toEqual(['Zoo', 'Bar-2', 'bar-10', 'Zoo']);
});

test('what the workspace does not have, or has in the trash, is not found by its slug', async () => {
  const { core, codes, list } = await openTables();
  await core.store.transact((tx) => tx.codes.update({ ...codes[2]!, trashedAt: core.clock.at }));
  for (const slug of ['theirs', 'aisle', 'nosuch', 'no slug'])
    await expect(list({ codes: ['zoo', slug] })).rejects.toMatchObject({
      ...{ code: 'validation_error', details: [{ path: 'codes.1' }] },
    });
});

test('of more than may be drawn nothing is looked at, however they are ordered', async () => {
  const { core, access, limit } = await openTables();
  const unread = () => Promise.reject(new Error('looked at'));
  const codes = { ...core.store.codes, listSlugsOf: unread, listNumsOf: unread, listInOrder: unread };
  const busy = { ...core, store: { ...core.store, codes } };
  for (const by of wantedSorts) {
    const order = { by, direction: 'asc' } as const;
    await expect(listWanted(busy, access, { codes: {}, order }, { ...limit, max: 3 })).rejects.toMatchObject({
      ...{ code: 'validation_error', details: [{ path: 'codes', message: 'too many' }] },
    });
  }
});

test('of named codes in an order only those of the part are read whole', async () => {
  const { core, access, codes, limit } = await openTables();
  const read: string[] = [];
  const findMany: typeof core.store.codes.findMany = (workspaceId, ids) => {
    read.push(...ids);
    return core.store.codes.findMany(workspaceId, ids);
  };
  const watched = { ...core, store: { ...core.store, codes: { ...core.store.codes, findMany } } };
  const wanted: WantedCodes = {
    codes: [...codes.map(({ id }) => id), 'zoo'],
    order: { by: 'slug', direction: 'asc' },
  };
  const part = await listPartOfWanted(watched, access, wanted, limit, () => ({ from: 2, to: 5 }));
  expect(part.codes.map(({ slug }) => slug)).toEqual(['bar-10', 'Zoo', 'Zoo']);
  expect(new Set(read)).toEqual(new Set([codes[1]!.id, codes[3]!.id]));
});
