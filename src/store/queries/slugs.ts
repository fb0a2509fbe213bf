import type { Kysely } from 'kysely';
import type { SlugReads } from '../../core/codes/slug-port.ts';
import type { Tables } from '../schema.ts';

export function slugReads(db: Kysely<Tables>): SlugReads {
  return {
    async findTaken(foldedSlugs) {
      if (foldedSlugs.length === 0) return new Set();
      const rows = await db
        .selectFrom('codes')
        .select('slug_folded')
        .where('domain_id', '=', 1)
        .where('slug_folded', 'in', foldedSlugs)
        .execute();
      return new Set(rows.map((row) => row.slug_folded));
    },
  };
}
