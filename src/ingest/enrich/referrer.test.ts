import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOfReferrer } from './referrer.ts';

describe('the host of a referrer', () => {
  test.each([
    ['https://www.example.org/a?b=c#d', 'example.org'],
    ['http://user:secret@Example.ORG:8080/', 'example.org'],
    ['https://M\u00fcnchen.example/', 'xn--mnchen-3ya.example'],
    ['android-app://com.google.android.gm/', 'com.google.android.gm'],
    ['https://www.', null],
    ['', null],
    ['/relative', null],
    ['about:blank', null],
    ['data:text/html,x', null],
    ['javascript:alert(1)', null],
    ['https://', null],
    ['https://[::1', null],
  ])('of %s is %s', (referrer, host) => expect(hostOfReferrer(referrer)).toBe(host));

  test('never throws, and never holds more than a host', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true }));
    fc.assert(
      fc.property(texts, (text) => {
        const host = hostOfReferrer(text);
        expect(host === null || (host.length <= 253 && !/[/?#@\s]/.test(host))).toBe(true);
      }),
    );
  });

  test('of an app that calls itself by an endless name is cut as well', () => {
    expect(hostOfReferrer(`android-app://${'\xe4'.repeat(1000)}`)!.length).toBe(253);
  });
});
