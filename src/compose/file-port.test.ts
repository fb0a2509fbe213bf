import { expect, test } from 'vitest';
import { serveFile } from './file-port.ts';
import { streamFile } from './file-stream.ts';

/** Both ends in one thread: the port between them is a real one. */
async function send(...made: readonly Uint8Array<ArrayBuffer>[]) {
  const pieces: Uint8Array[] = [];
  const stream = streamFile<null>(
    (port, signal) =>
      serveFile<null>(port, { signal, onProgress: () => undefined }, async function* () {
        yield* made;
      }),
    [],
    { what: 'The file' },
  );
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

test('a large picture is sent in pieces that a slow line takes in time, and small ones together', async () => {
  const large = Uint8Array.from({ length: 1_000_001 }, (_, at) => at % 251);
  const small = Uint8Array.from([1, 2, 3]);
  const pieces = await send(small, small, large, small);
  expect(Buffer.concat(pieces)).toEqual(Buffer.concat([small, small, large, small]));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
  expect(pieces).toHaveLength(5);
});
