/** Numbers with a count other than 0, ascending. */
export interface SparseCounts {
  readonly ids: Float64Array;
  readonly counts: Float64Array;
}

/** Numbers from here on may be few and far between, and would make the array too long. */
const denseMax = 2 ** 20;

/** Counts by number, made for adding millions of times. */
export class DenseCounts {
  #dense = new Float64Array(0);
  readonly #far = new Map<number, number>();

  add(id: number, count: number): void {
    if (id >= this.#dense.length && !this.#grow(id)) {
      this.#far.set(id, (this.#far.get(id) ?? 0) + count);
      return;
    }
    this.#dense[id] = (this.#dense[id] as number) + count;
  }

  /** The first `length` of each list. */
  addRun(ids: Float64Array, counts: Float64Array, length: number): void {
    let dense = this.#dense;
    for (let place = 0; place < length; place += 1) {
      const id = ids[place] as number;
      const count = counts[place] as number;
      if (id < dense.length) dense[id] = (dense[id] as number) + count;
      else {
        this.add(id, count);
        dense = this.#dense;
      }
    }
  }

  addAll({ ids, counts }: SparseCounts, sign: 1 | -1): void {
    for (let place = 0; place < ids.length; place += 1)
      this.add(ids[place] as number, sign * (counts[place] as number));
  }

  toSparse(): SparseCounts {
    const far = [...this.#far].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
    let size = far.length;
    for (const count of this.#dense) if (count !== 0) size += 1;
    const ids = new Float64Array(size);
    const counts = new Float64Array(size);
    let place = 0;
    for (let id = 0; id < this.#dense.length; id += 1) {
      const count = this.#dense[id] as number;
      if (count === 0) continue;
      ids[place] = id;
      counts[place] = count;
      place += 1;
    }
    for (const [id, count] of far) {
      ids[place] = id;
      counts[place] = count;
      place += 1;
    }
    return { ids, counts };
  }

  #grow(id: number): boolean {
    if (id >= denseMax) return false;
    const grown = new Float64Array(Math.min(denseMax, Math.max(id + 1, this.#dense.length * 2, 64)));
    grown.set(this.#dense);
    this.#dense = grown;
    return true;
  }
}
