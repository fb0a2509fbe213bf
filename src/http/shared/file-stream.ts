import type { Context } from 'hono';
import { bodyStream } from './body-stream.ts';
import type { HttpEnv, Log } from './env.ts';

interface FileToSend {
  readonly type: string;
  /** ASCII, without quotes. */
  readonly name: string;
  /** Made as it is taken, for as long as the signal of the request is not aborted. */
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a file that is made no faster than it is read; what breaks it off behind its beginning is logged. */
export async function fileStream<E extends HttpEnv>(
  c: Context<E>,
  { type, name, pieces, headers }: FileToSend,
  log: Log,
  surface: string,
): Promise<Response> {
  const { signal } = c.req.raw;
  const made = async function* () {
    yield* pieces;
  };
  const all = {
    ...{ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
    ...{ 'Cache-Control': 'no-store', ...headers },
  };
  try {
    return await bodyStream(c, all, made(), (error) => {
      if (!signal.aborted) log('error', { err: error, surface }, 'file broke off');
    });
  } catch (error) {
    // Nobody is there to read any more.
    if (signal.aborted) return c.body(null);
    throw error;
  }
}
