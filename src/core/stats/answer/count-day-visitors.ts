/** Above any key of a table. */
const keySpace = 2 ** 31;

/**
 * Tells whether a visitor is new to a key of an output, within one code and UTC day. Most visitors come once in a day:
 * only of those who come again is more remembered than the keys of their first scan.
 */
export class DayVisitors {
  readonly #outputs: number;
  #code = -1;
  #day = -1;
  /** Place of each visitor of the day. */
  readonly #places = new Map<number, number>();
  #firstKeys = new Int32Array(256);
  readonly #laterKeys: Set<number>[];
  #place = 0;
  #isFirst = true;

  constructor(outputs: number) {
    this.#outputs = outputs;
    this.#laterKeys = Array.from({ length: outputs }, () => new Set());
  }

  /** A scan that `isNew` is then asked about, once for each output. */
  begin(code: number, day: number, visitor: number): void {
    if (code !== this.#code || day !== this.#day) this.#reset(code, day);
    const place = this.#places.get(visitor);
    this.#isFirst = place === undefined;
    this.#place = place ?? this.#places.size;
    if (!this.#isFirst) return;
    this.#places.set(visitor, this.#place);
    const room = this.#places.size * this.#outputs;
    if (room <= this.#firstKeys.length) return;
    const grown = new Int32Array(room * 2);
    grown.set(this.#firstKeys);
    this.#firstKeys = grown;
  }

  isNew(output: number, key: number): boolean {
    const first = this.#place * this.#outputs + output;
    if (this.#isFirst) {
      this.#firstKeys[first] = key;
      return true;
    }
    if (this.#firstKeys[first] === key) return false;
    const later = this.#laterKeys[output] as Set<number>;
    const met = this.#place * keySpace + key;
    if (later.has(met)) return false;
    later.add(met);
    return true;
  }

  #reset(code: number, day: number): void {
    this.#code = code;
    this.#day = day;
    this.#places.clear();
    for (const later of this.#laterKeys) if (later.size > 0) later.clear();
  }
}
