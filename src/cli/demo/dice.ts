/** Chance that falls the same way for the same seed: xorshift with 32 bits of state (Marsaglia 2003, triple 13, 17, 5). */
export interface Dice {
  /** Evenly from 0 to below 1. */
  roll(): number;
  /** Evenly a whole number from 0 to below `below`. */
  whole(below: number): number;
  /** One of the pairs' values, each as likely as its weight says. */
  pick<T>(weighted: readonly (readonly [weight: number, value: T])[]): T;
}

export function createDice(seed: number): Dice {
  // A state of 0 would stay 0.
  let state = seed | 0 || 1;
  const roll = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    roll,
    whole: (below) => Math.floor(roll() * below),
    pick(weighted) {
      let left = roll() * weighted.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of weighted) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new RangeError('there is nothing to pick from');
    },
  };
}
