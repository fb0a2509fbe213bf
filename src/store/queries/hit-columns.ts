import type { HitRows } from '../../core/stats/port.ts';

/** Rows of a chunk: some hundreds of kilobytes, read in some tens of milliseconds. */
export const hitsPerChunk = 20_000;

/** Codes in the order in which their rows are read: each once, ascending. */
export function inOrder(codes: readonly number[]): number[] {
  return [...new Set(codes)].sort((a, b) => a - b);
}

/** Takes up the rows of one chunk. */
export class HitColumns {
  #length = 0;
  readonly #code = new Int32Array(hitsPerChunk);
  readonly #id = new Float64Array(hitsPerChunk);
  readonly #geo = new Int32Array(hitsPerChunk);
  readonly #ua = new Int32Array(hitsPerChunk);
  readonly #ref = new Int32Array(hitsPerChunk);
  readonly #visitor = new Float64Array(hitsPerChunk);
  readonly #flags = new Int32Array(hitsPerChunk);

  get length(): number {
    return this.#length;
  }

  isFull(): boolean {
    return this.#length === hitsPerChunk;
  }

  add(code: number, id: number, geo: number, ua: number, ref: number, visitor: number, flags: number): void {
    const at = this.#length;
    this.#code[at] = code;
    this.#id[at] = id;
    this.#geo[at] = geo;
    this.#ua[at] = ua;
    this.#ref[at] = ref;
    this.#visitor[at] = visitor;
    this.#flags[at] = flags;
    this.#length = at + 1;
  }

  /** What was added; nothing may be added behind it. */
  take(): HitRows {
    const end = this.#length;
    return {
      code: this.#code.subarray(0, end),
      id: this.#id.subarray(0, end),
      geo: this.#geo.subarray(0, end),
      ua: this.#ua.subarray(0, end),
      ref: this.#ref.subarray(0, end),
      visitor: this.#visitor.subarray(0, end),
      flags: this.#flags.subarray(0, end),
    };
  }
}
