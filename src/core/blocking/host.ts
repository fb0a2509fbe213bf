import type { ScanTarget } from '../content/registry.ts';
import { invalid } from '../errors.ts';

const hostMessage = 'send a host such as example.com, without a path or a port; it stands for all below it';

/**
 * A host as the WHATWG parser writes it: lower case, international names in punycode, numbers as addresses. A path or a
 * port is refused, since it would not narrow what is blocked.
 * @throws {AppError} validation_error
 */
export function parseBlockedHost(text: string): string {
  const [, written] = /^(?:https?:\/\/)?(?:\*\.)?([^/\\?#@\s]+)\/?$/i.exec(text.trim()) ?? [];
  const url = written === undefined ? null : URL.parse(`http://${written}`);
  const host = url === null || url.port !== '' ? '' : hostOf(url);
  if (host === '') throw invalid('host', hostMessage);
  return host;
}

/** A final dot names the same host (RFC 1034, 3.1), so it hides nothing. */
function hostOf(url: URL): string {
  return url.hostname.replace(/\.+$/, '');
}

/** Of the links that lead into the web, each host once, whatever its port. */
export function hostsOfTargets(targets: readonly ScanTarget[]): readonly string[] {
  const hosts = targets.map(({ url }) => webHostOf(url)).filter((host) => host !== undefined);
  return [...new Set(hosts)];
}

function webHostOf(text: string): string | undefined {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? hostOf(url) : undefined;
}

/** The host, and every host that it is below. */
export function hostWithParents(host: string): readonly string[] {
  const names = [host];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    names.push(host.slice(dot + 1));
  }
  return names;
}

/** The name on the list that one of these hosts is or is below; undefined when none is. */
export function findBlockedHost(hosts: readonly string[], blocked: ReadonlySet<string>): string | undefined {
  if (blocked.size === 0) return undefined;
  for (const host of hosts) {
    for (const name of hostWithParents(host)) if (blocked.has(name)) return name;
  }
  return undefined;
}
