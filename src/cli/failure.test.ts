import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { ConfigError } from '../config/load.ts';
import { AppError } from '../core/errors.ts';
import { StartError } from '../runtime/start-error.ts';
import { exitCodeOf, sentenceOf, UsageError } from './failure.ts';

test('exit code 2 means that the command or the configuration is wrong, 1 that it failed, 0 that help was asked for', () => {
  expect(exitCodeOf(new UsageError('x'))).toBe(2);
  expect(exitCodeOf(new ConfigError('x'))).toBe(2);
  expect(exitCodeOf(new CommanderError(1, 'commander.unknownCommand', 'x'))).toBe(2);
  expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', 'x'))).toBe(0);
  expect(exitCodeOf(new StartError('x'))).toBe(1);
  expect(exitCodeOf(new AppError('validation_error', 'x'))).toBe(2);
  expect(exitCodeOf(new AppError('not_found', 'x'))).toBe(1);
  expect(exitCodeOf('x')).toBe(1);
});

test('a failure is one line, without passwords and keys', () => {
  expect(sentenceOf(new Error('first\nsecond'))).toBe('first');
  expect(sentenceOf(new Error('cannot reach postgres://u:hunter2@db/q'))).toBe(
    'cannot reach postgres://u:***@db/q',
  );
  expect(sentenceOf(new Error(''))).toBe('Something went wrong.');
  expect(sentenceOf('just text')).toBe('just text');
});

test.each([
  [
    'EADDRINUSE',
    'PORT: port 80 of 0.0.0.0 is taken: stop the program that listens there, or set another PORT.',
  ],
  ['EACCES', 'PORT: this user may not listen on port 80 of 0.0.0.0: set a PORT above 1023.'],
  ['EADDRNOTAVAIL', 'HOST: this machine does not have the address 0.0.0.0.'],
])('a %s from listening names the option to change', (code, sentence) => {
  const error = Object.assign(new Error(`listen ${code}`), {
    code,
    syscall: 'listen',
    address: '0.0.0.0',
    port: 80,
  });
  expect(sentenceOf(error)).toBe(sentence);
});
