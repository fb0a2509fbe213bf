import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets the calling thread yield to the others of this process when they share a busy processor: on Linux a
 * thread has a priority of its own (setpriority(2), under its thread id). Elsewhere nothing happens.
 */
export function giveWay(): void {
  try {
    const threadId = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(threadId, constants.priority.PRIORITY_LOW);
  } catch {
    // Not Linux, or not allowed: the thread runs like the others.
  }
}
