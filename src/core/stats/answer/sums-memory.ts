/** Bytes that the entries are estimated to take at most. */
export const sumMemoryBytes = 48 * 2 ** 20;
/** Sets of codes that are told apart; the one that was asked for longest ago is forgotten. */
const setsMax = 64;

interface Entry {
  readonly version: number;
  readonly value: unknown;
  readonly bytes: number;
}

interface KnownSet {
  readonly name: string;
  readonly codes: Float64Array;
}

/** Sums of packs that were asked for before. An entry holds for one version of its month. */
export class SumMemory {
  readonly #bytesMax: number;
  /** The one that was used longest ago comes first. */
  readonly #entries = new Map<string, Entry>();
  #sets: KnownSet[] = [];
  #setsNamed = 0;
  #bytes = 0;

  constructor(bytesMax = sumMemoryBytes) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A name for the set of codes, the same as long as the set is known. */
  nameSet(codes: readonly number[]): string {
    const known = this.#sets.find((set) => isSame(set.codes, codes));
    const set = known ?? { name: `${++this.#setsNamed}`, codes: Float64Array.from(codes) };
    this.#sets = [...this.#sets.filter((other) => other !== set), set].slice(-setsMax);
    return set.name;
  }

  find<T>(key: string, version: number): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.version === version) this.#entries.set(key, entry);
    else this.#bytes -= entry.bytes;
    return entry.version === version ? (entry.value as T) : undefined;
  }

  keep(key: string, version: number, value: unknown, bytes: number): void {
    this.#forget(key);
    // One that would drive out most others is made again.
    if (bytes > this.#bytesMax / 4) return;
    this.#entries.set(key, { version, value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

function isSame(known: Float64Array, codes: readonly number[]): boolean {
  return known.length === codes.length && codes.every((code, place) => known[place] === code);
}
