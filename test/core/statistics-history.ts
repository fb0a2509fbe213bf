import { type HitFacts, packFlags } from '../../src/core/scans/hit.ts';
import { firstScanIdAt, timeOfScanId } from '../../src/core/scans/id.ts';
import { createStatistics, type StatLimits } from '../../src/core/stats/answer/answer.ts';
import type { Dimension, Statistics, StatQuestion } from '../../src/core/stats/question.ts';
import { sealLimits } from '../../src/core/stats/seal/run.ts';
import { repackLate, sealUpTo } from '../../src/core/stats/seal/seal.ts';
import { type Dictionaries, MemoryPacks, type StoredHit } from '../support/memory-packs.ts';
import { isOfTime, type NaiveHit, type NaivePeriod } from '../support/naive-count.ts';

const dayMs = 86_400_000;
const quarterMs = 900_000;
const place = (country: string, region: string, city: string) => ({ country, region, city });

/** Names that are in several countries, values that are not known, and numbers that are far apart. */
export const names: Dictionaries = {
  places: new Map([
    [0, place('', '', '')],
    [1, place('DE', '', '')],
    [2, place('DE', 'Brandenburg', 'Frankfurt')],
    [3, place('DE', 'Hesse', 'Frankfurt')],
    [4, place('US', 'Hesse', '')],
    [2 ** 21, place('US', 'Ohio', 'Frankfurt')],
  ]),
  agents: new Map([
    [1, { device: 'mobile', os: 'iOS', browser: 'Safari' }],
    [2, { device: 'mobile', os: 'Android', browser: 'Chrome' }],
    [3, { device: 'desktop', os: 'Windows', browser: 'Chrome' }],
    [700, { device: 'unknown', os: 'Unknown', browser: 'Unknown' }],
  ]),
  referrers: new Map([
    [0, { host: '' }],
    [1, { host: 'example.com' }],
    [2, { host: 'example.org' }],
  ]),
};

export interface PlannedHit {
  readonly code: number;
  readonly ms: number;
  readonly geo: number;
  readonly ua: number;
  readonly ref: number;
  readonly visitor: number;
  readonly facts: Required<HitFacts>;
}

interface TrueHit {
  readonly stored: StoredHit;
  facts: Required<HitFacts>;
  readonly visitor: string;
}

/** Hits that are stored, sealed, erased and given other flags, and what is true of them all the while. */
export class History {
  readonly packs = new MemoryPacks(names, 3);
  readonly statistics: Statistics;
  private readonly hits: TrueHit[] = [];
  private repacks = 0;

  constructor(limits: StatLimits = {}) {
    this.statistics = createStatistics(this.packs, limits);
  }

  store(planned: readonly PlannedHit[]): void {
    for (const { facts, ms, ...hit } of planned) {
      const id = firstScanIdAt(ms) + (this.hits.length % 4096);
      const stored = { ...hit, id, flags: packFlags(facts) };
      // Of an erased day nobody knows any more who was there: a hit that comes late is of somebody new.
      const epoch = this.isErased(hit.code, Math.floor(ms / dayMs)) ? ` late ${this.repacks}` : '';
      this.hits.push({ stored, facts, visitor: `${hit.visitor}${epoch}` });
      this.packs.storeHits([stored]);
    }
  }

  /** @param writes after which it is interrupted */
  async seal(day: number, writes = Number.POSITIVE_INFINITY): Promise<void> {
    let left = writes;
    await this.packs.claim('test', 0, 1);
    await sealUpTo(this.packs, 'test', day, {
      isStopped: () => left <= 0,
      pause: async () => {
        left -= 1;
      },
    });
  }

  /** In small writes. @param pause between them */
  async repack(pause?: () => Promise<void>): Promise<void> {
    await this.packs.claim('test', 0, 1);
    await repackLate(this.packs, 'test', { ...(pause && { pause }) }, { ...sealLimits, writeSettled: 1 });
    this.repacks += 1;
  }

  prune(code: number, fromDay: number, toDay: number, limit: number): void {
    this.packs.pruneSome(code, fromDay, toDay, limit);
  }

  reflag(place: number, facts: Required<HitFacts>): void {
    const hit = this.hits[place % Math.max(1, this.hits.length)];
    if (!hit) return;
    const { code, id } = hit.stored;
    if (this.isErased(code, Math.floor(timeOfScanId(id) / dayMs))) return;
    this.packs.reflag(code, id, packFlags(facts));
    hit.facts = facts;
  }

  isErased(code: number, day: number): boolean {
    return this.packs.allPacks().some((pack) => {
      const first = Date.UTC(2025, pack.month, 1) / dayMs;
      return (
        pack.code === code &&
        day >= first &&
        day < first + 31 &&
        ((pack.erasedDays >>> (day - first)) & 1) === 1
      );
    });
  }

  truth(): NaiveHit[] {
    return this.hits.map(({ stored, facts, visitor }) => ({
      ...{ code: stored.code, ms: timeOfScanId(stored.id), visitor },
      ...(names.places.get(stored.geo) ?? place('', '', '')),
      ...(names.agents.get(stored.ua) ?? { device: '', os: '', browser: '' }),
      referrer: names.referrers.get(stored.ref)?.host ?? '',
      ...facts,
    }));
  }

  /** Whether the question needs single hits that are erased. */
  needsErased(question: StatQuestion, previous: NaivePeriod | null): boolean {
    const { sinceMs, untilMs } = question;
    if (this.periodNeedsErased(question, sinceMs, untilMs, needsSingleHits(question))) return true;
    const all = needsSingleHits({ ...question, by: [], split: null });
    return previous !== null && this.periodNeedsErased(question, previous.sinceMs, previous.untilMs, all);
  }

  private periodNeedsErased(question: StatQuestion, sinceMs: number, untilMs: number, all: boolean): boolean {
    if (sinceMs >= untilMs) return false;
    const torn = (ms: number) => (ms % quarterMs === 0 ? [] : [Math.floor(ms / dayMs)]);
    const days = all ? daysIn(sinceMs, untilMs) : [...torn(sinceMs), ...torn(untilMs)];
    const filter = question.filters.find(({ dimension }) => dimension === 'code');
    const codes = question.codes.filter((code) => !filter || filter.values.includes(code));
    const { sealedDay } = this.packs.state;
    return codes.some((code) => days.some((day) => day < sealedDay && this.isErased(code, day)));
  }
}

function daysIn(sinceMs: number, untilMs: number): number[] {
  const first = Math.floor(sinceMs / dayMs);
  return Array.from({ length: Math.ceil(untilMs / dayMs) - first }, (_, n) => first + n);
}

/** What packs hold one by one: where, on what, and from where. Everything else goes with each of them. */
export function kindOf(dimension: Dimension): string | undefined {
  const kinds = { where: ['country', 'region', 'city'], on: ['device', 'os', 'browser'], from: ['referrer'] };
  return Object.entries(kinds).find(([, dimensions]) => dimensions.includes(dimension))?.[0];
}

function needsSingleHits({ filters, by, split, metrics }: StatQuestion): boolean {
  const filtered = filters.map(({ dimension }) => dimension).filter((dimension) => dimension !== 'code');
  if (filtered.length > 0 && metrics.includes('visitors')) return true;
  const kinds = new Set(filtered.flatMap((dimension) => kindOf(dimension) ?? []));
  if (kinds.size > 1) return true;
  const others = by.flatMap((dimension) => kindOf(dimension) ?? []).filter((kind) => !kinds.has(kind));
  if (kinds.size === 1 && others.length > 0) return true;
  if (split !== null && by.some((dimension) => !isOfTime(dimension) || !isOfTime(split))) return true;
  return metrics.includes('visitors') && by.some((dimension) => !isOfTime(dimension) && dimension !== 'code');
}
