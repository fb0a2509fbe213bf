import type { Socket } from 'node:net';
import type { Context } from 'hono';
import type { HttpEnv } from './env.ts';

/** A text, which goes as UTF-8, or bytes as they are. */
type Piece = string | Uint8Array<ArrayBuffer>;

/**
 * Answers with a body that is too long to be held: `pieces` is asked only as fast as the client reads. The first
 * piece is awaited, so that what fails at once still becomes an error answer, without these headers; what fails later
 * is told to `onBreak` and ends the connection: the client sees a document cut off. HEAD has the headers alone.
 */
export async function bodyStream<E extends HttpEnv>(
  c: Context<E>,
  headers: Readonly<Record<string, string>>,
  pieces: AsyncGenerator<Piece>,
  onBreak: (error: unknown) => void,
): Promise<Response> {
  const first = await pieces.next();
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (c.req.method === 'HEAD') {
    await pieces.return(undefined);
    return c.body(null);
  }
  const socket = c.env?.incoming?.socket;
  return c.body(streamOf(putBack(first, pieces), onBreak, socket));
}

async function* putBack(
  first: IteratorResult<Piece, unknown>,
  pieces: AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  if (first.done) return;
  try {
    yield first.value;
    yield* pieces;
  } finally {
    await pieces.return(undefined);
  }
}

function streamOf(
  pieces: AsyncGenerator<Piece>,
  onBreak: (error: unknown) => void,
  socket: Socket | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
        } catch (error) {
          onBreak(error);
          if (socket === undefined) return controller.error(new Error('the document breaks off here'));
          socket.destroy();
          controller.close();
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
