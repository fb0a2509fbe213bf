import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { changesOf, makeAccess, openTestCore, startMs } from '../../test/support/store.ts';
import { dayMs } from '../core/stats/month.ts';
import { startEraser } from './eraser.ts';

test('what is too old is pruned soon after a clock that was far ahead was put right', async () => {
  const core = await openTestCore();
  const { store, clock } = core;
  const troubles: unknown[] = [];
  const makeOld = async (nowMs: number) => {
    clock.at = nowMs - 200 * dayMs;
    await makeAccess(core);
    await makeAccess(core, 'Dairy');
    clock.at = nowMs;
    expect(await tooOld()).not.toEqual([]);
  };
  // The newest stays: the next one is counted on from it.
  const tooOld = async () =>
    (await changesOf(store)).slice(0, -1).filter(({ at }) => at < clock.at - 180 * dayMs);
  const pruned = () =>
    eventually(async () => expect([troubles, await tooOld()]).toEqual([[], []]), { timeoutMs: 2_000 });
  await makeOld(startMs + 400 * dayMs);
  const options = { retentionDays: 0, agentRetentionDays: 0 };
  const eraser = startEraser({ ...options, store, clock, onTrouble: (error) => troubles.push(error) });
  onTestFinished(() => eraser.stop());
  await pruned();
  await makeOld(startMs);
  eraser.wake();
  await pruned();
});
