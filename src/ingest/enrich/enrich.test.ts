import { describe, expect, test } from 'vitest';
import { unpackFlags } from '../../core/scans/hit.ts';
import { firstScanIdAt } from '../../core/scans/id.ts';
import { createRepeatJudge } from '../../core/scans/repeat.ts';
import { markSigns, packSigns, type SpooledHit } from '../../core/scans/scan.ts';
import { createAgents } from './agents.ts';
import { createEnricher } from './enrich.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const startMs = Date.UTC(2026, 10, 21);
const place = { country: 'DE', region: null, city: 'Köln' };

function hitAt(ms: number, changes: Partial<SpooledHit> = {}): SpooledHit {
  const id = firstScanIdAt(startMs + ms);
  const who = { visitor: 9, ua: iphone, referrer: 'example.org' };
  return { id, code: 7, workspace: 3, signs: packSigns(false, false, null), ...place, ...who, ...changes };
}

const newEnricher = () => createEnricher(createAgents(), createRepeatJudge(30_000));

describe('an enriched hit', () => {
  test('has its place, visitor and referring host as spooled', () => {
    const { flags, ...hit } = newEnricher()(hitAt(0));
    expect(hit).toEqual({
      ...{ id: firstScanIdAt(startMs), code: 7, workspace: 3, visitor: 9, ua: iphone, ...place },
      ...{ device: 'mobile', os: 'iOS', browser: 'Safari', referrer: 'example.org' },
    });
    const facts = { kind: 'human', outcome: 'answered', repeat: false, reason: 'none', network: 'none' };
    expect(unpackFlags(flags)).toEqual(facts);
  });

  test('from a network of the lists is marked, and counts as any other', () => {
    const enrich = newEnricher();
    const hits = (['private_relay', 'hosting'] as const).map((network, visitor) =>
      enrich(hitAt(0, { visitor, signs: markSigns(packSigns(false, false, null), network) })),
    );
    expect(hits.map(({ flags }) => unpackFlags(flags))).toEqual([
      { kind: 'human', outcome: 'answered', repeat: false, reason: 'none', network: 'private_relay' },
      { kind: 'human', outcome: 'answered', repeat: false, reason: 'none', network: 'hosting' },
    ]);
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
