import type { StoreReads } from '../store.ts';
import { foldSlug } from './slug.ts';

const numbersTried = 40;
/** Leaves room for a number behind it. */
export const stemMax = 60;

/**
 * The slug, or the first with a number behind it that is free now, those of deleted codes not among the free ones; null
 * where all are taken.
 */
export async function suggestSlug(reads: Pick<StoreReads, 'slugs'>, slug: string): Promise<string | null> {
  const wanted = [slug, ...numbered(slug)];
  const taken = await reads.slugs.findTaken(wanted.map(foldSlug));
  return wanted.find((one) => !taken.has(foldSlug(one))) ?? null;
}

function numbered(stem: string): string[] {
  return Array.from({ length: numbersTried }, (_, index) => `${stem.slice(0, stemMax)}-${index + 2}`);
}

/** What is said of a slug that is given out, or was once. */
export function takenMessage(suggestion: string | null): string {
  return `This slug is taken. Try ${suggestion ?? 'another'}.`;
}
