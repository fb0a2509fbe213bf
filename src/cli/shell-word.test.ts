import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test('a plain path stays as it is', () => {
  expect(shellWord('/var/lib/quiet-zone_1.2')).toBe('/var/lib/quiet-zone_1.2');
});

test.each(['/my data/q', "/ann's", '/$HOME/`id`', '/a\nb', '', '/a"b\\c', '*'])(
  'a shell reads %j back',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  },
);
