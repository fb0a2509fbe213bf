import { invalid } from '../errors.ts';
import type { ContentRules } from './types.ts';

export const destinationCharactersMax = 8192;

const messages = {
  notText: 'must be a string',
  empty: 'must not be empty: send an absolute http(s) URL',
  tooLong: `must be at most ${destinationCharactersMax} characters`,
  control: 'must not hold control characters such as tabs or line breaks',
  illFormed: 'must be well-formed Unicode text',
  edges: 'must not begin or end with a space',
  scheme: 'must be an absolute URL that begins with http:// or https://',
  credentials: 'must not hold a user name or password',
  unreadable: 'is not a URL that browsers can open: check the host and the port',
  own: 'must not lead to a short link of this server: send its target',
} as const;

/** A destination is kept twice: as its owner wrote it, and as the only form that may reach `Location`. */
export interface HttpDestination {
  readonly written: string;
  /** `URL.href` (WHATWG URL, 4.5): ASCII, percent-encoded, without control characters. */
  readonly href: string;
}

/** The one rule for http(s) destinations. Throws `validation_error` with `path`. */
export function parseHttpDestination(
  text: unknown,
  rules: Pick<ContentRules, 'ownHosts'>,
  path = 'destination',
): HttpDestination {
  const problem = httpDestinationProblem(text, rules.ownHosts);
  if (problem !== undefined) throw invalid(path, problem);
  const written = String(text);
  return { written, href: new URL(written).href };
}

/** What is wrong with a destination, in words that say what to do; undefined when it is good. */
export function httpDestinationProblem(text: unknown, ownHosts: readonly string[]): string | undefined {
  if (typeof text !== 'string') return messages.notText;
  const problem = writingProblem(text);
  if (problem !== undefined) return problem;
  const url = URL.parse(text);
  if (url === null || hasEmptyPunycode(url.hostname)) return messages.unreadable;
  return isOwnHost(url, ownHosts) ? messages.own : undefined;
}

/**
 * Judged before the WHATWG parser, which repairs silently: it drops tabs and line breaks, trims, and takes
 * `https:/host` and `https:\host` as well.
 */
function writingProblem(text: string): string | undefined {
  if (text.trim() === '') return messages.empty;
  if (text.length > destinationCharactersMax) return messages.tooLong;
  if (/\p{Cc}/u.test(text)) return messages.control;
  if (!text.isWellFormed()) return messages.illFormed;
  if (text !== text.trim()) return messages.edges;
  if (!/^https?:\/\/(?![/\\])/i.test(text)) return messages.scheme;
  if (/^[^:]*:\/\/[^/\\?#]*@/.test(text)) return messages.credentials;
  return undefined;
}

/** A label that is `xn--` alone is an error (UTS 46, 4, step 4), which not every parser reports. */
function hasEmptyPunycode(hostname: string): boolean {
  return hostname.split('.').includes('xn--');
}

/** A final dot names the same host (RFC 1034, 3.1), so it does not hide ours. */
function isOwnHost(url: URL, ownHosts: readonly string[]): boolean {
  return ownHosts.includes(url.host.replace(/\.+(?=:|$)/, ''));
}

const confusableScripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
];

/**
 * Whether a label of the host mixes scripts that look alike (UTS 39, 5.2), so that it must be shown in
 * punycode with a warning. Hosts that are written in punycode already show it, and are not flagged.
 */
export function isMixedScriptHost(written: string): boolean {
  const host = /^[^:]*:\/\/([^/\\?#:]*)/.exec(written)?.[1] ?? '';
  return host
    .normalize('NFKC')
    .split(/[.\u3002]/u)
    .some((label) => confusableScripts.filter((script) => script.test(label)).length > 1);
}
