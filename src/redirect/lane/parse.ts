import type { ShortLinkRequest } from '../answer.ts';

/** A longer head is unusual, and node's server has the limits for it. */
const headBytesMax = 4_096;

/**
 * A whole request in one chunk that node's server would take in just the same way: GET or HEAD of a short link
 * by HTTP/1.1, nothing in it that concerns the connection or a body. Null for everything else, which is node's
 * to judge, from its first byte. Strict where RFC 9112 leaves a choice: no bare LF, no folded line, no space
 * before a colon, no second `Host`, no byte behind the head.
 */
export function parseShortLinkRequest(chunk: Buffer, peer: string): ShortLinkRequest | null {
  if (chunk.length > headBytesMax) return null;
  const text = chunk.toString('latin1');
  const head = text.startsWith('HEAD ');
  if (!head && !text.startsWith('GET ')) return null;
  if (!text.endsWith('\r\n\r\n')) return null;
  const target = parseRequestLine(text, head ? 5 : 4);
  if (target === null) return null;
  const rawHeaders = parseHeaders(text, text.indexOf('\r\n') + 2);
  return rawHeaders && { head, target, rawHeaders, peer };
}

const version = ' HTTP/1.1';

/** `/p/` or `/P/`, a slug, perhaps a query of visible ASCII, and the version. */
const targetForm = /^\/[pP]\/[A-Za-z0-9_-]{1,64}(?:\?[!-"$-~]*)?$/;

function parseRequestLine(text: string, from: number): string | null {
  const end = text.indexOf('\r\n');
  if (!text.startsWith(version, end - version.length)) return null;
  const target = text.slice(from, end - version.length);
  return targetForm.test(target) ? target : null;
}

/** Token characters of RFC 9110, 5.6.2, as far as anybody uses them. */
const nameForm = /^[A-Za-z0-9_-]+$/;
/** Visible characters, space, tab and obs-text (RFC 9110, 5.5). */
const valueForm = /^[\t -~\x80-\xff]*$/;

function parseHeaders(text: string, from: number): string[] | null {
  const raw: string[] = [];
  let hosts = 0;
  for (let at = from; ; ) {
    const end = text.indexOf('\r\n', at);
    if (end === at) return hosts === 1 && end === text.length - 2 ? raw : null;
    const colon = text.indexOf(':', at);
    if (colon < 0 || colon > end) return null;
    const name = text.slice(at, colon);
    const value = trim(text, colon + 1, end);
    if (!nameForm.test(name) || !valueForm.test(value) || isUnusual(name, value)) return null;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
    raw.push(name, value);
    at = end + 2;
  }
}

/** Without the optional white space around it (RFC 9110, 5.6.3). */
function trim(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: number): boolean {
  return character === 32 || character === 9;
}

/** What announces a body, another protocol or the end of the connection. Names of other lengths are never looked at. */
const unusualNames = new Set([
  'te',
  'expect',
  'upgrade',
  'trailer',
  'connection',
  'keep-alive',
  'content-length',
  'http2-settings',
  'proxy-connection',
  'transfer-encoding',
]);
const unusualLengths = new Set([...unusualNames].map((name) => name.length));

function isUnusual(name: string, value: string): boolean {
  if (!unusualLengths.has(name.length)) return false;
  const lower = name.toLowerCase();
  if (!unusualNames.has(lower)) return false;
  return lower !== 'connection' || value.toLowerCase() !== 'keep-alive';
}
