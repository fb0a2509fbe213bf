/**
 * Remembers what was drawn last, as long as all of it together weighs no more than `weightMax`; each has a weight of 1
 * besides its own.
 */
export function rememberDrawings<Key, Value extends object>(
  draw: (key: Key) => Value,
  weigh: (value: Value) => number,
  weightMax: number,
): (key: Key) => Value {
  // A Map keeps the order of insertion: what was used last is put in anew, so that the oldest is first.
  const kept = new Map<Key, Value>();
  let weight = 0;
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const value = draw(key);
    kept.set(key, value);
    weight += 1 + weigh(value);
    for (const [oldest, old] of kept) {
      if (weight <= weightMax) break;
      kept.delete(oldest);
      weight -= 1 + weigh(old);
    }
    return value;
  };
}
