import { describe, expect, test } from 'vitest';
import { resolveContent } from '../../core/content/registry.ts';
import { isPreviewAgent } from '../../core/scans/classify.ts';
import { unpackFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import { demoCodes } from './codes.ts';
import { createDice } from './dice.ts';
import { demoDays, makeDemoHits } from './hits.ts';
import { demoRobots } from './visitors.ts';

const nowMs = Date.UTC(2026, 5, 17, 15, 20);
const codes = demoCodes.map(({ scansPerDay }, n) => ({ code: { num: n + 1, workspaceNum: 1 }, scansPerDay }));
const hits = makeDemoHits(codes, createDice(7), nowMs, 30_000);
const facts = hits.map((hit) => ({ ...hit, at: timeOfScanId(hit.id), ...unpackFlags(hit.flags) }));
const humans = facts.filter((hit) => hit.kind === 'human');

test('every code of the demo is one that the product accepts', () => {
  const rules = { ownHosts: ['go.example.com'], mapProvider: 'google' } as const;
  for (const { type, destination, content } of demoCodes) {
    expect(() => resolveContent(type, { destination, content }, rules), type).not.toThrow();
  }
  expect(demoCodes.length).toBe(12);
});

describe('hits of the demo', () => {
  test('lie in the past five weeks and have rising ids that carry their times', () => {
    const times = facts.map((hit) => hit.at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(nowMs - demoDays * 86_400_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(nowMs);
    for (let n = 1; n < hits.length; n += 1) expect(hits[n]!.id).toBeGreaterThan(hits[n - 1]!.id);
  });

  test('are the same for the same seed and moment', () => {
    expect(makeDemoHits(codes, createDice(7), nowMs, 30_000)).toEqual(hits);
    expect(makeDemoHits(codes, createDice(8), nowMs, 30_000)).not.toEqual(hits);
  });

  test('follow the hours of the day where the visitor is', () => {
    const berlin = humans
      .filter((hit) => hit.city === 'Berlin')
      .map((hit) => (new Date(hit.at).getUTCHours() + 1) % 24);
    const between = (from: number, to: number) => berlin.filter((hour) => hour >= from && hour < to).length;
    expect(between(12, 14)).toBeGreaterThan(5 * between(2, 4));
  });

  test('come from several countries, cities, systems and kinds', () => {
    for (const field of ['country', 'city', 'os', 'browser', 'device', 'kind', 'referrer'] as const) {
      expect(new Set(facts.map((hit) => hit[field])).size, field).toBeGreaterThan(2);
    }
  });

  test('a repeat follows a counted scan of the same visitor and code within the window', () => {
    const repeats = humans.filter((hit) => hit.repeat);
    expect(repeats.length).toBeGreaterThan(humans.length / 50);
    for (const repeat of repeats) {
      const counted = humans.find(
        (hit) => hit.visitor === repeat.visitor && hit.code === repeat.code && !hit.repeat,
      )!;
      expect(repeat.at - counted.at).toBeLessThan(30_000);
    }
  });

  test('have no repeats where the window is off', () => {
    const without = makeDemoHits(codes, createDice(7), nowMs, 0);
    expect(without.some((hit) => unpackFlags(hit.flags).repeat)).toBe(false);
  });

  test('previews are those that the product would tell as such', () => {
    for (const [, robot] of demoRobots)
      expect(isPreviewAgent(robot.ua), robot.ua).toBe(robot.kind === 'preview');
  });
});
