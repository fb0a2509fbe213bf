import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { SheetLabel, SheetOptions } from '../core/designs/sheet.ts';
import type { CallThread } from './call-thread.ts';
import type { SheetCalls, SheetPart, SheetWish } from './image-calls.ts';
import { sheetReaderMs } from './image-limits.ts';
import { unavailable } from './thread-failure.ts';

type Labels = AsyncIterable<SheetLabel> | Iterable<SheetLabel>;

interface SheetStreamWatch {
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Of the reader, who may go before there is a piece. */
  readonly signal?: AbortSignal | undefined;
}

/** Labels of one message: their logo crosses once for all of them. */
const labelsMax = 32;

/** A sheet that a thread draws, as a stream: labels are asked for, and pieces made, no faster than it is read. */
export async function* streamSheet(
  thread: CallThread<SheetCalls>,
  labels: Labels,
  options: SheetOptions,
  { onProgress = () => undefined, signal }: SheetStreamWatch = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const iterator = iterate(labels);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let isWhole = false;
  let reader: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  port1.on('message', (part: SheetPart) => {
    if (part === 'labels') sendLabels(port1, iterator).catch((error) => stop.abort(error));
    else if (part === 'end') isWhole = true;
    else if ('bytes' in part) pieces.push(part.bytes);
    else onProgress(part.done);
    wake();
  });
  const readerLeft = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', readerLeft, { once: true });
  if (signal?.aborted) readerLeft();
  const failed = thread
    .call('drawSheet', [options, port2], { signal: stop.signal, transfer: [port2] })
    .then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  try {
    for (;;) {
      for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
        // A reader who stops does not always say so, and the next sheet waits.
        reader = setTimeout(() => stop.abort(unavailable('The sheet is read too slowly')), sheetReaderMs);
        yield piece;
        clearTimeout(reader);
        send(port1, 'taken');
      }
      if (isWhole) return;
      const arrived = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([arrived, failed]);
    }
  } finally {
    clearTimeout(reader);
    signal?.removeEventListener('abort', readerLeft);
    stop.abort();
    port1.close();
    await iterator.return?.();
  }
}

function iterate(labels: Labels): AsyncIterator<SheetLabel> | Iterator<SheetLabel> {
  return Symbol.asyncIterator in labels ? labels[Symbol.asyncIterator]() : labels[Symbol.iterator]();
}

async function sendLabels(
  port: MessagePort,
  iterator: AsyncIterator<SheetLabel> | Iterator<SheetLabel>,
): Promise<void> {
  const labels: SheetLabel[] = [];
  let last = false;
  while (!last && labels.length < labelsMax) {
    const next = await iterator.next();
    if (next.done) last = true;
    else labels.push(next.value);
  }
  send(port, { labels, last });
}

function send(port: MessagePort, wish: SheetWish): void {
  port.postMessage(wish);
}
