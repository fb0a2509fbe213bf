import type { MessagePort } from 'node:worker_threads';
import type { SheetLabel } from '../core/designs/sheet.ts';
import type { SheetPart, SheetWish } from './image-calls.ts';

/** Pieces that are sent before the first of them is taken: whoever reads slowly fills no memory. */
const piecesAhead = 4;
/** Smaller ones are sent together, since each message costs more than its bytes. */
const pieceBytesMin = 64 * 1024;

/** The thread's end of a sheet: the labels, as they are needed. */
export async function* takeLabels(port: MessagePort, signal: AbortSignal): AsyncGenerator<SheetLabel> {
  for (;;) {
    send(port, 'labels');
    const { labels, last } = await nextLabels(port, signal);
    yield* labels;
    if (last) return;
  }
}

function nextLabels(port: MessagePort, signal: AbortSignal): Promise<Exclude<SheetWish, 'taken'>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      port.off('message', take);
      signal.removeEventListener('abort', abort);
    };
    const take = (wish: SheetWish) => {
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

/** Sends the sheet as fast as it is taken. */
export async function sendSheet(
  port: MessagePort,
  sheet: AsyncIterable<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): Promise<void> {
  let free = piecesAhead;
  let wake: () => void = () => undefined;
  port.on('message', (wish: SheetWish) => {
    if (wish === 'taken') free += 1;
    wake();
  });
  signal.addEventListener('abort', () => wake());
  for await (const bytes of gather(sheet)) {
    while (free === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    signal.throwIfAborted();
    free -= 1;
    send(port, { bytes }, [bytes.buffer]);
  }
  send(port, 'end');
}

async function* gather(
  sheet: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of sheet) {
    small.push(piece);
    bytes += piece.length;
    if (bytes < pieceBytesMin) continue;
    yield join(small, bytes);
    small = [];
    bytes = 0;
  }
  if (bytes > 0) yield join(small, bytes);
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

function send(port: MessagePort, part: SheetPart, transfer: ArrayBuffer[] = []): void {
  port.postMessage(part, transfer);
}
