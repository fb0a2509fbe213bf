import { expect, test } from 'vitest';
import { allowances, Throttle } from './throttle.ts';

function open() {
  const clock = { at: 1_000_000 };
  return { clock, throttle: new Throttle(() => clock.at) };
}

const { burst, refillMs } = allowances.signInByStrangers;

test('so many tries at once, and then one more each time that the allowance says', () => {
  const { clock, throttle } = open();
  const take = () => throttle.take('signInByStrangers', 'ann');
  expect(Array.from({ length: burst }, take)).toEqual(Array.from({ length: burst }, () => 0));
  expect(take()).toBe(refillMs);
  clock.at += refillMs - 1;
  expect(take()).toBe(1);
  clock.at += 1;
  expect([take(), take()]).toEqual([0, refillMs]);
  clock.at += burst * refillMs;
  expect(Array.from({ length: burst + 1 }, take).at(-1)).toBe(refillMs);
});

test('a try given back can be taken again, and a scope is nobody else’s', () => {
  const { throttle } = open();
  for (let at = 0; at < burst * 3; at += 1) {
    expect(throttle.take('signInByStrangers', 'ann')).toBe(0);
    throttle.giveBack('signInByStrangers', 'ann');
  }
  for (let at = 0; at < burst; at += 1) throttle.take('signInByStrangers', 'ann');
  expect(throttle.take('signInByStrangers', 'bob')).toBe(0);
  expect(throttle.take('signInByDevice', 'ann')).toBe(0);
  throttle.giveBack('signInByStrangers', 'nobody');
});
