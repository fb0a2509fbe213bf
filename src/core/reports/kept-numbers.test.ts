import { expect, test } from 'vitest';
import { KeptNumbers } from './kept-numbers.ts';
import type { ReportLink } from './report-link.ts';

function open() {
  let nowMs = 0;
  let counted = 0;
  const kept = new KeptNumbers<{ readonly counted: number }>(() => nowMs);
  const ask = (id: string, days = 30, zone = 'UTC') =>
    kept.get({ id } as ReportLink, { days, zone }, async () => {
      counted += 1;
      return { counted };
    });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { kept, ask, pass, counted: () => counted };
}

test('an answer is given again for half a minute, to whoever asks the same of the same link', async () => {
  const { ask, pass, counted } = open();
  const first = await ask('a');
  pass(29_999);
  expect(await ask('a')).toBe(first);
  for (const other of [ask('b'), ask('a', 7), ask('a', 30, 'Europe/Berlin')])
    expect(await other).not.toBe(first);
  expect(counted()).toBe(4);
  pass(1);
  expect(await ask('a')).not.toBe(first);
});

test('an answer that fails is not kept', async () => {
  const { kept, ask } = open();
  const fail = () => Promise.reject(new Error('no statistics'));
  const failing = kept.get({ id: 'a' } as ReportLink, { days: 30, zone: 'UTC' }, fail);
  await expect(failing).rejects.toThrow('no statistics');
  expect(await ask('a')).toEqual({ counted: 1 });
});

test('a flood of links forgets the oldest answers, and holds no more of them', async () => {
  const { ask, counted } = open();
  for (let n = 0; n <= 500; n += 1) await ask(`link ${n}`);
  await ask('link 500');
  expect(counted()).toBe(501);
  await ask('link 0');
  expect(counted()).toBe(502);
});
