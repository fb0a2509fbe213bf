import type { Socket } from 'node:net';
import { type Answer, type Reply, type ShortLinkRequest, type Timing, withTiming } from '../answer.ts';
import { parseShortLinkRequest } from './parse.ts';

/**
 * The short way in. Connections begin here; a request that is plainly a GET or HEAD of a short link is answered
 * without node's HTTP server, at about half of the cost. With the first byte that is anything else the
 * connection becomes node's for good.
 */
export interface LaneOptions {
  readonly answer: (request: ShortLinkRequest, reply: Reply) => void;
  /** Gives a connection to node's server, with what was read and not answered. */
  readonly handOver: (socket: Socket, chunk: Buffer) => void;
  /** A connection that says nothing is closed after this time, and after this between two requests. */
  readonly firstByteMs: number;
  readonly idleMs: number;
}

export interface Lane {
  take(socket: Socket): void;
  /** Closes what is idle, and every other connection behind its answer. */
  close(): void;
  /** Cuts off what is still there, such as clients that never close their side. */
  destroyAll(): void;
}

export function createLane(options: LaneOptions): Lane {
  const connections = new Set<LaneConnection>();
  let closing = false;
  return {
    take(socket) {
      if (closing) return void socket.destroy();
      const connection = new LaneConnection(socket, options, () => connections.delete(connection));
      connections.add(connection);
    },
    close() {
      closing = true;
      for (const connection of connections) connection.finish();
    },
    destroyAll() {
      for (const connection of connections) connection.destroy();
    },
  };
}

class LaneConnection implements Reply {
  readonly #socket: Socket;
  readonly #options: LaneOptions;
  readonly #onGone: () => void;
  readonly #peer: string;
  /** A request is being answered. */
  #busy = false;
  #isHead = false;
  #answered = false;
  /** Came in behind the request that is being answered. */
  #early: Buffer[] = [];
  /** The client has said its last, or the server stops: the connection ends behind the running answer. */
  #last = false;
  #ended = false;
  /** Closed by us: whatever still comes in is not taken, and its sender asks again elsewhere. */
  #finished = false;

  constructor(socket: Socket, options: LaneOptions, onGone: () => void) {
    this.#socket = socket;
    this.#options = options;
    this.#onGone = onGone;
    this.#peer = socket.remoteAddress ?? '';
    socket.setNoDelay(true);
    socket.setTimeout(options.firstByteMs);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('timeout', this.#onTimeout);
    socket.on('error', this.#onError);
    socket.on('close', onGone);
  }

  send(answer: Answer, timing?: Timing): void {
    this.#busy = false;
    if (this.#socket.destroyed) return;
    if (!this.#answered) this.#socket.setTimeout(this.#options.idleMs);
    this.#answered = true;
    const head = renderHead(answer, timing, this.#last);
    const socket = this.#socket;
    if (this.#isHead || answer.body.length === 0) {
      socket.write(head, 'latin1');
    } else {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(answer.body);
      socket.uncork();
    }
    if (this.#early.length > 0) this.#answerEarly();
    else if (this.#last) this.finish();
    else if (socket.writableNeedDrain) this.#waitForReader();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  finish(): void {
    this.#last = true;
    if (this.#busy) return;
    this.#finished = true;
    this.#socket.end();
  }

  /** A client that asks and does not read gets no more memory than one socket's buffer. */
  #waitForReader(): void {
    this.#socket.pause();
    this.#socket.once('drain', this.#onDrain);
  }

  readonly #onDrain = (): void => {
    this.#socket.resume();
  };

  #answerEarly(): void {
    const chunk = Buffer.concat(this.#early);
    this.#early = [];
    // Node cannot take over a connection whose end it would not see.
    if (!this.#ended) return this.#handOver(chunk);
    this.#last = true;
    this.#onData(chunk);
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#finished) return;
    if (this.#busy) {
      // Pipelined: node's server has the order and the limits for that.
      this.#early.push(chunk);
      this.#socket.pause();
      return;
    }
    const request = parseShortLinkRequest(chunk, this.#peer);
    if (!request && this.#ended) return this.finish();
    if (!request) return this.#handOver(chunk);
    this.#busy = true;
    this.#isHead = request.head;
    this.#options.answer(request, this);
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    if (this.#early.length === 0) this.finish();
  };

  readonly #onTimeout = (): void => {
    if (!this.#busy) this.#socket.destroy();
  };

  readonly #onError = (): void => {
    this.#socket.destroy();
  };

  #handOver(chunk: Buffer): void {
    const socket = this.#socket;
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('timeout', this.#onTimeout);
    socket.off('error', this.#onError);
    socket.off('close', this.#onGone);
    socket.off('drain', this.#onDrain);
    socket.setTimeout(0);
    this.#onGone();
    this.#options.handOver(socket, chunk);
  }
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  503: 'Service Unavailable',
};

/** Heads by their answer: the answers of redirects are made once a link. */
const heads = new WeakMap<Answer, string>();

function renderHead(answer: Answer, timing: Timing | undefined, last: boolean): string {
  let head = heads.get(answer);
  if (head === undefined) {
    head = renderFields(answer.status, answer.headers);
    heads.set(answer, head);
  }
  const timed = timing ? renderFields(answer.status, withTiming(answer, timing)) : head;
  return `${timed}Date: ${httpDate()}\r\nConnection: ${last ? 'close' : 'keep-alive'}\r\n\r\n`;
}

function renderFields(status: number, headers: readonly string[]): string {
  let text = `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\n`;
  for (let at = 0; at < headers.length; at += 2) text += `${headers[at]}: ${headers[at + 1]}\r\n`;
  return text;
}

let dateSecond = -1;
let dateText = '';

/** IMF-fixdate (RFC 9110, 5.6.7), made once a second. */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1000).toUTCString();
  }
  return dateText;
}
