import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { BlockList, isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findNetwork, type NetworkLists, readNetworkLists } from './networks.ts';

function writeList(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'quietzone-networks-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'list.csv');
  writeFileSync(path, text);
  return path;
}

function listsOf(relays: string | null, hosting: string | null = null): NetworkLists {
  return readNetworkLists({
    relays: relays === null ? null : writeList(relays),
    hosting: hosting === null ? null : writeList(hosting),
  });
}

const apple = [
  '172.224.226.0/27,US,US-CA,Los Angeles,',
  '172.224.226.32/31,GB,GB-EN,London,',
  '2a02:26f7:c9c8:4000::/64,US,US-NY,New York,',
].join('\r\n');

describe('networks of the lists', () => {
  test("Apple's list of egress addresses is read as it is", () => {
    const lists = listsOf(apple);
    for (const address of [
      '172.224.226.0',
      '172.224.226.33',
      '2a02:26f7:c9c8:4000::',
      '2a02:26f7:c9c8:4000:ffff::1',
    ])
      expect(findNetwork(lists, address), address).toBe('private_relay');
    for (const address of [
      '172.224.225.255',
      '172.224.226.34',
      '2a02:26f7:c9c8:4001::',
      '2a02:26f7:c9c8:3fff::',
    ])
      expect(findNetwork(lists, address), address).toBe('none');
  });

  test('a list may have comments, empty lines, single addresses and a mark of its encoding', () => {
    const lists = listsOf(
      null,
      '\uFEFF# clouds\n\n 192.0.2.7 # one\n2001:db8::5\n198.51.100.77/24 hosting\n',
    );
    for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::5', '198.51.100.0', '198.51.100.255'])
      expect(findNetwork(lists, address), address).toBe('hosting');
    expect(findNetwork(lists, '192.0.2.8')).toBe('none');
  });

  test('a relay inside of a hosting network is a relay', () => {
    const lists = listsOf('198.51.100.0/28', '198.51.0.0/16');
    expect(findNetwork(lists, '198.51.100.15')).toBe('private_relay');
    expect(findNetwork(lists, '198.51.100.16')).toBe('hosting');
  });

  test('without lists, and for what is no address, there is no mark', () => {
    expect(findNetwork(listsOf(null), '192.0.2.1')).toBe('none');
    const all = listsOf('0.0.0.0/0\n::/0');
    for (const address of ['', 'unknown', '192.0.2.1.5', 'fe80::1%eth0', '\0']) {
      expect(findNetwork(all, address)).toBe('none');
    }
    expect(findNetwork(all, '255.255.255.255')).toBe('private_relay');
    expect(findNetwork(all, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toBe('private_relay');
  });

  const ipv4 = fc.tuple(fc.constantFrom(10, 192), fc.constantFrom(0, 1), fc.nat(3), fc.nat(255));
  const ipv4Text = ipv4.map((parts) => parts.join('.'));
  const ipv6Text = fc
    .tuple(
      fc.constantFrom('2001:db8', '2001:db9'),
      fc.nat(3),
      fc.constantFrom('0', '8000', 'ffff'),
      fc.nat(0xffff),
    )
    .map(([head, a, b, c]) => `${head}:${a}::${b}:${c.toString(16)}`);
  const network = fc.oneof(
    fc.tuple(ipv4Text, fc.integer({ min: 8, max: 32 })),
    fc.tuple(ipv6Text, fc.integer({ min: 16, max: 128 })),
  );

  test('an address is inside of the networks that contain it, as Node judges them', () => {
    fc.assert(
      fc.property(
        fc.array(network, { minLength: 1, maxLength: 30 }),
        fc.array(fc.oneof(ipv4Text, ipv6Text), { maxLength: 30 }),
        (networks, addresses) => {
          const judge = new BlockList();
          for (const [address, bits] of networks) {
            judge.addSubnet(address, bits, isIPv4(address) ? 'ipv4' : 'ipv6');
          }
          const lists = listsOf(networks.map(([address, bits]) => `${address}/${bits}`).join('\n'));
          for (const address of [...addresses, ...networks.map(([first]) => first)]) {
            const inside = judge.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
            expect(findNetwork(lists, address), address).toBe(inside ? 'private_relay' : 'none');
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a list that cannot be used is refused with a sentence that names it', () => {
  test.each([
    ['192.0.2.0/24\n<!DOCTYPE html>\n', 'line 2', '"<!DOCTYPE"'],
    ['192.0.2.0/33', 'line 1', '"192.0.2.0/33"'],
    ['192.0.2.0/8/8', 'line 1', '"192.0.2.0/8/8"'],
    ['# clouds\n\n192.0.2.300/24', 'line 3', '"192.0.2.300/24"'],
    ['2001:db8::/129', 'line 1', '"2001:db8::/129"'],
    ['192.0.2.0/', 'line 1', '"192.0.2.0/"'],
  ])('%j', (text, line, shown) => {
    const relays = writeList(text);
    const sentence = `RELAY_NETWORKS: ${line} of ${relays} is ${shown}: use an address or a network such as 10.0.0.0/8.`;
    expect(() => readNetworkLists({ relays, hosting: null })).toThrow(sentence);
  });

  test('also one that is missing or without any network', () => {
    expect(() => readNetworkLists({ relays: null, hosting: '/nowhere/list' })).toThrow(
      'HOSTING_NETWORKS: the file /nowhere/list cannot be read (ENOENT).',
    );
    const hosting = writeList('# nothing yet\n');
    expect(() => readNetworkLists({ relays: null, hosting })).toThrow(
      `HOSTING_NETWORKS: the file ${hosting} holds no network.`,
    );
  });
});
