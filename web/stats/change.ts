/** How a number stands against the one before. */
export type ChangeOf =
  | { readonly is: 'same' }
  /** There was nothing before, so that no ratio says how much it is. */
  | { readonly is: 'new' }
  /** `ratio` is how much of the one before it is more or less: 0.12 for 12 %. */
  | { readonly is: 'up' | 'down'; readonly ratio: number };

export function changeOf(now: number, before: number): ChangeOf {
  if (now === before) return { is: 'same' };
  if (before === 0) return { is: 'new' };
  return now > before ? { is: 'up', ratio: now / before - 1 } : { is: 'down', ratio: 1 - now / before };
}
