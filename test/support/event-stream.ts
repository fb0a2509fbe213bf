import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

export interface ReadEvent {
  readonly event: string;
  readonly id: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a client sees of JSON
  readonly data: any;
}

/** A reader of server-sent events, as far as the stream has come. */
export interface EventReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Oldest first; comments and `retry` are left out. */
  readonly events: readonly ReadEvent[];
  /** Everything as sent. */
  text(): string;
  /** The events, as soon as there are so many. */
  untilHas(count: number): Promise<readonly ReadEvent[]>;
  /** Resolves when the server has ended it: true when properly, false when it was cut off. */
  readonly ended: Promise<boolean>;
  /** Takes no more from the socket. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface EventReaderOptions {
  readonly url: string;
  /** Of an API; the dashboard's streams come with a cookie instead. */
  readonly key?: string;
  readonly path?: string;
  readonly cookie?: string;
  /** Such as `?code=…`. */
  readonly query?: string;
  readonly lastEventId?: number | string;
}

/** Resolves with the head of the answer, whatever its status. */
export async function openEvents(options: EventReaderOptions): Promise<EventReader> {
  const { request, response } = await ask(options);
  let text = '';
  response.setEncoding('utf8');
  const ended = new Promise<boolean>((resolve) => {
    response.on('close', () => resolve(response.complete));
    response.on('error', () => resolve(false));
  });
  const events: ReadEvent[] = [];
  let rest = '';
  response.on('data', (part: string) => {
    text += part;
    const blocks = (rest + part).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) events.push(...parseEvent(block));
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    ...{ events, ended },
    text: () => text,
    untilHas: (count) =>
      eventually(() => {
        expect(events.length).toBeGreaterThanOrEqual(count);
        return events;
      }),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void request.destroy(),
  };
}

function ask(options: EventReaderOptions): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const { url, key, cookie, path = '/api/v1/stream', query = '', lastEventId } = options;
  const headers = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(cookie === undefined ? {} : { cookie, 'sec-fetch-site': 'same-origin' }),
    ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
  };
  return new Promise((resolve, reject) => {
    const request = get(`${url}${path}${query}`, { headers, agent: false }, (response) =>
      resolve({ request, response }),
    );
    request.on('error', reject);
  });
}

function parseEvent(block: string): readonly ReadEvent[] {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line] as const));
  const textOf = (name: string) => fields.get(name)?.slice(name.length + 2) ?? '';
  if (!fields.has('data')) return [];
  return [{ event: textOf('event'), id: Number(textOf('id')), data: JSON.parse(textOf('data')) }];
}
