export interface LruMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** Remembers the last used `entriesMax` values and forgets the rest, so that senders of random keys gain nothing. */
export function createLruMap<K, V>(entriesMax: number): LruMap<K, V> {
  // Two generations: as cheap as a plain Map, and within a factor of two of exact order.
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  const put = (key: K, value: V) => {
    young.set(key, value);
    if (young.size < entriesMax / 2) return;
    old = young;
    young = new Map();
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const known = old.get(key);
      if (known !== undefined) put(key, known);
      return known;
    },
    set: put,
  };
}
