import { BlockList, isIP, SocketAddress } from 'node:net';

/**
 * Gives the address that a request really comes from, in its canonical form (RFC 5952; IPv4 in IPv6 unmapped).
 * @param peer address of the other end of the connection
 * @param header value of a request header by its lower-case name, undefined when missing
 */
export type ClientAddress = (peer: string, header: (name: string) => string | undefined) => string;

interface ProxyTrust {
  /** Networks of proxies whose header is believed, in CIDR form. */
  readonly trust: readonly string[];
  /** The one header that is read. */
  readonly header: string;
}

/**
 * The client is the right-most hop that is no trusted proxy: whatever stands left of it was written by somebody
 * who is not trusted. A header is read only when the peer itself is trusted; hops that are no addresses are
 * skipped; when every hop is trusted, the first of them is the client. Never throws.
 */
export function createClientAddress({ trust, header }: ProxyTrust): ClientAddress {
  if (trust.length === 0) return unmap;
  const name = header.toLowerCase();
  const trusted = createNetworks(trust);
  return (peer, headerOf) => {
    let client = unmap(peer);
    if (!isWithin(trusted, client)) return client;
    for (const hop of (headerOf(name) ?? '').split(',').reverse()) {
      const address = parseHop(name === 'forwarded' ? forwardedFor(hop) : hop);
      if (address === undefined) continue;
      client = address;
      if (!isWithin(trusted, client)) return client;
    }
    return client;
  };
}

function createNetworks(cidrs: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    networks.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return networks;
}

function isWithin(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** RFC 4291, clause 2.5.5.2: a socket that listens on IPv6 shows IPv4 peers as ::ffff:192.0.2.1. */
function unmap(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

/** `for` of one element of `Forwarded` (RFC 7239, clause 5.2). */
function forwardedFor(element: string): string {
  return /(?:^|;)\s*for="?([^";]*)"?/i.exec(element)?.[1] ?? '';
}

/** An address with or without port, brackets and zone; undefined when it is none. */
function parseHop(hop: string): string | undefined {
  const text = hop.trim();
  if (text.length > 100) return undefined;
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1];
  const address = bracketed ?? text.replace(/^([\d.]+):\d{1,5}$/, '$1');
  const family = isIP(address);
  if (family !== 6) return family === 4 && bracketed === undefined ? address : undefined;
  const [unzoned = ''] = address.split('%');
  return unmap(new SocketAddress({ address: unzoned, family: 'ipv6' }).address);
}
