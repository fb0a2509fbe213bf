import { expect, onTestFinished, test } from 'vitest';
import { createPasswordThread } from '../../src/compose/accounts.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ScryptCost } from '../../src/runtime/password-hash.ts';

const cheap: ScryptCost = { ln: 4, r: 8, p: 1 };
/** About 50 ms of work, so that a queue of them is a flood. */
const dear: ScryptCost = { ln: 14, r: 8, p: 1 };

function open(cost: ScryptCost) {
  const passwords = createPasswordThread({ error: () => undefined }, cost);
  onTestFinished(() => passwords.close());
  return passwords;
}

test('a password is known again by its hash, and another is not', async () => {
  const passwords = open(cheap);
  const hash = await passwords.hash('correct horse battery');
  expect(await passwords.verify(hash, 'correct horse battery')).toBe(true);
  expect(await passwords.verify(hash, 'correct horse batterx')).toBe(false);
});

test('a flood of sign-ins fills the queue, and whoever comes then is asked to come again', async () => {
  const passwords = open(dear);
  expect(passwords.hasRoom()).toBe(true);
  const asked = Array.from({ length: 40 }, () => passwords.hash('correct horse battery'));
  expect(passwords.hasRoom()).toBe(false);
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  // One under way and 16 that wait.
  expect(outcomes.length - refused.length).toBe(17);
  expect(refused.every(({ reason }) => reason instanceof AppError && reason.code === 'unavailable')).toBe(
    true,
  );
  expect(await passwords.hash('correct horse battery')).toContain('$scrypt$');
});

test('while passwords are hashed, the thread that redirects is free', async () => {
  const passwords = open(dear);
  await passwords.hash('the thread is there');
  const before = performance.eventLoopUtilization();
  await Promise.all(Array.from({ length: 12 }, () => passwords.hash('correct horse battery')));
  const { active, idle } = performance.eventLoopUtilization(before);
  expect(idle).toBeGreaterThan(active);
});
