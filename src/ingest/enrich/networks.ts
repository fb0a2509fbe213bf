import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Network } from '../../core/scans/hit.ts';

/**
 * Networks of private relays and of hosting companies, from lists of the operator's. Ranges are sorted and apart; each
 * is 8 words: its first and its last address, as 4 words of 32 bits. IPv4 stands in IPv6 (RFC 4291, clause 2.5.5.2).
 */
export interface NetworkLists {
  readonly relays: Uint32Array;
  readonly hosting: Uint32Array;
}

export interface NetworkFiles {
  /** Absolute paths; null for none. */
  readonly relays: string | null;
  readonly hosting: string | null;
}

/** A list that cannot be used; the message is one sentence that names option, file and line. */
export class NetworkListError extends Error {}

/** @throws NetworkListError */
export function readNetworkLists(files: NetworkFiles): NetworkLists {
  return {
    relays: readList('RELAY_NETWORKS', files.relays),
    hosting: readList('HOSTING_NETWORKS', files.hosting),
  };
}

export const noNetworks: NetworkLists = { relays: new Uint32Array(), hosting: new Uint32Array() };

/** A relay is told first: most of them are inside of a hosting network. */
export function findNetwork({ relays, hosting }: NetworkLists, address: string): Network {
  if (relays.length === 0 && hosting.length === 0) return 'none';
  const words = parseAddress(address);
  if (words === undefined) return 'none';
  if (isInside(relays, words)) return 'private_relay';
  return isInside(hosting, words) ? 'hosting' : 'none';
}

function readList(option: string, path: string | null): Uint32Array {
  if (path === null) return noNetworks.relays;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new NetworkListError(`${option}: the file ${path} cannot be read (${code}).`);
  }
  const ranges: Words[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const network = networkOfLine(line);
    if (network === '') continue;
    const range = parseNetwork(network);
    if (range === undefined) {
      const shown = JSON.stringify(network.slice(0, 60));
      throw new NetworkListError(
        `${option}: line ${index + 1} of ${path} is ${shown}: use an address or a network such as 10.0.0.0/8.`,
      );
    }
    ranges.push(range);
  }
  // What is left of a download that failed.
  if (ranges.length === 0) throw new NetworkListError(`${option}: the file ${path} holds no network.`);
  return joinRanges(ranges);
}

/** The first column of a line without its comment; '' where there is none. Columns are parted by commas or spaces. */
function networkOfLine(line: string): string {
  const [column = ''] = line
    .replace(/^\uFEFF/, '')
    .replace(/#.*/, '')
    .trim()
    .split(/[\s,;]/, 1);
  return column;
}

type Words = readonly number[];

/** First and last address; bits behind the prefix do not matter. Undefined when it is no network. */
function parseNetwork(text: string): Words | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const words = parseAddress(address);
  if (words === undefined || more.length > 0) return undefined;
  const bits = address.includes(':') ? 128 : 32;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) return undefined;
  const fixed = 128 - bits + Number(prefix ?? bits);
  const masks = [0, 1, 2, 3].map((word) => maskOf(fixed - word * 32));
  const first = words.map((word, at) => (word & (masks[at] ?? 0)) >>> 0);
  const last = words.map((word, at) => (word | ~(masks[at] ?? 0)) >>> 0);
  return [...first, ...last];
}

/** A word whose first `bits` are set; out of 0-32 it is none or all of them. */
function maskOf(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffff_ffff : ~(0xffff_ffff >>> bits) >>> 0;
}

/** The 4 words of an address; undefined when it is none. */
function parseAddress(text: string): Words | undefined {
  const family = isIP(text);
  if (family === 4) return [0, 0, 0xffff, wordOfIpv4(text)];
  // A zone names an interface of one machine (RFC 4007, clause 11): no list can hold it.
  return family === 6 && !text.includes('%') ? wordsOfIpv6(text) : undefined;
}

function wordOfIpv4(text: string): number {
  return text.split('.').reduce((word, part) => word * 256 + Number(part), 0);
}

/** RFC 4291, clause 2.2: `::` stands for as many zeros as are missing; the end may be written as IPv4. */
function wordsOfIpv6(text: string): Words {
  const [head = '', tail] = text.split('::');
  const before = hextetsOf(head);
  const after = hextetsOf(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const all = [...before, ...zeros, ...after];
  return [0, 2, 4, 6].map((at) => (all[at] ?? 0) * 0x1_0000 + (all[at + 1] ?? 0));
}

function hextetsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const word = wordOfIpv4(part);
    return [Math.floor(word / 0x1_0000), word % 0x1_0000];
  });
}

function joinRanges(ranges: readonly Words[]): Uint32Array {
  const joined: number[][] = [];
  for (const range of ranges.toSorted(compareFirst)) {
    const previous = joined.at(-1);
    if (previous === undefined || compare(range, 0, previous, 4) > 0) joined.push([...range]);
    else if (compare(range, 4, previous, 4) > 0) previous.splice(4, 4, ...range.slice(4));
  }
  return Uint32Array.from(joined.flat());
}

function compareFirst(left: Words, right: Words): number {
  return compare(left, 0, right, 0);
}

/** The sign tells which of the two addresses, each 4 words from its place on, is greater. */
function compare(left: ArrayLike<number>, leftAt: number, right: ArrayLike<number>, rightAt: number): number {
  for (let word = 0; word < 4; word += 1) {
    const difference = (left[leftAt + word] ?? 0) - (right[rightAt + word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Looks for the last range that begins at or before the address. */
function isInside(ranges: Uint32Array, address: Words): boolean {
  let low = 0;
  let high = ranges.length / 8;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(ranges, middle * 8, address, 0) <= 0) low = middle + 1;
    else high = middle;
  }
  return low > 0 && compare(address, 0, ranges, (low - 1) * 8 + 4) <= 0;
}
