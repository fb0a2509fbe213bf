import type { Dice } from '../../src/cli/demo/dice.ts';

/** Draws ranks from 0 to below `count`: rank r is drawn in proportion to 1 / (r + 1). */
export function createZipf(count: number, dice: Dice): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += 1 / (rank + 1);
    sums[rank] = sum;
  }
  return () => {
    const wanted = dice.roll() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
