import { expect, test } from 'vitest';
import { MemoryPacks } from '../../../test/support/memory-packs.ts';
import { hitAt } from '../../../test/support/naive-packs.ts';
import { LeaseLost } from '../../core/stats/port.ts';
import { takeClaim } from './claim.ts';
import { createPace, keepingClaim, withPace } from './pace.ts';

/** A store with a few pages of rows, and a clock of its own. */
async function start() {
  const store = new MemoryPacks(undefined, 2);
  store.storeHits([1, 2, 3, 4, 5, 6, 7, 8].map((code) => hitAt(code, 20_500, code)));
  const clock = { ms: Date.UTC(2026, 10, 22) };
  const now = () => clock.ms;
  const claim = (await takeClaim(store, 'a:1', now))!;
  return { store, clock, now, claim };
}

test('a run that lost its claim never continues, whoever took it and gave it back meanwhile', async () => {
  const { store, clock, now, claim } = await start();
  clock.ms += 90_000;
  const other = await takeClaim(store, 'b:1', now);
  await expect(claim.keep()).rejects.toBeInstanceOf(LeaseLost);
  await other?.release();
  await expect(claim.keep()).rejects.toBeInstanceOf(LeaseLost);
});

test('a run that was suspended while nobody else came goes on', async () => {
  const { store, clock, now, claim } = await start();
  clock.ms += 90_000;
  await claim.keep();
  expect(await takeClaim(store, 'b:1', now)).toBeUndefined();
});

test('the claim is kept while rows are read, however long that takes', async () => {
  const { store, clock, now, claim } = await start();
  const paced = withPace(store, keepingClaim(createPace(), claim));
  let pages = 0;
  await paced.read(async (snapshot) => {
    for await (const _ of snapshot.rows([1, 2, 3, 4, 5, 6, 7, 8], 0, 2 ** 53)) {
      pages += 1;
      clock.ms += 30_000;
    }
  });
  expect(pages).toBe(4);
  expect(await takeClaim(store, 'b:1', now)).toBeUndefined();
  await claim.keep();
});
