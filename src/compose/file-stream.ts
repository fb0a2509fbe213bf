import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FilePart, FileWish } from './image-calls.ts';
import { fileReaderMs } from './image-limits.ts';
import { unavailable } from './thread-failure.ts';

type Iterated<Thing> = AsyncIterable<Thing> | Iterable<Thing>;

export interface FileStreamWatch {
  /** At the beginning of a sentence: `The sheet`. */
  readonly what: string;
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Of the reader, who may go before there is a piece. */
  readonly signal?: AbortSignal | undefined;
}

/** Things of one message: a logo crosses once for all of them. */
const thingsMax = 32;

/**
 * A file that a thread makes of many things, as a stream: they are asked for, and pieces made, no faster than it is read.
 * @param begin calls the thread, which has the other end of the port
 */
export async function* streamFile<Thing>(
  begin: (port: MessagePort, signal: AbortSignal) => Promise<unknown>,
  things: Iterated<Thing>,
  { what, onProgress = () => undefined, signal }: FileStreamWatch,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const iterator = iterate(things);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let isWhole = false;
  let reader: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  port1.on('message', (part: FilePart) => {
    if (part === 'more') sendThings(port1, iterator).catch((error) => stop.abort(error));
    else if (part === 'end') isWhole = true;
    else if ('bytes' in part) pieces.push(part.bytes);
    else onProgress(part.done);
    wake();
  });
  const readerLeft = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', readerLeft, { once: true });
  if (signal?.aborted) readerLeft();
  const failed = begin(port2, stop.signal).then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  try {
    for (;;) {
      for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
        // A reader who stops does not always say so, and the next one waits.
        reader = setTimeout(() => stop.abort(unavailable(`${what} is read too slowly`)), fileReaderMs);
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

function iterate<Thing>(things: Iterated<Thing>): AsyncIterator<Thing> | Iterator<Thing> {
  return Symbol.asyncIterator in things ? things[Symbol.asyncIterator]() : things[Symbol.iterator]();
}

async function sendThings<Thing>(
  port: MessagePort,
  iterator: AsyncIterator<Thing> | Iterator<Thing>,
): Promise<void> {
  const things: Thing[] = [];
  let last = false;
  while (!last && things.length < thingsMax) {
    const next = await iterator.next();
    if (next.done) last = true;
    else things.push(next.value);
  }
  send(port, { things, last });
}

function send<Thing>(port: MessagePort, wish: FileWish<Thing>): void {
  port.postMessage(wish);
}
