import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlockedHost, hostsOfTargets, parseBlockedHost } from './host.ts';

describe('a host on the list', () => {
  test.each([
    ['Evil.Example', 'evil.example'],
    [' evil.example ', 'evil.example'],
    ['evil.example.', 'evil.example'],
    ['https://evil.example', 'evil.example'],
    ['http://evil.example/', 'evil.example'],
    ['*.evil.example', 'evil.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['ｅｖｉｌ．ｅｘａｍｐｌｅ', 'evil.example'],
    ['%65vil.example', 'evil.example'],
    ['evil.example:80', 'evil.example'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
  ])('%j is kept as %s', (text, host) => expect(parseBlockedHost(text)).toBe(host));

  test.each([
    '',
    ' ',
    '.',
    'evil.example/path',
    'https://evil.example/path',
    'evil.example:8080',
    'evil.example?q=1',
    'evil.example#a',
    'user@evil.example',
    'evil example',
    'ftp://evil.example',
    'a%00b',
  ])('%j is refused', (text) => {
    expect(() => parseBlockedHost(text)).toThrow('host: send a host such as example.com');
  });
});

describe('links under a list of hosts', () => {
  const blocked = new Set(['evil.example', 'xn--mnchen-3ya.example', '127.0.0.1', '[::1]', 'zip']);
  const nameFor = (url: string) => findBlockedHost(hostsOfTargets([{ path: '', url }]), blocked);

  test.each([
    ['https://evil.example/', 'evil.example'],
    ['http://EVIL.example:8443/path?q#f', 'evil.example'],
    ['https://evil.example./', 'evil.example'],
    ['https://a.b.evil.example/', 'evil.example'],
    ['https://ｅｖｉｌ。example/', 'evil.example'],
    ['https://ev%69l.example/', 'evil.example'],
    ['https://ev\u00adil.example/', 'evil.example'],
    ['https://www.MÜNCHEN.example/', 'xn--mnchen-3ya.example'],
    ['https://2130706433/', '127.0.0.1'],
    ['http://[0:0:0:0:0:0:0:1]/', '[::1]'],
    ['https://any.zip/', 'zip'],
    ['https://notevil.example/', undefined],
    ['https://evil.example.com/', undefined],
    ['https://example/', undefined],
    ['mailto:a@evil.example', undefined],
    ['geo:1,2?q=evil.example', undefined],
  ])('%s is found under %s', (url, name) => expect(nameFor(url)).toBe(name));

  test('a host is found exactly when it is on the list or ends in a dot and one that is', () => {
    const label = fc.stringMatching(/^[a-c]{1,2}$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(fc.array(host, { maxLength: 3 }), fc.array(host, { maxLength: 5 }), (hosts, list) => {
        const isUnder = hosts.some((one) => list.some((name) => one === name || one.endsWith(`.${name}`)));
        expect(findBlockedHost(hosts, new Set(list)) !== undefined).toBe(isUnder);
      }),
    );
  });
});
