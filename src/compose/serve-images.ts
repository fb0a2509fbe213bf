import { giveWay } from '../runtime/give-way.ts';
import type { CallTable } from './calls.ts';
import { asAppError } from './picture-failure.ts';
import { type CallHandlers, serveCalls } from './serve-calls.ts';

/** For the threads of images. Redirects come first: they give way to every other thread. */
export function serveImages<Calls extends CallTable<Calls>>(handlers: CallHandlers<Calls>): void {
  giveWay();
  serveCalls<Calls>(handlers, asAppError);
}
