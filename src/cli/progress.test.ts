import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

function openTerminal(errColumns?: number) {
  const said: string[] = [];
  const terminal: Terminal = {
    env: {},
    cwd: '/',
    out: () => {
      throw new Error('progress is never a result');
    },
    write: () => Promise.reject(new Error('progress is never a result')),
    err: (text) => void said.push(text),
    readInput: () => Promise.resolve(''),
    ...(errColumns !== undefined && { errColumns }),
  };
  return { terminal, said };
}

test('a terminal sees a bar with rate and remaining time, drawn over itself and taken away at the end', () => {
  const { terminal, said } = openTerminal(100);
  let nowMs = 0;
  const progress = startProgress(terminal, { label: 'Sealing', total: 4_000 }, () => nowMs);
  nowMs = 2_000;
  progress.update(1_000);
  const bar = `${'#'.repeat(10)}${'.'.repeat(30)}`;
  expect(said).toEqual([`\r[${bar}] Sealing: 25 %, 1,000 of 4,000, 500/s, 6 s left\u001b[K`]);
  nowMs = 2_050;
  progress.update(1_100);
  expect(said).toHaveLength(1);
  progress.end();
  expect(said.at(-1)).toBe('\r\u001b[K');
});

test('a narrow terminal never gets a line that would wrap', () => {
  for (let columns = 1; columns < 120; columns += 1) {
    const { terminal, said } = openTerminal(columns);
    let nowMs = 0;
    const progress = startProgress(terminal, { label: 'Exporting', total: 1_234_567 }, () => nowMs);
    nowMs = 60_000;
    progress.update(600_000);
    const [line = ''] = said;
    expect(line.replace('\r', '').replace('\u001b[K', '').length).toBeLessThan(columns);
  }
});

test('where nobody watches there is a line every five seconds, a last one at the end, and none for short work', () => {
  const { terminal, said } = openTerminal();
  let nowMs = 0;
  const progress = startProgress(terminal, { label: 'Exporting' }, () => nowMs);
  for (nowMs = 1_000; nowMs <= 11_000; nowMs += 1_000) progress.update(nowMs);
  nowMs = 11_000;
  progress.end();
  expect(said).toEqual([
    'Exporting: 5,000, 1,000/s\n',
    'Exporting: 10,000, 1,000/s\n',
    'Exporting: 11,000, 1,000/s\n',
  ]);
  const short = openTerminal();
  startProgress(short.terminal, { label: 'Exporting' }).end();
  expect(short.said).toEqual([]);
});

test('less than was foreseen ends at what was there', () => {
  const { terminal, said } = openTerminal();
  let nowMs = 0;
  const progress = startProgress(terminal, { label: 'Exporting', total: 100 }, () => nowMs);
  nowMs = 6_000;
  progress.update(60);
  progress.update(60, 60);
  progress.end();
  expect(said).toEqual([
    'Exporting: 60 %, 60 of 100, 10/s, 4 s left\n',
    'Exporting: 100 %, 60 of 60, 10/s, 0 s left\n',
  ]);
});

test('more than was foreseen is a full bar and no time left', () => {
  const { terminal, said } = openTerminal(100);
  let nowMs = 0;
  const progress = startProgress(terminal, { label: 'Reading', total: 10 }, () => nowMs);
  nowMs = 1_000;
  progress.update(20);
  expect(said[0]).toContain('Reading: 100 %, 20 of 10, 20/s, 0 s left');
  nowMs = 2_000;
  progress.update(20, 7_300 * 10 + 20);
  expect(said[1]).toContain('2 h 1 min left');
});
