import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageTextOf, resolveContent } from './registry.ts';
import { type WifiContent, wifiText } from './wifi.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;

test.each<[WifiContent, string]>([
  [{ ssid: 'Cafe', password: 'secret', encryption: 'WPA' }, 'WIFI:T:WPA;S:Cafe;P:secret;;'],
  [{ ssid: 'Cafe', password: 'secret' }, 'WIFI:T:WPA;S:Cafe;P:secret;;'],
  [{ ssid: 'Cafe' }, 'WIFI:T:nopass;S:Cafe;;'],
  [{ ssid: 'Cafe', encryption: 'nopass', hidden: false }, 'WIFI:T:nopass;S:Cafe;;'],
  [{ ssid: 'Old', password: '12345', encryption: 'WEP', hidden: true }, 'WIFI:T:WEP;S:Old;P:12345;H:true;;'],
  [{ ssid: 'a;b,c:d"e\\f', password: ' ;; ' }, 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P: \\;\\; ;;'],
])('%j is said to a phone as %s', (content, expected) => {
  expect(wifiText(content)).toBe(expected);
});

test('the image holds the network itself, and the link when scans of it are to be counted', () => {
  expect(imageTextOf('wifi', { ssid: 'Cafe' })).toBe('WIFI:T:nopass;S:Cafe;;');
  expect(imageTextOf('wifi', { ssid: 'Cafe', tracked: true })).toBeNull();
  expect(imageTextOf('wifi', { ssid: 'Cafe', tracked: false })).toBe('WIFI:T:nopass;S:Cafe;;');
});

test('whatever the network is called, reading its text again gives the same network', () => {
  const networks = fc.record(
    {
      ssid: fc.string({ minLength: 1, maxLength: 32 }),
      password: fc.string({ minLength: 1 }),
      hidden: fc.constant(true),
    },
    { requiredKeys: ['ssid'] },
  );
  fc.assert(
    fc.property(networks, (network) => {
      const { content } = resolveContent('wifi', { content: network }, rules);
      const read = resolveContent('wifi', { destination: wifiText(network) }, rules);
      const encryption = network.password === undefined ? 'nopass' : 'WPA';
      expect(read.content).toEqual({ ...content, encryption });
    }),
  );
});

const secret = { ssid: 'Cafe', password: 'secret', encryption: 'WPA' };
test.each([
  ['WIFI:T:WPA;S:Cafe;P:secret;', secret],
  ['WIFI:T:WPA;S:Cafe;P:secret', secret],
  ['wifi:s:Cafe;t:WPA;p:secret;;\n', secret],
  ['WIFI:T:WPA;S:Cafe;PH2:MSCHAPV2;P:secret;;', secret],
  ['WIFI:S:Cafe', { ssid: 'Cafe' }],
])('%j is read as other cameras read it', (destination, content) => {
  expect(resolveContent('wifi', { destination }, rules).content).toEqual(content);
});

test.each([
  'WIFI:T:WPA;S:Cafe;P:a;b;;',
  'WIFI:S:Cafe;P:secret\\',
  'WIFI:S:Cafe;P secret;;',
  'WIFI:S:Cafe;;P:secret;;',
  'WIFI:S:Cafe; P:secret;;',
])('%j is refused rather than stored in part', (destination) => {
  expect(() => resolveContent('wifi', { destination }, rules)).toThrow(
    'destination: is not one of type wifi',
  );
});
