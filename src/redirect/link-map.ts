import { foldSlug } from '../core/codes/slug.ts';
import type { Link } from '../core/routing/link.ts';

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
const slugsPerQuery = 100;
/** About what an entry takes besides its texts. */
const entryBytes = 600;

interface Waiter<Entry> {
  readonly resolve: (entry: Entry | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Links in memory, in front of the node's own map, in front of the store. Memory is bounded by bytes (the
 * oldest go first; the node's own map has them still); slugs that are surely unknown are remembered for a
 * while, in bounded number, so that nobody can fill memory or keep the store busy by asking for random ones.
 * A store that does not answer is never remembered.
 */
export class LinkMap<Entry> {
  readonly #options: LinkMapOptions<Entry>;
  readonly #bytesMax: number;
  readonly #entries = new Map<string, { readonly entry: Entry; readonly bytes: number }>();
  readonly #unknown = new Map<string, number>();
  readonly #waiting = new Map<string, Waiter<Entry>[]>();
  #bytes = 0;
  #asking = false;
  /** Grows with every change, so that an answer that was on its way when a link changed is not remembered. */
  #version = 0;

  constructor(options: LinkMapOptions<Entry>) {
    this.#options = options;
    this.#bytesMax = options.bytesMax ?? 128 * 1024 * 1024;
  }

  /** From memory alone: undefined when it has to be asked for. `null`: surely no such code. */
  get(slug: string): Entry | null | undefined {
    const known = this.#entries.get(slug) ?? this.#entries.get(foldSlug(slug));
    if (known) return known.entry;
    const until = this.#unknown.get(foldSlug(slug));
    return until !== undefined && until > this.#options.now() ? null : undefined;
  }

  /** Asks the sources; rejects when none could answer. Requests are gathered, one query in flight. */
  find(slug: string): Promise<Entry | null> {
    return new Promise((resolve, reject) => {
      const folded = foldSlug(slug);
      const waiters = this.#waiting.get(folded);
      if (waiters) waiters.push({ resolve, reject });
      else this.#waiting.set(folded, [{ resolve, reject }]);
      if (!this.#asking) void this.#askAll();
    });
  }

  /** A link changed (or is gone: null): what memory holds of it is replaced. */
  put(slug: string, link: Link | null): void {
    this.#version += 1;
    const folded = foldSlug(slug);
    const known = this.#entries.has(folded);
    this.#forget(folded);
    if (known && link) this.#remember(folded, link);
  }

  /** Forgets everything. */
  clear(): void {
    this.#version += 1;
    this.#entries.clear();
    this.#unknown.clear();
    this.#bytes = 0;
  }

  async #askAll(): Promise<void> {
    this.#asking = true;
    // The rest of this turn's requests may join.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, slugsPerQuery);
      for (const [slug] of batch) this.#waiting.delete(slug);
      await this.#ask(batch);
    }
    this.#asking = false;
  }

  async #ask(batch: readonly [string, Waiter<Entry>[]][]): Promise<void> {
    const asked = this.#version;
    const slugs = batch.map(([slug]) => slug);
    try {
      const links = await findLinks(this.#options.sources, slugs);
      batch.forEach(([slug, waiters], index) => {
        const link = links[index] ?? null;
        const entry =
          asked === this.#version ? this.#remember(slug, link) : link && this.#options.prepare(link);
        for (const waiter of waiters) waiter.resolve(entry);
      });
    } catch (error) {
      for (const [, waiters] of batch) for (const waiter of waiters) waiter.reject(error);
    }
  }

  #remember(slug: string, link: Link | null): Entry | null {
    this.#forget(slug);
    if (!link) {
      this.#unknown.set(slug, this.#options.now() + unknownMs);
      if (this.#unknown.size > unknownMax) dropOldest(this.#unknown);
      return null;
    }
    const entry = this.#options.prepare(link);
    const bytes = entryBytes + (link.page ? JSON.stringify(link.page).length * 2 : 0);
    this.#entries.set(slug, { entry, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax || oldest === slug) break;
      this.#forget(oldest);
    }
    return entry;
  }

  #forget(slug: string): void {
    this.#bytes -= this.#entries.get(slug)?.bytes ?? 0;
    this.#entries.delete(slug);
    this.#unknown.delete(slug);
  }
}

function dropOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** The node's own map first; what it does not have may be a code made on another node a moment ago. */
async function findLinks(sources: LinkSources, slugs: readonly string[]): Promise<readonly (Link | null)[]> {
  const local = await sources.local(slugs).catch(() => slugs.map(() => null));
  const missing = slugs.filter((_, index) => !local[index]);
  if (missing.length === 0) return local;
  const found = await sources.store(missing);
  const bySlug = new Map(missing.map((slug, index) => [slug, found[index] ?? null]));
  return slugs.map((slug, index) => local[index] ?? bySlug.get(slug) ?? null);
}
