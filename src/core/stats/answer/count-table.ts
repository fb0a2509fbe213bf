const keysAtFirst = 16;

/** Counts by key (small integers from 0) and column; grows with its keys. */
export class CountTable {
  readonly #columns: Float64Array[];
  #size = 0;

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => new Float64Array(keysAtFirst));
  }

  get columns(): number {
    return this.#columns.length;
  }

  /** Keys below it may have been counted. */
  get size(): number {
    return this.#size;
  }

  add(key: number, column: number, count: number): void {
    if (key >= this.#size) this.#grow(key + 1);
    const counts = this.#columns[column] as Float64Array;
    counts[key] = (counts[key] as number) + count;
  }

  row(key: number): number[] {
    return this.#columns.map((counts) => counts[key] ?? 0);
  }

  #grow(size: number): void {
    this.#size = size;
    const room = this.#columns[0]?.length ?? size;
    if (size <= room) return;
    this.#columns.forEach((counts, column) => {
      const grown = new Float64Array(Math.max(size, room * 2));
      grown.set(counts);
      this.#columns[column] = grown;
    });
  }
}
