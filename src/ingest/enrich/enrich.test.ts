import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackFlags } from '../../core/scans/hit.ts';
import { firstScanIdAt } from '../../core/scans/id.ts';
import { createRepeatJudge } from '../../core/scans/repeat.ts';
import { packSigns, type SpooledHit } from '../../core/scans/scan.ts';
import { createAgents } from './agents.ts';
import { createEnricher, hostOfReferrer } from './enrich.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const startMs = Date.UTC(2026, 10, 21);
const place = { country: 'DE', region: null, city: 'Köln' };

function hitAt(ms: number, changes: Partial<SpooledHit> = {}): SpooledHit {
  const id = firstScanIdAt(startMs + ms);
  const who = { visitor: 9, ua: iphone, referrer: 'https://www.Example.org/page?secret=1' };
  return { id, code: 7, workspace: 3, signs: packSigns(false, false, null), ...place, ...who, ...changes };
}

const newEnricher = () => createEnricher(createAgents(), createRepeatJudge(30_000));

describe('an enriched hit', () => {
  test('has its place and visitor as spooled, and of its referrer the host alone', () => {
    const { flags, ...hit } = newEnricher()(hitAt(0));
    expect(hit).toEqual({
      ...{ id: firstScanIdAt(startMs), code: 7, workspace: 3, visitor: 9, ua: iphone, ...place },
      ...{ device: 'mobile', os: 'iOS', browser: 'Safari', referrer: 'example.org' },
    });
    expect(unpackFlags(flags)).toEqual({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none' });
  });

  test('that the same visitor made a moment ago is a repeat, and says so', () => {
    const enrich = newEnricher();
    const flags = [0, 29_999, 30_000].map((ms) => unpackFlags(enrich(hitAt(ms)).flags));
    expect(flags.map(({ repeat, reason }) => [repeat, reason])).toEqual([
      [false, 'none'],
      [true, 'repeat_window'],
      [false, 'none'],
    ]);
  });

  test('that is no scan neither repeats one nor makes the next one a repeat', () => {
    const others = [
      { signs: packSigns(true, false, null) },
      { signs: packSigns(false, true, null) },
      { signs: packSigns(false, false, 'paused') },
      { ua: 'curl/8.5.0' },
      { ua: '' },
      { code: 8 },
      { visitor: 10 },
    ];
    for (const other of others) {
      const enrich = newEnricher();
      const [first, second, third] = [hitAt(0, other), hitAt(1), hitAt(2, other)].map(enrich);
      expect(unpackFlags(first!.flags).repeat).toBe(false);
      expect(unpackFlags(second!.flags).repeat).toBe(false);
      const counts = other.code !== undefined || other.visitor !== undefined;
      expect(unpackFlags(third!.flags).repeat).toBe(counts);
    }
  });
});

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
});
