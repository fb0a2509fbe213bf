import { setImmediate } from 'node:timers/promises';

/** Lets everything that waits for this thread go first: scans are answered between two steps of long work. */
export function rest(): Promise<void> {
  return setImmediate();
}
