import type { Kysely } from 'kysely';
import type { BrandReads, BrandWrites } from '../../core/brand/store-port.ts';
import type { Tables } from '../schema.ts';
import { parseDesignText, renderDesign } from './designs.ts';

export function brandReads(db: Kysely<Tables>): BrandReads {
  return {
    async find(workspaceId) {
      const query = db.selectFrom('brands').selectAll().where('workspace_id', '=', workspaceId);
      const row = await query.executeTakeFirst();
      return (
        row && {
          colors: JSON.parse(row.colors) as string[],
          logo: row.logo_id,
          design: parseDesignText(row.design),
          updatedAt: row.updated_at,
        }
      );
    },
  };
}

export function brandWrites(db: Kysely<Tables>): BrandWrites {
  return {
    async save(workspaceId, { colors, logo, design, updatedAt }) {
      const chosen = { colors: JSON.stringify(colors), logo_id: logo, design: renderDesign(design) };
      const columns = { ...chosen, updated_at: updatedAt };
      await db
        .insertInto('brands')
        .values({ workspace_id: workspaceId, ...columns })
        .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(columns))
        .execute();
    },
  };
}
