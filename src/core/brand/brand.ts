import type { Color, Design } from '../designs/design.ts';
import type { StoreReads } from '../store.ts';

/** What the codes of a workspace have in common. */
export interface Brand {
  /** In the owner's order, each once. */
  readonly colors: readonly Color[];
  /** Id of a logo of the workspace. */
  readonly logo: string | null;
  /** Of new codes that are given none at all; null: plain. */
  readonly design: Design | null;
  /** UTC ms; null where nobody has chosen anything. */
  readonly updatedAt: number | null;
}

export const noBrand: Brand = { colors: [], logo: null, design: null, updatedAt: null };

/** What a new code looks like that is given no design; null: plain. In the transaction that saves it, nothing of it can go. */
export async function findDefaultDesign(
  { brands }: Pick<StoreReads, 'brands'>,
  workspaceId: string,
): Promise<Design | null> {
  return (await brands.find(workspaceId))?.design ?? null;
}

export function usesLogo({ logo, design }: Brand, id: string): boolean {
  return logo === id || design?.logo?.image === id;
}
