import type { Brand } from './brand.ts';

/** What brands ask of a store: part of `Store`. */
export interface BrandReads {
  /** Undefined where nobody has chosen anything. */
  find(workspaceId: string): Promise<Brand | undefined>;
}

export interface BrandWrites {
  /** In place of what there was. */
  save(workspaceId: string, brand: Brand & { readonly updatedAt: number }): Promise<void>;
}
