import type { Socket } from 'node:net';
import type { Context } from 'hono';
import type { HttpEnv } from './env.ts';

/**
 * Answers with a text that is too long to be held: `texts` is asked only as fast as the client reads. The first
 * one is awaited, so that what fails at once still becomes an error answer, without these headers; what fails later
 * is told to `onBreak` and ends the connection: the client sees a document cut off. HEAD has the headers alone.
 */
export async function textStream<E extends HttpEnv>(
  c: Context<E>,
  headers: Readonly<Record<string, string>>,
  texts: AsyncGenerator<string>,
  onBreak: (error: unknown) => void,
): Promise<Response> {
  const first = await texts.next();
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (c.req.method === 'HEAD') {
    await texts.return(undefined);
    return c.body(null);
  }
  const socket = c.env?.incoming?.socket;
  return c.body(streamOf(putBack(first, texts), onBreak, socket));
}

async function* putBack(
  first: IteratorResult<string, unknown>,
  texts: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done) return;
  try {
    yield first.value;
    yield* texts;
  } finally {
    await texts.return(undefined);
  }
}

function streamOf(
  texts: AsyncGenerator<string>,
  onBreak: (error: unknown) => void,
  socket: Socket | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await texts.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          onBreak(error);
          if (socket === undefined) return controller.error(new Error('the document breaks off here'));
          socket.destroy();
          controller.close();
        }
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
