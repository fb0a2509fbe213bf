import type { Context } from 'hono';
import { bodyStream } from './body-stream.ts';
import type { HttpEnv } from './env.ts';

/** Answers with one JSON object whose last field is a list that is too long to be held: see `bodyStream`. */
export function jsonStream<E extends HttpEnv>(
  c: Context<E>,
  head: Readonly<Record<string, unknown>>,
  listName: string,
  chunks: AsyncGenerator<readonly unknown[]>,
  onBreak: (error: unknown) => void,
): Promise<Response> {
  const opening = JSON.stringify({ ...head, [listName]: [] }).slice(0, -2);
  return bodyStream(c, { 'Content-Type': 'application/json' }, textsOf(opening, chunks), onBreak);
}

/** Opening and first items are one text, since the first text is what an answer waits for. */
async function* textsOf(opening: string, chunks: AsyncGenerator<readonly unknown[]>): AsyncGenerator<string> {
  let before = opening;
  for await (const chunk of chunks) {
    yield before + renderItems(chunk);
    before = ',';
  }
  yield before === opening ? `${opening}]}` : ']}';
}

function renderItems(items: readonly unknown[]): string {
  return items.map((item) => JSON.stringify(item)).join(',');
}
