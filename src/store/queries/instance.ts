import type { Kysely } from 'kysely';
import type { InstanceReads } from '../../core/instance/store-port.ts';
import type { Tables } from '../schema.ts';

export function instanceReads(db: Kysely<Tables>): InstanceReads {
  return {
    listMemberships: () =>
      db
        .selectFrom('members')
        .innerJoin('workspaces', 'workspaces.id', 'members.workspace_id')
        .select(['members.user_id as userId', 'members.role', 'workspaces.slug', 'workspaces.name'])
        .where('workspaces.deleted_at', 'is', null)
        .orderBy('members.created_at')
        .orderBy('workspaces.num')
        .execute(),
    async countWorkspaces(month) {
      const workspaces = await db
        .selectFrom('workspaces')
        .select(['id', 'num'])
        .where('deleted_at', 'is', null)
        .execute();
      const [codes, members] = [await countCodes(db), await countMembers(db)];
      const scans = await scansOf(db, month);
      return new Map(
        workspaces.map(({ id, num }) => {
          const counts = { codes: codes.get(id) ?? 0, members: members.get(id) ?? 0 };
          return [id, { ...counts, scansThisMonth: scans.get(num) ?? 0 }];
        }),
      );
    },
  };
}

async function countCodes(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('codes')
    .select((eb) => ['workspace_id', eb.fn.countAll<number>().as('rows')])
    .where('deleted_at', 'is', null)
    .groupBy('workspace_id')
    .execute();
  return new Map(rows.map((row) => [row.workspace_id, row.rows]));
}

async function countMembers(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('members')
    .select((eb) => ['workspace_id', eb.fn.countAll<number>().as('rows')])
    .groupBy('workspace_id')
    .execute();
  return new Map(rows.map((row) => [row.workspace_id, row.rows]));
}

async function scansOf(db: Kysely<Tables>, month: string): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('workspace_months')
    .select(['workspace_num', 'scans'])
    .where('month', '=', month)
    .execute();
  return new Map(rows.map((row) => [row.workspace_num, row.scans]));
}
