import type { MessagePort } from 'node:worker_threads';
import type { FilePart, FileWish } from './image-calls.ts';
import type { CallContext } from './serve-calls.ts';

/** Pieces that are sent before the first of them is taken: whoever reads slowly fills no memory. */
const piecesAhead = 4;
/** Smaller ones are sent together, since each message costs more than its bytes. */
const pieceBytesMin = 64 * 1024;
/** Larger ones are cut: a reader has some time for each, however slow the line is. */
const pieceBytesMax = 256 * 1024;

const signOfLifeMs = 1_000;

/** The thread's end of a file that is made of many things, in pieces. */
export async function serveFile<Thing>(
  port: MessagePort,
  { signal, onProgress }: CallContext<null>,
  make: (
    things: AsyncIterable<Thing>,
    onThing: (done: number) => void,
  ) => AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<null> {
  let toldAt = performance.now();
  const tellOfLife = () => {
    if (performance.now() - toldAt < signOfLifeMs) return;
    toldAt = performance.now();
    onProgress(null);
  };
  const onThing = (done: number) => {
    send(port, { done });
    tellOfLife();
  };
  try {
    // A thing of many pieces is long on its way.
    await sendFile(port, make(takeThings<Thing>(port, signal), onThing), signal, tellOfLife);
  } finally {
    port.close();
  }
  return null;
}

/** As they are needed. */
async function* takeThings<Thing>(port: MessagePort, signal: AbortSignal): AsyncGenerator<Thing> {
  for (;;) {
    send(port, 'more');
    const { things, last } = await nextThings<Thing>(port, signal);
    yield* things;
    if (last) return;
  }
}

function nextThings<Thing>(
  port: MessagePort,
  signal: AbortSignal,
): Promise<Exclude<FileWish<Thing>, 'taken'>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      port.off('message', take);
      signal.removeEventListener('abort', abort);
    };
    const take = (wish: FileWish<Thing>) => {
      if (wish === 'taken') return;
      settle();
      resolve(wish);
    };
    const abort = () => {
      settle();
      reject(signal.reason);
    };
    port.on('message', take);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
}

/** Sends the file as fast as it is taken. */
async function sendFile(
  port: MessagePort,
  file: AsyncIterable<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
  onPiece: () => void,
): Promise<void> {
  let free = piecesAhead;
  let wake: () => void = () => undefined;
  port.on('message', (wish: FileWish<unknown>) => {
    if (wish === 'taken') free += 1;
    wake();
  });
  signal.addEventListener('abort', () => wake());
  for await (const bytes of gather(file)) {
    while (free === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    signal.throwIfAborted();
    free -= 1;
    send(port, { bytes }, [bytes.buffer]);
    onPiece();
  }
  send(port, 'end');
}

async function* gather(
  file: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file) {
    small.push(piece);
    bytes += piece.length;
    if (bytes < pieceBytesMin) continue;
    yield* cut(join(small, bytes));
    small = [];
    bytes = 0;
  }
  if (bytes > 0) yield join(small, bytes);
}

/** Each has bytes of its own, since they are handed over. */
function* cut(whole: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  if (whole.length <= pieceBytesMax) return yield whole;
  for (let at = 0; at < whole.length; at += pieceBytesMax) yield whole.slice(at, at + pieceBytesMax);
}

function join(pieces: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function send(port: MessagePort, part: FilePart, transfer: ArrayBuffer[] = []): void {
  port.postMessage(part, transfer);
}
