import type { IncomingMessage, ServerResponse } from 'node:http';
import { findBlockedHost } from '../core/blocking/host.ts';
import { isSlug } from '../core/codes/slug.ts';
import { chooseTarget, type Link, type LinkState, stateAt } from '../core/routing/link.ts';
import type { ScanIds } from '../core/scans/id.ts';
import { type NewHit, packSigns } from '../core/scans/scan.ts';
import {
  type Answer,
  headerOf,
  NodeReply,
  type Reply,
  redirectTo,
  type ShortLinkRequest,
  shortLinkRequestOf,
} from './answer.ts';
import type { LinkMap } from './link-map.ts';
import { readSigns } from './request-signs.ts';

/** A link with its answer ready, so that a scan costs a look-up and no more. */
export interface PreparedLink {
  readonly link: Link;
  /** The answer while the link is active and the same for everybody; else null. */
  readonly redirect: Answer | null;
  /** A host that it leads to is on the operator's list. */
  readonly isBlocked: boolean;
}

type BlockedState = Exclude<LinkState, 'active'>;

/** Where hits go: released when they are safe. */
export interface HitSink {
  accept(hit: NewHit, waiter: unknown, answer: unknown): void;
}

/** Pages and files that a phone is shown, made outside of this room. */
export interface Pages {
  status(state: BlockedState | 'unknown' | 'unavailable', acceptLanguage: string): Answer;
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
  /** Told of what could not be answered as it should. */
  readonly onTrouble: (error: unknown) => void;
}

export interface RedirectCounters {
  redirected: number;
  pages: number;
  paused: number;
  expired: number;
  trashed: number;
  suspended: number;
  unknown: number;
  unavailable: number;
}

export function newRedirectCounters(): RedirectCounters {
  const blocked = { paused: 0, expired: 0, trashed: 0, suspended: 0 };
  return { redirected: 0, pages: 0, ...blocked, unknown: 0, unavailable: 0 };
}

export function prepareLink(link: Link, blockedHosts: ReadonlySet<string> = none): PreparedLink {
  const { action, state, expiresAt } = link;
  const isBlocked = isLinkBlocked(link, blockedHosts);
  const isFixed = state === 'active' && expiresAt === null && !isBlocked;
  const isRedirect = isFixed && action.do === 'redirect' && isWeb(action.location);
  return { link, redirect: isRedirect ? redirectTo(action.location) : null, isBlocked };
}

const none: ReadonlySet<string> = new Set();

export function isLinkBlocked({ hosts = [] }: Link, blockedHosts: ReadonlySet<string>): boolean {
  return findBlockedHost(hosts, blockedHosts) !== undefined;
}

function stateOf({ link, isBlocked }: PreparedLink, nowMs: number): LinkState {
  return isBlocked ? 'suspended' : stateAt(link, nowMs);
}

function isWeb(location: string): boolean {
  return /^https?:/.test(location);
}

const methodNotAllowed: Answer = {
  status: 405,
  headers: ['Allow', 'GET, HEAD', 'Content-Length', '0'],
  body: '',
};

export interface Front {
  /** Takes node's requests of short links (`/p/…`, also `/P/…`); false for all others. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers a GET or HEAD of a short link, once its hit is safe or has to be deferred. */
  answer(request: ShortLinkRequest, reply: Reply): void;
}

export function createFront(options: FrontOptions): Front {
  const { links } = options;
  /** A page that cannot be made must not end the program, nor leave anybody without an answer. */
  const fail = (error: unknown, request: ShortLinkRequest, reply: Reply) => {
    options.onTrouble(error);
    try {
      sendStatus(options, 'unavailable', request, reply);
    } catch (again) {
      options.onTrouble(again);
    }
  };
  const answer = (request: ShortLinkRequest, reply: Reply) => {
    const query = request.target.indexOf('?');
    const path = query < 0 ? request.target.slice(3) : request.target.slice(3, query);
    const prepared = links.get(path);
    if (prepared === undefined) {
      serveSlow(options, path, request, reply).catch((error) => fail(error, request, reply));
      return;
    }
    try {
      if (prepared) serve(options, prepared, request, reply);
      else sendStatus(options, 'unknown', request, reply);
    } catch (error) {
      fail(error, request, reply);
    }
  };
  return {
    answer,
    handle(request, response) {
      const shortLink = shortLinkRequestOf(request);
      if (!shortLink) return false;
      const reply = new NodeReply(response);
      if (request.method === 'GET' || request.method === 'HEAD') answer(shortLink, reply);
      else reply.send(methodNotAllowed);
      return true;
    },
  };
}

function sendStatus(
  { counters, pages }: FrontOptions,
  state: 'unknown' | 'unavailable',
  request: ShortLinkRequest,
  reply: Reply,
): void {
  counters[state] += 1;
  reply.send(pages.status(state, readSigns(request.rawHeaders).acceptLanguage));
}

/** What memory does not answer at once: cold links, files beside a link (`.vcf`, `.ics`), odd spellings. */
async function serveSlow(
  options: FrontOptions,
  path: string,
  request: ShortLinkRequest,
  reply: Reply,
): Promise<void> {
  const { slug, extension } = parsePath(path);
  const known = isSlug(slug) ? options.links.get(slug) : null;
  const prepared = known === undefined ? await options.links.find(slug) : known;
  if (prepared && extension === null) return serve(options, prepared, request, reply);
  // A file is part of the visit that its page was counted as.
  const isActive = prepared !== null && stateOf(prepared, options.now()) === 'active';
  const file = isActive && extension ? options.pages.file(prepared.link, extension) : undefined;
  if (file) return reply.send(file);
  sendStatus(options, 'unknown', request, reply);
}

function parsePath(path: string): { slug: string; extension: 'vcf' | 'ics' | null } {
  // No client sends a fragment; one that does means the link before it.
  let text = path.split('#', 1)[0] ?? '';
  try {
    if (text.includes('%')) text = decodeURIComponent(text);
  } catch {
    return { slug: '', extension: null };
  }
  const match = /^([^./]+)(?:\.(vcf|ics))?\/?$/.exec(text);
  return { slug: match?.[1] ?? '', extension: (match?.[2] ?? null) as 'vcf' | 'ics' | null };
}

function serve(options: FrontOptions, prepared: PreparedLink, request: ShortLinkRequest, reply: Reply): void {
  const { link } = prepared;
  const signs = readSigns(request.rawHeaders);
  let answer = prepared.redirect;
  let blocked: BlockedState | null = null;
  if (answer) {
    options.counters.redirected += 1;
  } else {
    const state = stateOf(prepared, options.now());
    if (state !== 'active') blocked = state;
    answer = answerOf(options, link, state, signs);
  }
  options.hits.accept(
    {
      id: options.ids.next(),
      code: link.code,
      workspace: link.workspace,
      signs: packSigns(request.head, signs.prefetch, blocked),
      address: options.clientAddress(request.peer, (name) => headerOf(request.rawHeaders, name)),
      ua: signs.userAgent,
      referrer: signs.referrer,
    },
    reply,
    answer,
  );
}

function answerOf(
  options: FrontOptions,
  link: Link,
  state: LinkState,
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
    return isWeb(target) || link.page === null ? redirectTo(target) : withPage(options, link, target, signs);
  }
  counters.pages += 1;
  return link.action.do === 'vcard'
    ? pages.vcard(link)
    : pages.content(link, signs.acceptLanguage, signs.userAgent);
}

/** A client that cannot call, write or find the way from a link is left with the page, which has the buttons. */
function withPage(
  { pages }: FrontOptions,
  link: Link,
  target: string,
  signs: { readonly userAgent: string; readonly acceptLanguage: string },
): Answer {
  const page = pages.content(link, signs.acceptLanguage, signs.userAgent);
  return { ...page, status: 302, headers: ['Location', target, ...page.headers] };
}
