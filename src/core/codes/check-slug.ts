import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import { requirePermission } from '../workspaces/roles.ts';
import { slugField } from './slug.ts';
import { stemMax, suggestSlug, takenMessage } from './suggest-slug.ts';

export interface SlugCheck {
  readonly free: boolean;
  /** What is wrong with it; null where nothing is. */
  readonly message: string | null;
  /** One that is free now. */
  readonly suggestion: string | null;
}

/**
 * Whether a code could have this slug now, those of deleted codes not among the free ones. Only making the code tells
 * for good: somebody may be faster.
 */
export async function checkSlug(core: Core, access: Access, slug: string): Promise<SlugCheck> {
  requirePermission(access, 'codes:read');
  const parsed = slugField.safeParse(slug);
  const stem = parsed.success ? slug : slugOf(slug);
  const suggestion = stem === '' ? null : await suggestSlug(core.store, stem);
  if (!parsed.success) return { free: false, message: parsed.error.issues[0]?.message ?? '', suggestion };
  if (suggestion === slug) return { free: true, message: null, suggestion: null };
  return { free: false, message: takenMessage(suggestion), suggestion };
}

/** The nearest text that is a slug: `Menü für Ann` is `menu-fur-ann`. */
function slugOf(text: string): string {
  const plain = text.toWellFormed().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, stemMax);
}
