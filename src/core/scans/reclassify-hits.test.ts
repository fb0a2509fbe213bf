import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlaggedHit } from '../store.ts';
import { type AgentSigns, classify } from './classify.ts';
import { type HitFacts, networks, packFlags, unpackFlags } from './hit.ts';
import { firstScanIdAt, timeOfScanId } from './id.ts';
import { createHitReview } from './reclassify-hits.ts';
import { createRepeatJudge } from './repeat.ts';

const windowMs = 30_000;
const startMs = Date.UTC(2026, 10, 21);
const person: AgentSigns = { missing: false, scanner: false, preview: false, bot: false };
const scanner = { ...person, scanner: true };

type Rules = readonly AgentSigns[];

const signs = fc.constantFrom(person, scanner, { ...person, preview: true }, { ...person, bot: true });
/** What is made of each of four agents. */
const rules = fc.array(signs, { minLength: 4, maxLength: 4 });

interface Request {
  readonly id: number;
  readonly ua: number;
  readonly visitor: number;
  readonly head: boolean;
  readonly prefetch: boolean;
  readonly blocked: 'paused' | null;
  readonly network: (typeof networks)[number];
}

/** Two days, two addresses and four agents: each has a visitor's hash of its own. */
const requests: fc.Arbitrary<readonly Request[]> = fc
  .uniqueArray(
    fc.record({
      day: fc.nat(1),
      ms: fc.oneof(fc.nat(3 * windowMs), fc.integer({ min: 86_400_000 - windowMs, max: 86_400_000 - 1 })),
      ua: fc.nat(3),
      address: fc.nat(1),
      head: fc.boolean(),
      prefetch: fc.boolean(),
      blocked: fc.constantFrom(null, null, 'paused' as const),
      network: fc.constantFrom(...networks),
    }),
    { selector: ({ day, ms }) => day * 86_400_000 + ms, maxLength: 80 },
  )
  .map((all) =>
    all
      .map(({ day, ms, address, ...request }) => ({
        ...request,
        id: firstScanIdAt(startMs + day * 86_400_000 + ms),
        visitor: day * 8 + address * 4 + request.ua,
      }))
      .sort((left, right) => left.id - right.id),
  );

/** As hits are stored: by the first rules up to `switchAt`, by the second from there on. */
function storeAll(all: readonly Request[], before: Rules, after: Rules, switchAt: number): FlaggedHit[] {
  const judge = createRepeatJudge(windowMs);
  return all.map((request, at) => {
    const { id, ua, visitor, network } = request;
    const facts = classify(request, (at < switchAt ? before : after)[ua]!);
    const countable = facts.kind === 'human' && facts.outcome === 'answered';
    const repeat = countable && judge.isRepeat(0, visitor, timeOfScanId(id));
    const reason = repeat ? 'repeat_window' : facts.reason;
    return { id, ua, visitor, flags: packFlags({ ...facts, repeat, reason, network }) };
  });
}

function reviewAll(hits: readonly FlaggedHit[], now: readonly (AgentSigns | undefined)[]): FlaggedHit[] {
  const review = createHitReview((ua) => now[ua], windowMs);
  return hits.map((hit) => ({ ...hit, flags: review.flagsOf(hit) }));
}

/** Why somebody was blocked is lost when the hit was not taken for a person's. */
function withoutState(hits: readonly FlaggedHit[]): HitFacts[] {
  return hits.map((hit) => {
    const facts = unpackFlags(hit.flags);
    return facts.reason === 'paused' ? { ...facts, reason: 'blocked' } : facts;
  });
}

describe('a hit judged anew', () => {
  test('has the facts that it would have if it came today, whatever rules it was stored by', () => {
    fc.assert(
      fc.property(requests, rules, rules, rules, fc.nat(80), (all, first, second, now, switchAt) => {
        const reviewed = reviewAll(storeAll(all, first, second, switchAt), now);
        expect(withoutState(reviewed)).toEqual(withoutState(storeAll(all, now, now, 0)));
      }),
    );
  });

  test('stays as it is when it is judged once more', () => {
    fc.assert(
      fc.property(requests, rules, rules, fc.nat(80), (all, old, now, switchAt) => {
        const once = reviewAll(storeAll(all, old, now, switchAt), now);
        expect(reviewAll(once, now)).toEqual(once);
      }),
    );
  });

  test('keeps its facts where the string of its agent is not known', () => {
    fc.assert(
      fc.property(requests, rules, (all, old) => {
        const stored = storeAll(all, old, old, 0);
        expect(reviewAll(stored, [])).toEqual(stored);
      }),
    );
  });
});

const answered = { kind: 'human', outcome: 'answered', repeat: false, reason: 'none' } as const;
const hitAt = (ms: number, visitor: number, facts: HitFacts): FlaggedHit => ({
  ...{ id: firstScanIdAt(startMs + ms), ua: visitor, visitor },
  flags: packFlags(facts),
});

test('a repeat that another server did not see stays a scan, unless the visitor is another now', () => {
  const scans = [hitAt(0, 1, answered), hitAt(1, 1, answered)];
  expect(reviewAll(scans, [person, person])).toEqual(scans);
  const bots = scans.map((hit) => ({
    ...hit,
    flags: packFlags({ ...answered, kind: 'bot', reason: 'bot_user_agent' }),
  }));
  expect(reviewAll(bots, [person, person]).map((hit) => unpackFlags(hit.flags).repeat)).toEqual([
    false,
    true,
  ]);
});

test('somebody blocked who was taken for a bot stays blocked, without the state that nobody wrote down', () => {
  const bot = hitAt(0, 1, { kind: 'bot', outcome: 'blocked', repeat: false, reason: 'bot_user_agent' });
  const [reviewed] = reviewAll([bot], [person, person]);
  expect(unpackFlags(reviewed!.flags)).toMatchObject({
    kind: 'human',
    outcome: 'blocked',
    reason: 'blocked',
  });
  const paused = hitAt(0, 1, { ...answered, outcome: 'blocked', reason: 'paused' });
  expect(reviewAll([paused], [person, person])).toEqual([paused]);
});
