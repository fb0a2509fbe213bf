import type { IncomingMessage, ServerResponse } from 'node:http';

/** What goes out for one request. `headers` is a flat list of names and values, as `writeHead` takes fastest. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string | Uint8Array;
}

/** `durable`: the hit was on the disk before the answer; `deferred`: the person did not wait for that. */
export type Timing = 'durable' | 'deferred';

/** Where the answer to one request goes. */
export interface Reply {
  /** Once a request. Whoever has gone away meanwhile is passed over in silence. */
  send(answer: Answer, timing?: Timing): void;
}

/** One request of a short link, from either way in. */
export interface ShortLinkRequest {
  readonly head: boolean;
  /** Path and query in origin form (RFC 9112, 3.2.1), beginning with `/p/` or `/P/`. */
  readonly target: string;
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[];
  /** Address of the other end of the connection; '' when it is gone. */
  readonly peer: string;
}

/** `no-store`: the destination may change at any time (RFC 9111, 5.2.2.5). */
export function redirectTo(location: string): Answer {
  return {
    status: 302,
    headers: ['Location', location, 'Cache-Control', 'no-store', 'Content-Length', '0'],
    body: '',
  };
}

export function withTiming(answer: Answer, timing: Timing | undefined): readonly string[] {
  return timing ? [...answer.headers, 'Server-Timing', `scan;desc=${timing}`] : answer.headers;
}

/** Of node's server; for HEAD it leaves the body out by itself. */
export class NodeReply implements Reply {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  send(answer: Answer, timing?: Timing): void {
    this.#response.writeHead(answer.status, withTiming(answer, timing) as string[]);
    this.#response.end(answer.body);
  }
}

/** The short link that node's request asks for; null when it asks for something else. */
export function shortLinkRequestOf(request: IncomingMessage): ShortLinkRequest | null {
  const target = originForm(request.url ?? '');
  if (!isShortLinkTarget(target)) return null;
  const { rawHeaders, socket, method } = request;
  return { head: method === 'HEAD', target, rawHeaders, peer: socket.remoteAddress ?? '' };
}

function isShortLinkTarget(target: string): boolean {
  if (target.charCodeAt(0) !== 47 || target.charCodeAt(2) !== 47) return false;
  const letter = target.charCodeAt(1);
  return letter === 112 || letter === 80;
}

/** A server takes the absolute form as well (RFC 9112, 3.2.2); what it says of the host counts for nothing here. */
function originForm(target: string): string {
  return target.charCodeAt(0) === 47 ? target : target.replace(/^https?:\/\/[^/?#]*/i, '');
}

/** Value of a header by its lower-case name; of several, all of them, as a list (RFC 9110, 5.3). */
export function headerOf(rawHeaders: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== name) continue;
    found = found === undefined ? rawHeaders[at + 1] : `${found}, ${rawHeaders[at + 1]}`;
  }
  return found;
}
