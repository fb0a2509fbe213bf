import type { LinkCode } from '../codes/code.ts';
import type { Core } from '../core.ts';
import { partOfFlags, type SumMetric } from '../stats/metric.ts';
import type { Agent, FlaggedHit } from '../store.ts';
import type { AgentSigns } from './classify.ts';
import { classesOf, scanClass, unpackFlags } from './hit.ts';
import { createHitReview } from './reclassify-hits.ts';

/** What today's rules make of a user-agent string. */
export type AgentFacts = AgentSigns & Pick<Agent, 'device' | 'os' | 'browser'>;

export interface ReclassifyOptions {
  /** Changes nothing, and tells what would change. */
  readonly dryRun: boolean;
  /** Of the repeat rule; 0 turns it off. */
  readonly windowMs: number;
  /** Hits done, of about how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Seals changed days anew. Awaited when flags were changed among so many hits, and at the end: till then answers count
   * these days from single hits, of which they read no more than some millions.
   */
  readonly repack?: { readonly everyHits: number; run(): Promise<void> };
  /** Asked between pages. What is done by then stays; a later run goes over everything again. */
  readonly isStopped?: () => boolean;
}

export interface ReclassifySummary {
  /** Agents with another device, system or browser than before. */
  readonly agentsRenamed: number;
  /** By what they counted in and count in now, the greatest first; both can be the same, with another reason. */
  readonly changes: readonly { readonly from: SumMetric; readonly to: SumMetric; readonly hits: number }[];
  /** Of the codes that were gone through. */
  readonly scansBefore: number;
  readonly scansAfter: number;
  /** Hits left as they are, since their single rows were erased. */
  readonly hitsErased: number;
  /** Hits left as they are, since their user agent was forgotten or never kept. */
  readonly hitsWithoutAgent: number;
  /** False when it was stopped before its end. */
  readonly finished: boolean;
}

/**
 * Runs today's rules over all of history: names agents anew, and gives hits the facts that they would have if they came
 * today. Works beside a running server, in small transactions; totals follow in the same ones. A run after one that
 * has finished changes nothing.
 */
export async function reclassify(
  core: Core,
  agentOf: (userAgent: string) => AgentFacts,
  options: ReclassifyOptions,
): Promise<ReclassifySummary> {
  const run = new Run(core, options);
  await run.reviewAgents(agentOf);
  await run.reviewCodes();
  await run.repack();
  return run.summary();
}

const agentsPerPage = 500;
const codesPerPage = 500;
const hitsPerPage = 2_000;
/** In one transaction, so that a running server's own writes go on between. */
const hitsPerWrite = 300;

class Run {
  readonly #core: Core;
  readonly #options: ReclassifyOptions;
  readonly #signs = new Map<number, AgentSigns>();
  readonly #changes = new Map<string, number>();
  #agentsRenamed = 0;
  #scansBefore = 0;
  #scansAfter = 0;
  #hitsErased = 0;
  #hitsWithoutAgent = 0;
  #done = 0;
  #total = 0;
  #stopped = false;
  /** Hits gone through since days were sealed anew. */
  #hitsSince = 0;
  #changedSince = false;

  constructor(core: Core, options: ReclassifyOptions) {
    this.#core = core;
    this.#options = options;
  }

  /** Number 0 stands for all that came when the dictionary was full: its string says nothing. */
  async reviewAgents(agentOf: (userAgent: string) => AgentFacts): Promise<void> {
    for (let afterId = 0; !this.#stops(); ) {
      const page = await this.#core.store.scans.agents(afterId, agentsPerPage);
      const known = page.filter((agent) => agent.string !== '');
      const renamed = known.flatMap((agent) => {
        const { device, os, browser, ...signs } = agentOf(agent.string);
        this.#signs.set(agent.id, signs);
        const same = device === agent.device && os === agent.os && browser === agent.browser;
        return same ? [] : [{ id: agent.id, device, os, browser }];
      });
      if (renamed.length > 0 && !this.#options.dryRun) {
        await this.#core.store.transact((tx) => tx.scans.updateAgents(renamed));
      }
      this.#agentsRenamed += renamed.length;
      const last = page.at(-1);
      if (!last || page.length < agentsPerPage) return;
      afterId = last.id;
    }
  }

  async reviewCodes(): Promise<void> {
    for await (const { totals } of this.#codesWithHits()) {
      for (const hits of totals.values()) this.#total += hits;
    }
    for await (const { codes } of this.#codesWithHits()) {
      for (const code of codes) {
        if (this.#stops()) return;
        await this.#reviewCode(code);
      }
    }
  }

  async repack(): Promise<void> {
    if (this.#changedSince) await this.#options.repack?.run();
    this.#hitsSince = 0;
    this.#changedSince = false;
  }

  summary(): ReclassifySummary {
    const changes = [...this.#changes].map(([key, hits]) => {
      const [from, to] = key.split(' ') as [SumMetric, SumMetric];
      return { from, to, hits };
    });
    return {
      agentsRenamed: this.#agentsRenamed,
      changes: changes.sort((left, right) => right.hits - left.hits),
      scansBefore: this.#scansBefore,
      scansAfter: this.#scansAfter,
      hitsErased: this.#hitsErased,
      hitsWithoutAgent: this.#hitsWithoutAgent,
      finished: !this.#stopped,
    };
  }

  #stops(): boolean {
    this.#stopped ||= this.#options.isStopped?.() ?? false;
    return this.#stopped;
  }

  async *#codesWithHits() {
    const { codes, scans } = this.#core.store;
    for (let afterNum = 0; ; ) {
      const page = await codes.listAfter(afterNum, codesPerPage);
      const nums = page.map((code) => code.num);
      const totals = await scans.totals(nums, classesOf('all'));
      yield { codes: page.filter((code) => (totals.get(code.num) ?? 0) > 0), totals };
      const last = page.at(-1);
      if (!last || page.length < codesPerPage) return;
      afterNum = last.num;
    }
  }

  async #reviewCode(code: LinkCode): Promise<void> {
    const review = createHitReview((agent) => this.#signs.get(agent), this.#options.windowMs);
    let seen = 0;
    let moreScans = 0;
    for (let afterId = -1; ; ) {
      if (this.#stops()) return;
      const page = await this.#core.store.scans.flagsAfter(code.num, afterId, hitsPerPage);
      const changed = page
        .map((hit) => ({ id: hit.id, was: hit.flags, flags: review.flagsOf(hit) }))
        .filter((hit) => hit.flags !== hit.was);
      await this.#write(code, changed);
      for (const { was, flags } of changed) moreScans += this.#count(was, flags);
      this.#hitsWithoutAgent += page.filter((hit) => this.#isWithoutAgent(hit)).length;
      seen += page.length;
      this.#done += page.length;
      this.#options.onProgress?.(this.#done, Math.max(this.#done, this.#total));
      this.#hitsSince += page.length;
      if (this.#hitsSince >= (this.#options.repack?.everyHits ?? Number.POSITIVE_INFINITY))
        await this.repack();
      const last = page.at(-1);
      if (!last || page.length < hitsPerPage) break;
      afterId = last.id;
    }
    await this.#countCode(code, seen, moreScans);
  }

  async #write(
    code: LinkCode,
    hits: readonly { readonly id: number; readonly flags: number }[],
  ): Promise<void> {
    if (this.#options.dryRun || hits.length === 0) return;
    this.#changedSince = true;
    for (let from = 0; from < hits.length; from += hitsPerWrite) {
      const part = hits.slice(from, from + hitsPerWrite).map(({ id, flags }) => ({ id, flags }));
      await this.#core.store.transact((tx) => tx.scans.reflag(code.num, code.workspaceNum, part));
    }
  }

  /** @returns by how many the scans have grown: -1, 0 or 1 */
  #count(was: number, flags: number): number {
    const [from, to] = [partOfFlags(was), partOfFlags(flags)];
    const key = `${from} ${to}`;
    this.#changes.set(key, (this.#changes.get(key) ?? 0) + 1);
    return Number(to === 'scans') - Number(from === 'scans');
  }

  /** Where the string is of no matter, nothing was left undone. */
  #isWithoutAgent({ ua, flags }: FlaggedHit): boolean {
    if (this.#signs.has(ua)) return false;
    const { kind, reason } = unpackFlags(flags);
    return kind !== 'head' && kind !== 'prefetch' && reason !== 'no_user_agent';
  }

  /** Totals are asked for now, since hits may have come while the code was gone through. */
  async #countCode(code: LinkCode, seen: number, moreScans: number): Promise<void> {
    const { scans } = this.#core.store;
    const all = (await scans.totals([code.num], classesOf('all'))).get(code.num) ?? 0;
    const counted = (await scans.totals([code.num], [scanClass])).get(code.num) ?? 0;
    this.#hitsErased += Math.max(0, all - seen);
    this.#scansBefore += this.#options.dryRun ? counted : counted - moreScans;
    this.#scansAfter += this.#options.dryRun ? counted + moreScans : counted;
  }
}
