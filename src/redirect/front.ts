import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSlug } from '../core/codes/slug.ts';
import { chooseTarget, type Link, stateAt } from '../core/routing/link.ts';
import type { ScanIds } from '../core/scans/id.ts';
import { packSigns } from '../core/scans/scan.ts';
import type { LinkMap } from './link-map.ts';
import { readSigns } from './request-signs.ts';

/** What goes out for one request. `headers` is a flat list of names and values, as `writeHead` takes fastest. */
export interface Answer {
  readonly status: number;
  readonly headers: string[];
  readonly body: string | Uint8Array;
}

/** A link with its answer ready, so that a scan costs a look-up and no more. */
export interface PreparedLink {
  readonly link: Link;
  /** The answer while the link is active and the same for everybody; else null. */
  readonly redirect: Answer | null;
}

/** Where hits go: released when they are safe. */
export interface HitSink {
  accept(
    hit: {
      readonly id: number;
      readonly code: number;
      readonly workspace: number;
      readonly signs: number;
      readonly address: string;
      readonly ua: string;
      readonly referrer: string;
    },
    waiter: unknown,
    answer: unknown,
  ): void;
}

/** Pages and files that a phone is shown, made outside of this room. */
export interface Pages {
  status(state: 'paused' | 'expired' | 'trashed' | 'unknown' | 'unavailable', acceptLanguage: string): Answer;
  content(link: Link, acceptLanguage: string, userAgent: string): Answer;
  vcard(link: Link): Answer;
  /** Undefined when the link has no such file. */
  file(link: Link, extension: 'vcf' | 'ics'): Answer | undefined;
}

export interface FrontOptions {
  readonly links: LinkMap<PreparedLink>;
  readonly hits: HitSink;
  readonly ids: ScanIds;
  readonly pages: Pages;
  readonly now: () => number;
  readonly clientAddress: (peer: string, header: (name: string) => string | undefined) => string;
  readonly counters: RedirectCounters;
}

export interface RedirectCounters {
  redirected: number;
  pages: number;
  paused: number;
  expired: number;
  trashed: number;
  unknown: number;
  unavailable: number;
}

export function newRedirectCounters(): RedirectCounters {
  return { redirected: 0, pages: 0, paused: 0, expired: 0, trashed: 0, unknown: 0, unavailable: 0 };
}

/** `no-store`: the destination may change at any time (RFC 9111, 5.2.2.5). */
export function prepareLink(link: Link): PreparedLink {
  const fixed = link.action.do === 'redirect' && link.state === 'active' && link.expiresAt === null;
  return { link, redirect: fixed && link.action.do === 'redirect' ? redirectTo(link.action.location) : null };
}

function redirectTo(location: string): Answer {
  return {
    status: 302,
    headers: ['Location', location, 'Cache-Control', 'no-store', 'Content-Length', '0'],
    body: '',
  };
}

/** Sends an answer; the body stays behind for HEAD, as node itself sees to. */
export function send(res: ServerResponse, answer: Answer, timing?: 'durable' | 'deferred'): void {
  const headers = timing ? [...answer.headers, 'Server-Timing', `scan;desc=${timing}`] : answer.headers;
  res.writeHead(answer.status, headers);
  res.end(answer.body);
}

const methodNotAllowed: Answer = {
  status: 405,
  headers: ['Allow', 'GET, HEAD', 'Content-Length', '0'],
  body: '',
};

export interface Front {
  /** Takes requests of short links (`/p/…`, also `/P/…`); false for all others. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
}

export function createFront(options: FrontOptions): Front {
  const { links, counters } = options;
  return {
    handle(req, res) {
      const url = req.url ?? '';
      if (url.charCodeAt(0) !== 47 || url.charCodeAt(2) !== 47) return false;
      const second = url.charCodeAt(1);
      if (second !== 112 && second !== 80) return false;
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        send(res, methodNotAllowed);
        return true;
      }
      const query = url.indexOf('?');
      const path = query < 0 ? url.slice(3) : url.slice(3, query);
      const prepared = links.get(path);
      if (prepared) serve(options, prepared, req, res);
      else if (prepared === null) sendStatus(options, 'unknown', req, res);
      else serveSlow(options, path, req, res).catch(() => sendStatus(options, 'unavailable', req, res));
      if (prepared === null) counters.unknown += 1;
      return true;
    },
  };
}

function sendStatus(
  options: FrontOptions,
  state: 'unknown' | 'unavailable',
  req: IncomingMessage,
  res: ServerResponse,
) {
  if (res.headersSent) return;
  if (state === 'unavailable') options.counters.unavailable += 1;
  send(res, options.pages.status(state, req.headers['accept-language'] ?? ''));
}

/** What memory does not answer at once: cold links, files beside a link (`.vcf`, `.ics`), odd spellings. */
async function serveSlow(options: FrontOptions, path: string, req: IncomingMessage, res: ServerResponse) {
  const { slug, extension } = parsePath(path);
  const prepared = isSlug(slug) ? (options.links.get(slug) ?? (await options.links.find(slug))) : null;
  if (prepared && extension === null) return serve(options, prepared, req, res);
  // A file is part of the visit that its page was counted as.
  const active = prepared && stateAt(prepared.link, options.now()) === 'active';
  const file = active && extension ? options.pages.file(prepared.link, extension) : undefined;
  if (file) return send(res, file);
  options.counters.unknown += 1;
  sendStatus(options, 'unknown', req, res);
}

function parsePath(path: string): { slug: string; extension: 'vcf' | 'ics' | null } {
  let text = path;
  try {
    if (text.includes('%')) text = decodeURIComponent(text);
  } catch {
    return { slug: '', extension: null };
  }
  const match = /^([^./]+)(?:\.(vcf|ics))?\/?$/.exec(text);
  return { slug: match?.[1] ?? '', extension: (match?.[2] ?? null) as 'vcf' | 'ics' | null };
}

function serve(
  options: FrontOptions,
  prepared: PreparedLink,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const { link } = prepared;
  const signs = readSigns(req.rawHeaders);
  let answer = prepared.redirect;
  let blocked: 'paused' | 'expired' | 'trashed' | null = null;
  if (answer) {
    options.counters.redirected += 1;
  } else {
    const state = stateAt(link, options.now());
    if (state !== 'active') blocked = state;
    answer = answerOf(options, link, state, signs);
  }
  options.hits.accept(
    {
      id: options.ids.next(),
      code: link.code,
      workspace: link.workspace,
      signs: packSigns(req.method === 'HEAD', signs.prefetch, blocked),
      address: options.clientAddress(req.socket.remoteAddress ?? '', (name) => headerOf(req, name)),
      ua: signs.userAgent,
      referrer: signs.referrer,
    },
    res,
    answer,
  );
}

function headerOf(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

function answerOf(
  options: FrontOptions,
  link: Link,
  state: ReturnType<typeof stateAt>,
  signs: { readonly userAgent: string; readonly acceptLanguage: string },
): Answer {
  const { counters, pages } = options;
  if (state !== 'active') {
    counters[state] += 1;
    return pages.status(state, signs.acceptLanguage);
  }
  const target = chooseTarget(link.action, signs.userAgent);
  if (target !== null) {
    counters.redirected += 1;
    return redirectTo(target);
  }
  counters.pages += 1;
  return link.action.do === 'vcard'
    ? pages.vcard(link)
    : pages.content(link, signs.acceptLanguage, signs.userAgent);
}
