import { expect, test } from 'vitest';
import { subscriberOf } from './client-address.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['', ''],
])('the subscriber of %j is %j: IPv4 to itself, IPv6 by its /64', (address, subscriber) => {
  expect(subscriberOf(address)).toBe(subscriber);
});
