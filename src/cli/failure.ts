import { CommanderError } from 'commander';
import { ConfigError } from '../config/load.ts';
import { AppError } from '../core/errors.ts';
import { hideSecrets } from '../runtime/logger.ts';

export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command was not understood, or says too little to act on. */
export class UsageError extends Error {}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UsageError || error instanceof ConfigError) return exitCodes.usage;
  const isInvalid = error instanceof AppError && error.code === 'validation_error';
  return isInvalid ? exitCodes.usage : exitCodes.failed;
}

/** What went wrong, in one line for people. */
export function sentenceOf(error: unknown): string {
  const sentence = listenSentence(error) ?? (error instanceof Error ? error.message : String(error));
  return hideSecrets(sentence.split('\n')[0]?.trim() || 'Something went wrong.');
}

interface ListenError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly address?: string;
  readonly port?: number;
}

function isListenError(error: unknown): error is ListenError {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen' && 'code' in error;
}

function listenSentence(error: unknown): string | undefined {
  if (!isListenError(error)) return undefined;
  const where = `port ${error.port ?? '?'} of ${error.address ?? 'this machine'}`;
  if (error.code === 'EADDRINUSE')
    return `PORT: ${where} is taken: stop the program that listens there, or set another PORT.`;
  if (error.code === 'EACCES') return `PORT: this user may not listen on ${where}: set a PORT above 1023.`;
  if (error.code === 'EADDRNOTAVAIL')
    return `HOST: this machine does not have the address ${error.address ?? ''}.`;
  return undefined;
}
