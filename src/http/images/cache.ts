/** A picture as it goes out. Heads are flat lists of names and values, as `writeHead` takes fastest. */
export interface KeptPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong (RFC 9110, 8.8.1): made from the bytes. */
  readonly etag: string;
  readonly head: readonly string[];
  /** Of the 304 for who has it. */
  readonly notModifiedHead: readonly string[];
  /** As the surface's route is called in the metrics. */
  readonly route: string;
}

/** Which picture is asked for. */
export interface PictureAddress {
  /** Folded, of the code. */
  readonly slug: string;
  /** Of whatever makes pictures of a code differ, the slug included: the same for all spellings of one wish. */
  readonly key: string;
  /** Path and query as sent. */
  readonly target: string;
}

interface Entry {
  readonly picture: KeptPicture;
  readonly slug: string;
  readonly targets: string[];
  bytes: number;
}

interface Making {
  readonly slug: string;
  readonly done: Promise<KeptPicture | undefined>;
}

/** About what an entry takes besides its bytes and texts. */
const entryBytes = 1_000;
/** Spellings of one picture that are answered without being parsed. */
const targetsMax = 8;
const targetLengthMax = 500;

/**
 * The pictures asked for last, up to `bytesMax` of memory. What was made of a code before it changed is neither kept
 * nor given to who asks after it, also when it was still being made: see `drop`.
 */
export class PictureCache {
  /** Answers from memory since the start. */
  readonly counters = { hits: 0 };
  readonly #bytesMax: number;
  /** Insertion order is the order of use: the front is dropped first. */
  readonly #entries = new Map<string, Entry>();
  readonly #keysByTarget = new Map<string, string>();
  readonly #keysBySlug = new Map<string, Set<string>>();
  readonly #making = new Map<string, Making>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** What is kept takes so much memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** From memory alone, by path and query as sent. */
  find(target: string): KeptPicture | undefined {
    const key = this.#keysByTarget.get(target);
    return key === undefined ? undefined : this.#use(key)?.picture;
  }

  /**
   * From memory, or made; equal ones are made once for all who ask meanwhile. `make` has to read the code anew, since
   * only changes from now on are heard of.
   */
  async get(
    address: PictureAddress,
    make: () => Promise<KeptPicture | undefined>,
  ): Promise<KeptPicture | undefined> {
    const entry = this.#use(address.key);
    if (entry) {
      this.#nameToo(entry, address);
      return entry.picture;
    }
    const shared = this.#making.get(address.key);
    if (shared) return shared.done;
    const making: Making = { slug: address.slug, done: make() };
    this.#making.set(address.key, making);
    try {
      const picture = await making.done;
      if (picture && this.#making.get(address.key) === making) this.#add(address, picture);
      return picture;
    } finally {
      if (this.#making.get(address.key) === making) this.#making.delete(address.key);
    }
  }

  /** The code changed: none of its pictures is right any more. */
  drop(slug: string): void {
    for (const key of this.#keysBySlug.get(slug) ?? []) this.#forget(key);
    for (const [key, making] of this.#making) if (making.slug === slug) this.#making.delete(key);
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#forget(key);
    this.#making.clear();
  }

  #use(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.counters.hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #add(address: PictureAddress, picture: KeptPicture): void {
    const { slug, key } = address;
    const bytes = entryBytes + picture.bytes.length + 2 * key.length;
    const entry: Entry = { picture, slug, targets: [], bytes };
    this.#entries.set(key, entry);
    this.#bytes += bytes;
    this.#nameToo(entry, address);
    const keys = this.#keysBySlug.get(slug) ?? new Set();
    this.#keysBySlug.set(slug, keys.add(key));
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#forget(oldest);
    }
  }

  #nameToo(entry: Entry, { key, target }: PictureAddress): void {
    if (entry.targets.length >= targetsMax || target.length > targetLengthMax) return;
    if (this.#keysByTarget.has(target)) return;
    this.#keysByTarget.set(target, key);
    entry.targets.push(target);
    entry.bytes += 2 * target.length;
    this.#bytes += 2 * target.length;
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    for (const target of entry.targets) this.#keysByTarget.delete(target);
    const keys = this.#keysBySlug.get(entry.slug);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysBySlug.delete(entry.slug);
  }
}
