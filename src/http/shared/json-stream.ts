import type { Context } from 'hono';

/**
 * Answers with one JSON object whose last field is a list that is too long to be held: `chunks` is asked only as
 * fast as the client reads. The first chunk is awaited, so that what fails at once still becomes an error
 * answer; what fails later ends the connection, and the client sees a document that is cut off.
 */
export async function jsonStream(
  c: Context,
  head: Readonly<Record<string, unknown>>,
  listName: string,
  chunks: AsyncGenerator<readonly unknown[]>,
): Promise<Response> {
  const opening = JSON.stringify({ ...head, [listName]: [] }).slice(0, -2);
  const first = await chunks.next();
  c.header('Content-Type', 'application/json');
  if (first.done) return c.body(`${opening}]}`);
  const encoder = new TextEncoder();
  let text = opening + renderItems(first.value);
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        controller.enqueue(encoder.encode(text));
        const { done, value } = await chunks.next();
        if (!done) {
          text = `,${renderItems(value)}`;
          return;
        }
        controller.enqueue(encoder.encode(']}'));
        controller.close();
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return c.body(stream);
}

function renderItems(items: readonly unknown[]): string {
  return items.map((item) => JSON.stringify(item)).join(',');
}
