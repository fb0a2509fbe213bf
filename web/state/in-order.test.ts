import { expect, test } from 'vitest';
import { openOrder } from './in-order.ts';

test('each waits for the one before, also for one that failed, and it is told when anything waits', async () => {
  const said: string[] = [];
  const inOrder = openOrder((isWaiting) => said.push(isWaiting ? 'waiting' : 'done'));
  const slow = Promise.withResolvers<void>();
  const first = inOrder(async () => {
    await slow.promise;
    said.push('first');
    throw new Error('refused');
  });
  const second = inOrder(async () => said.push('second'));
  await Promise.resolve();
  expect(said).toEqual(['waiting']);
  slow.resolve();
  await expect(first).rejects.toThrow('refused');
  await second;
  await Promise.resolve();
  expect(said).toEqual(['waiting', 'first', 'second', 'done']);
});
