import { isMarkedAsUntransferable, parentPort, type Transferable } from 'node:worker_threads';
import type { CallMessage, CallReply, CallTable, ProgressOf } from './calls.ts';
import { failureOf } from './thread-failure.ts';

export interface CallContext<Progress = never> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export type CallHandlers<Calls extends CallTable<Calls>> = {
  readonly [Call in keyof Calls]: (
    args: Calls[Call]['args'],
    context: CallContext<ProgressOf<Calls[Call]>>,
  ) => Calls[Call]['result'] | Promise<Calls[Call]['result']>;
};

type Handler = (args: readonly unknown[], context: CallContext<unknown>) => unknown;

/**
 * The thread's side of `CallThread`.
 *
 * @param nameError an error of the room that does the work, as the product knows it
 */
export function serveCalls<Calls extends CallTable<Calls>>(
  handlers: CallHandlers<Calls>,
  nameError: (error: unknown) => unknown = (error) => error,
): void {
  if (!parentPort) throw new Error('calls are served in a worker thread');
  const port = parentPort;
  const stops = new Map<number, AbortController>();

  const reply = (message: CallReply, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  const answer = async ({ id, call, args }: Extract<CallMessage, { call: string }>) => {
    const stop = new AbortController();
    stops.set(id, stop);
    try {
      const handle = handlers[call as keyof Calls] as Handler;
      const onProgress = (progress: unknown) => reply({ id, progress });
      const { result, transfer } = handOver(await handle(args, { signal: stop.signal, onProgress }));
      reply({ id, result }, transfer);
    } catch (error) {
      reply({ id, failure: failureOf(nameError(error)) });
    } finally {
      stops.delete(id);
    }
  };
  port.on('message', (message: CallMessage) => {
    if ('abort' in message) stops.get(message.id)?.abort();
    else void answer(message);
  });
}

/** A result whose bytes have their memory for themselves, which then is handed over instead of being copied. */
function handOver<Result>(result: Result): {
  readonly result: Result;
  readonly transfer: Transferable[];
} {
  if (result instanceof Uint8Array) {
    const bytes = aloneInMemory(result);
    return { result: bytes as Result & Uint8Array, transfer: [bytes.buffer] };
  }
  const { bytes: inner } = (result ?? {}) as { bytes?: unknown };
  if (!(inner instanceof Uint8Array)) return { result, transfer: [] };
  const bytes = aloneInMemory(inner);
  return { result: { ...result, bytes }, transfer: [bytes.buffer] };
}

/** Small buffers of node share a larger one, and those that libraries have made cannot be handed over. */
function aloneInMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isAlone = buffer instanceof ArrayBuffer && bytes.length === buffer.byteLength;
  return isAlone && !isMarkedAsUntransferable(buffer) ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
