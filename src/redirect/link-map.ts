import { foldSlug } from '../core/codes/slug.ts';
import type { Link } from '../core/routing/link.ts';
import { gatherQueries } from './gathered-query.ts';

export interface LinkSources {
  /** This node's own file. */
  readonly local: (slugs: readonly string[]) => Promise<readonly (Link | null)[]>;
  /** The store; slow, and perhaps away. */
  readonly store: (slugs: readonly string[]) => Promise<readonly (Link | null)[]>;
}

export interface LinkMapOptions<Entry> {
  readonly sources: LinkSources;
  /** Makes of a link what the redirect answers from. */
  readonly prepare: (link: Link) => Entry;
  readonly now: () => number;
  readonly bytesMax?: number;
}

const unknownMs = 30_000;
const unknownMax = 10_000;
/** Longer than any look-up takes; somebody stands there with a phone, and a silent store is as good as away. */
const answerMs = 2_000;
/** About what an entry takes besides its texts. */
const entryBytes = 600;

/** A look-up under way; whoever asks for the same slug meanwhile shares it. */
interface Question<Entry> {
  readonly answer: Promise<Entry | null>;
}

interface Remembered<Entry> {
  readonly link: Link;
  readonly entry: Entry;
  readonly bytes: number;
}

/** So many are looked through in well under a millisecond. */
const refreshedAtOnce = 250;

/**
 * Links in memory, in front of the node's own map, in front of the store. Memory is bounded by bytes (the
 * oldest go first; the node's own map has them still); slugs that are surely unknown are remembered for a
 * while, in bounded number, so that nobody can fill memory or keep the store busy by asking for random ones.
 * A store that does not answer is never remembered.
 */
export class LinkMap<Entry> {
  readonly #options: LinkMapOptions<Entry>;
  readonly #bytesMax: number;
  readonly #entries = new Map<string, Remembered<Entry>>();
  /** When each unknown slug is asked for again, UTC ms. */
  readonly #unknown = new Map<string, number>();
  readonly #questions = new Map<string, Question<Entry>>();
  /** Apart, so that what the node knows itself never waits behind a question to a silent store. */
  readonly #askLocal: (slug: string) => Promise<Link | null>;
  readonly #askStore: (slug: string) => Promise<Link | null>;
  #bytes = 0;

  constructor(options: LinkMapOptions<Entry>) {
    this.#options = options;
    this.#bytesMax = options.bytesMax ?? 128 * 1024 * 1024;
    this.#askLocal = gatherQueries(options.sources.local, answerMs);
    this.#askStore = gatherQueries(options.sources.store, answerMs);
  }

  /** From memory alone: undefined when it has to be asked for. `null`: surely no such code. */
  get(slug: string): Entry | null | undefined {
    const exact = this.#entries.get(slug);
    if (exact) return exact.entry;
    const folded = foldSlug(slug);
    const known = this.#entries.get(folded);
    if (known) return known.entry;
    const until = this.#unknown.get(folded);
    if (until === undefined) return undefined;
    return until > this.#options.now() ? null : undefined;
  }

  /** Asks the sources; rejects when none could answer. */
  find(slug: string): Promise<Entry | null> {
    const folded = foldSlug(slug);
    const asked = this.#questions.get(folded);
    if (asked) return asked.answer;
    const question: Question<Entry> = { answer: this.#ask(folded, () => question) };
    this.#questions.set(folded, question);
    return question.answer;
  }

  /** A link changed (or is gone: null): what memory holds of it is replaced. */
  put(slug: string, link: Link | null): void {
    const folded = foldSlug(slug);
    // An answer that is on its way may be older than this: it is not remembered, nor given to anybody new.
    this.#questions.delete(folded);
    const known = this.#entries.has(folded);
    this.#forget(folded);
    if (known && link) this.#remember(folded, link);
  }

  /**
   * Prepares anew what is held, where it is out of date, with pauses so that scans go on meanwhile. What comes in during
   * that is prepared as it is now.
   */
  async refresh(isStale: (entry: Entry) => boolean): Promise<void> {
    let seen = 0;
    for (const [slug, known] of this.#entries) {
      seen += 1;
      if (seen % refreshedAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
      // It may have changed in the pause.
      if (this.#entries.get(slug) !== known || !isStale(known.entry)) continue;
      this.#entries.set(slug, { ...known, entry: this.#options.prepare(known.link) });
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#questions.clear();
    this.#entries.clear();
    this.#unknown.clear();
    this.#bytes = 0;
  }

  async #ask(folded: string, self: () => Question<Entry>): Promise<Entry | null> {
    try {
      const link = await this.#askSources(folded);
      if (this.#questions.get(folded) === self()) return this.#remember(folded, link);
      return link && this.#options.prepare(link);
    } finally {
      if (this.#questions.get(folded) === self()) this.#questions.delete(folded);
    }
  }

  /** What the node's own map does not have may be a code made on another node a moment ago. */
  async #askSources(folded: string): Promise<Link | null> {
    const local = await this.#askLocal(folded).catch(() => null);
    return local ?? (await this.#askStore(folded));
  }

  #remember(folded: string, link: Link | null): Entry | null {
    this.#forget(folded);
    if (!link) {
      this.#unknown.set(folded, this.#options.now() + unknownMs);
      if (this.#unknown.size > unknownMax) dropOldest(this.#unknown);
      return null;
    }
    const entry = this.#options.prepare(link);
    const bytes = entryBytes + JSON.stringify(link).length * 2;
    this.#entries.set(folded, { link, entry, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax || oldest === folded) break;
      this.#forget(oldest);
    }
    return entry;
  }

  #forget(folded: string): void {
    const known = this.#entries.get(folded);
    if (known) this.#bytes -= known.bytes;
    this.#entries.delete(folded);
    this.#unknown.delete(folded);
  }
}

function dropOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
