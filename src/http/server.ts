import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { HttpEnv, Log } from './shared/env.ts';

/** What answers short links before any framework sees them. */
export interface Front {
  /** True when it took the request. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface HttpServerOptions {
  readonly front: Front;
  readonly app: Hono<HttpEnv>;
  /** Told of connections that were refused because too many are open. */
  readonly log?: Log;
}

export interface HttpServer {
  /** @returns the real port; rejects when it is taken */
  listen(port: number, host: string): Promise<number>;
  /** Stops accepting, finishes the requests that run, and closes connections as they fall idle. */
  close(): Promise<void>;
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
  requireHostHeader: true,
  noDelay: true,
};
const connectionsMax = 10_000;

export function createHttpServer({ front, app, log }: HttpServerOptions): HttpServer {
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    hostname: 'localhost',
    errorHandler: () => new Response('Bad request', { status: 400 }),
  });
  const server = createServer(limits, (request, response) => {
    if (isRefused(request, response) || front.handle(request, response)) return;
    void listener(request, response);
  });
  server.maxConnections = connectionsMax;
  server.maxRequestsPerSocket = limits.maxRequestsPerSocket;
  server.on('connect', (_request, socket: Socket) => socket.end(plainAnswer(405, 'Method Not Allowed')));
  server.on('clientError', answerClientError);
  if (log !== undefined) server.on('drop', tellOfDrops(log));
  return { server, listen: (port, host) => listen(server, port, host), close: () => close(server) };
}

/**
 * TRACE would echo the headers that a proxy has added, and with two `Host` headers a proxy and we could mean
 * different sites (RFC 9112, 3.2 asks for 400).
 */
function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const status = request.method === 'TRACE' ? 405 : countHosts(request.rawHeaders) > 1 ? 400 : 0;
  if (status === 0) return false;
  response.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' });
  response.end(status === 405 ? 'Method not allowed.' : 'One Host header is allowed.');
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
  HPE_HEADER_OVERFLOW: plainAnswer(431, 'Request Header Fields Too Large'),
  ERR_HTTP_REQUEST_TIMEOUT: plainAnswer(408, 'Request Timeout'),
};

/** What cannot be parsed still gets an answer where the connection can carry one. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(clientErrors[error.code ?? ''] ?? plainAnswer(400, 'Bad Request'), () => socket.destroy());
}

function plainAnswer(status: number, reason: string): string {
  return `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${reason.length}\r\n\r\n${reason}`;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** How often idle connections are looked for, since clients that keep sending would hold the server open. */
const idleSweepMs = 50;

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearInterval(sweep);
}
