import type { ReportRange } from './numbers.ts';
import type { ReportLink } from './report-link.ts';

/** An answer is given again for so long: a link that is read by many asks the statistics as seldom as one. */
const keptMs = 30_000;
const keptMax = 500;

interface Kept<Numbers> {
  readonly numbers: Promise<Numbers>;
  readonly untilMs: number;
}

/** Answers under way or just given, by link and range, of this node; each as it is sent, so that giving it again costs little. */
export class KeptNumbers<Numbers> {
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept<Numbers>>();

  /** @param now ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param count asked where no answer is kept; one that fails is not */
  get(link: ReportLink, { days, zone }: ReportRange, count: () => Promise<Numbers>): Promise<Numbers> {
    // The link's own days too: they can be changed, and with them what is compared.
    const key = `${link.id} ${link.days} ${days} ${zone.toLowerCase()}`;
    const nowMs = this.#now();
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.untilMs > nowMs) return kept.numbers;
    const numbers = count();
    this.#kept.delete(key);
    this.#kept.set(key, { numbers, untilMs: nowMs + keptMs });
    numbers.catch(() => this.#forget(key, numbers));
    this.#dropOld(nowMs);
    return numbers;
  }

  /** The oldest stand first. */
  #dropOld(nowMs: number): void {
    for (const [key, { untilMs }] of this.#kept) {
      if (untilMs > nowMs && this.#kept.size <= keptMax) return;
      this.#kept.delete(key);
    }
  }

  #forget(key: string, numbers: Promise<Numbers>): void {
    if (this.#kept.get(key)?.numbers === numbers) this.#kept.delete(key);
  }
}
