import type { Socket } from 'node:net';
import type { Context } from 'hono';
import type { HttpEnv } from './env.ts';

/**
 * Answers with one JSON object whose last field is a list that is too long to be held: `chunks` is asked only as
 * fast as the client reads. The first chunk is awaited, so that what fails at once still becomes an error
 * answer; what fails later is told to `onBreak` and ends the connection: the client sees a document cut off.
 */
export async function jsonStream<E extends HttpEnv>(
  c: Context<E>,
  head: Readonly<Record<string, unknown>>,
  listName: string,
  chunks: AsyncGenerator<readonly unknown[]>,
  onBreak: (error: unknown) => void,
): Promise<Response> {
  const opening = JSON.stringify({ ...head, [listName]: [] }).slice(0, -2);
  const first = await chunks.next();
  c.header('Content-Type', 'application/json');
  if (first.done) return c.body(`${opening}]}`);
  const texts = textsOf(opening + renderItems(first.value), chunks);
  const socket = c.env?.incoming?.socket;
  return c.body(streamOf(texts, onBreak, socket));
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

async function* textsOf(opening: string, chunks: AsyncGenerator<readonly unknown[]>): AsyncGenerator<string> {
  yield opening;
  for await (const chunk of chunks) yield `,${renderItems(chunk)}`;
  yield ']}';
}

function renderItems(items: readonly unknown[]): string {
  return items.map((item) => JSON.stringify(item)).join(',');
}
