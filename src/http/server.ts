import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Reply, ShortLinkRequest } from '../redirect/answer.ts';
import { createLane, type Lane } from '../redirect/lane/lane.ts';
import type { HttpEnv, Log } from './shared/env.ts';

/** What answers short links before any framework sees them. */
export interface Front {
  /** True when it took the request. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers a request that came in by the lane. */
  answer(request: ShortLinkRequest, reply: Reply): void;
}

export interface HttpServerOptions {
  readonly front: Front;
  /** Answers pictures from memory: true when it took the request. */
  readonly pictures?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly app: Hono<HttpEnv>;
  /** Told of connections that were refused because too many are open. */
  readonly log?: Log;
}

export interface HttpServer {
  /** @returns the real port; rejects when it is taken */
  listen(port: number, host: string): Promise<number>;
  /**
   * Stops accepting, finishes the requests that run, and closes connections as they fall idle; what is still
   * open after the grace, by default 3 s, is cut off.
   */
  close(graceMs?: number): Promise<void>;
  readonly server: Server;
}

const limits = {
  /** Slow clients must not hold a connection: the whole head within 10 s, the whole request within 30 s. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than a reverse proxy's usual 60 s, so that the proxy closes first and never meets a closed end. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  /** Unlimited: a proxy keeps its connections for good. */
  maxRequestsPerSocket: 0,
  insecureHTTPParser: false,
  /** Looked at by `isRefused`, whose answer has a body. */
  requireHostHeader: false,
  noDelay: true,
};
const connectionsMax = 10_000;

export function createHttpServer({ front, pictures, app, log }: HttpServerOptions): HttpServer {
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    hostname: 'localhost',
    errorHandler: (error) => answerUnread(error instanceof RequestError ? 400 : 500),
  });
  const server = createServer(limits, (request, response) => {
    if (isRefused(request, response) || front.handle(request, response)) return;
    if (pictures?.(request, response)) return;
    void listener(request, response);
  });
  const lane = putLaneBefore(server, front);
  server.maxConnections = connectionsMax;
  server.maxRequestsPerSocket = limits.maxRequestsPerSocket;
  server.on('connect', (_request, socket: Socket) => refuseTunnel(socket));
  server.on('clientError', answerClientError);
  if (log !== undefined) server.on('drop', tellOfDrops(log));
  return {
    server,
    listen: (port, host) => listen(server, port, host),
    close: (graceMs = 3_000) => close(server, lane, graceMs),
  };
}

/**
 * TRACE would echo the headers that a proxy has added. With two `Host` headers a proxy and we could mean
 * different sites, and HTTP/1.1 needs one (RFC 9112, 3.2 asks for 400).
 */
function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const hosts = countHosts(request.rawHeaders);
  const isHostWrong = hosts > 1 || (hosts === 0 && request.httpVersion !== '1.0');
  if (request.method !== 'TRACE' && !isHostWrong) return false;
  const status = request.method === 'TRACE' ? 405 : 400;
  const body = renderError(status);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, Connection: 'close' };
  response.writeHead(status, headers).end(body);
  return true;
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

/** At most one line a second, however many are refused. */
function tellOfDrops(log: Log): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - toldAt < 1000) return;
    toldAt = performance.now();
    log('warn', { connectionsMax }, 'connections refused: too many are open');
  };
}

const clientErrors: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: renderAnswer(431),
  ERR_HTTP_REQUEST_TIMEOUT: renderAnswer(408),
};

/** What cannot be parsed still gets an answer where the connection can carry one. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(clientErrors[error.code ?? ''] ?? renderAnswer(400), () => socket.destroy());
}

/** What nobody could read belongs to no surface; JSON is what programs can read, and people too. */
function renderError(status: number): string {
  const code = status === 405 ? 'method_not_allowed' : status === 500 ? 'internal_error' : 'validation_error';
  return JSON.stringify({ error: STATUS_CODES[status], code });
}

function renderAnswer(status: number): string {
  const body = renderError(status);
  const head = ['Connection: close', 'Content-Type: application/json', `Content-Length: ${body.length}`];
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...head, '', body].join('\r\n');
}

/** Node takes its own listeners off this socket first: without one of ours an error would end the program. */
function refuseTunnel(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(tunnelMs, () => socket.destroy());
  socket.end(renderAnswer(405), () => socket.destroy());
}

const tunnelMs = 2_000;

function answerUnread(status: number): Response {
  return new Response(renderError(status), { status, headers: { 'Content-Type': 'application/json' } });
}

/**
 * Connections begin in the lane, which answers plain requests of short links, and become the server's own with
 * the first request that is anything else.
 */
function putLaneBefore(server: Server, front: Front): Lane {
  const takeOver = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  const lane = createLane({
    answer: front.answer,
    firstByteMs: limits.headersTimeout,
    idleMs: limits.keepAliveTimeout,
    handOver(socket, chunk) {
      for (const take of takeOver) take.call(server, socket);
      socket.unshift(chunk);
      socket.resume();
    },
  });
  server.on('connection', (socket: Socket) => lane.take(socket));
  return lane;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // Such as no more file descriptors: the next connection may find one.
      server.on('error', () => undefined);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** How often idle connections are looked for, since clients that keep sending would hold the server open. */
const idleSweepMs = 50;

async function close(server: Server, lane: Lane, graceMs: number): Promise<void> {
  if (!server.listening) return;
  lane.close();
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const end = setTimeout(() => {
    lane.destroyAll();
    server.closeAllConnections();
  }, graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearInterval(sweep);
  clearTimeout(end);
}
