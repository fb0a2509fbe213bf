import type { Context } from 'hono';
import type { HttpEnv } from './env.ts';

/** Server-sent events (WHATWG HTML, 9.2). A field of an event is one line, so that its text may hold no line end. */
export interface ServerEvent {
  readonly event: string;
  /** Comes back as `Last-Event-ID`; left out, the one before stays. */
  readonly id?: number;
  readonly data: unknown;
}

export function renderEvent({ event, id, data }: ServerEvent): string {
  const fields = [
    `event: ${event}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${fields.join('\n')}\n\n`;
}

const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  // Or nginx gathers events until a buffer is full.
  'X-Accel-Buffering': 'no',
};

/** How long a reader waits before it comes again. */
const retryMs = 2_000;
/** Proxies close connections on which nothing is said for a minute, some after half of it. */
const keepAliveMs = 15_000;

/** The headers alone, for HEAD. */
export function answerEventHead<E extends HttpEnv>(c: Context<E>): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.body(null);
}

export interface EventSupply {
  /** Whole events, as soon as there are any; null at the end. Asked as fast as the reader takes them. */
  next(): Promise<Uint8Array | null>;
  /** The stream has ended, or its reader has gone. May be called twice. */
  close(): void;
}

export interface EventAnswer {
  readonly response: Response;
  /** Ends the stream: properly where the reader has taken everything, by cutting it off where it has not. */
  readonly end: () => void;
}

/** @param onBreak told why the supply failed, which ends the stream */
export function answerEvents<E extends HttpEnv>(
  c: Context<E>,
  supply: EventSupply,
  onBreak: (error: unknown) => void,
): EventAnswer {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const socket = c.env?.incoming?.socket;
  let isReading = false;
  let keepAlive: NodeJS.Timeout | undefined;
  const encoder = new TextEncoder();
  const close = () => {
    clearInterval(keepAlive);
    supply.close();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n`));
        // A reader that takes nothing is sent nothing more.
        keepAlive = setInterval(() => isReading && controller.enqueue(encoder.encode(':\n\n')), keepAliveMs);
      },
      async pull(controller) {
        isReading = true;
        const events = await supply.next().catch((error: unknown) => {
          onBreak(error);
          return null;
        });
        isReading = false;
        if (events !== null) return controller.enqueue(events);
        close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
  return { response: c.body(body), end: () => !isReading && socket?.destroy() };
}
