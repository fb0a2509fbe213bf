import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClientAddress } from './client-address.ts';

interface Case {
  readonly peer: string;
  readonly trust: readonly string[];
  readonly ipHeader?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expect: string;
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../test/data/client-ip.json', import.meta.url), 'utf8'),
) as {
  cases: readonly Case[];
};

function clientOf({ peer, trust, ipHeader, headers }: Omit<Case, 'expect'>): string {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return createClientAddress({ trust, header: ipHeader ?? 'X-Forwarded-For' })(peer, (name) =>
    lower.get(name),
  );
}

const local = ['127.0.0.1/32', '::1/128', '10.0.0.0/8', '2001:db8:aaaa::/48'];
const through = (value: string, header = 'X-Forwarded-For') =>
  clientOf({ peer: '127.0.0.1', trust: local, ipHeader: header, headers: { [header]: value } });

describe('the client is the right-most untrusted hop', () => {
  test('the shared cases were read', () => expect(cases.length).toBeGreaterThan(10));

  test.each(
    cases.map((one) => [`${one.peer} trusting [${one.trust}] ${JSON.stringify(one.headers)}`, one] as const),
  )('%s', (_title, one) => expect(clientOf(one)).toBe(one.expect));

  test('IPv6 in any writing is one address', () => {
    for (const text of [
      '2001:DB8:0::1',
      '[2001:db8::1]',
      '[2001:db8::1]:8443',
      '2001:0db8:0000::0001',
      '2001:db8::1%eth0',
    ]) {
      expect(through(text), text).toBe('2001:db8::1');
    }
  });

  test('IPv4 in IPv6 is IPv4, in either writing', () => {
    expect(through('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(through('[::FFFF:c000:207]:80')).toBe('192.0.2.7');
  });

  test('trusted IPv6 proxies are passed over as well', () => {
    expect(through('198.51.100.1, 2001:db8:aaaa::5, ::ffff:10.1.2.3')).toBe('198.51.100.1');
  });

  test('a client inside the trusted networks is the first hop', () => {
    expect(through('10.0.0.9, 10.0.0.5')).toBe('10.0.0.9');
  });

  test('the standard header Forwarded can be the one that is read', () => {
    expect(
      through('for=6.6.6.6, for="[2001:db8:cafe::17]:4711";proto=https, for=10.0.0.1;by=x', 'Forwarded'),
    ).toBe('2001:db8:cafe::17');
  });

  test('a header of garbage never throws and never gives anything but an address', () => {
    const part = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('[', ']', ':', '%', '::', '1.2.3.4:', ',,'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        expect(through(parts.join(','))).toMatch(/^(\d+\.\d+\.\d+\.\d+|[0-9a-f:.]+)$/);
      }),
    );
  });
});
