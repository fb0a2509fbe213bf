import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { WorkspaceReads, WorkspaceWrites } from '../../core/store.ts';
import type { Member, User, Workspace } from '../../core/workspaces/workspace.ts';
import type { MemberTable, Tables, UserTable, WorkspaceTable } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';

export function workspaceReads(db: Kysely<Tables>): WorkspaceReads {
  const workspaces = () => db.selectFrom('workspaces').selectAll('workspaces');
  return {
    async find(id) {
      const row = await workspaces().where('id', '=', id).executeTakeFirst();
      return row && toWorkspace(row);
    },
    async findByName(name) {
      // Names are not unique: an id or a slug goes first, then the oldest of the name.
      const row = await workspaces()
        .where((eb) => eb.or([eb('id', '=', name), eb('slug', '=', name), eb('name', '=', name)]))
        .orderBy(sql`case when id = ${name} then 0 when slug = ${name} then 1 else 2 end`)
        .orderBy('num')
        .limit(1)
        .executeTakeFirst();
      return row && toWorkspace(row);
    },
    list: async () => (await workspaces().orderBy('num').execute()).map(toWorkspace),
    async listOfUser(userId) {
      const rows = await workspaces()
        .innerJoin('members', 'members.workspace_id', 'workspaces.id')
        .where('members.user_id', '=', userId)
        .orderBy('members.created_at')
        .orderBy('workspaces.num')
        .execute();
      return rows.map(toWorkspace);
    },
    async scansInMonth(workspaceNum, month) {
      const row = await db
        .selectFrom('workspace_months')
        .select('scans')
        .where('workspace_num', '=', workspaceNum)
        .where('month', '=', month)
        .executeTakeFirst();
      return row?.scans ?? 0;
    },
    ...memberReads(db),
  };
}

function memberReads(db: Kysely<Tables>) {
  const users = () => db.selectFrom('users').selectAll();
  const members = (workspaceId: string) => db.selectFrom('members').where('workspace_id', '=', workspaceId);
  return {
    async findMember(workspaceId: string, userId: string) {
      const row = await members(workspaceId).selectAll().where('user_id', '=', userId).executeTakeFirst();
      return row && toMember(row);
    },
    async findUser(idOrEmail: string) {
      const row = await users()
        .where((eb) => eb.or([eb('id', '=', idOrEmail), eb('email', '=', idOrEmail.toLowerCase())]))
        .executeTakeFirst();
      return row && toUser(row);
    },
    listUsers: async () => (await users().orderBy('created_at').orderBy('id').execute()).map(toUser),
    async countMembers(workspaceId: string) {
      const query = members(workspaceId).select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await query.executeTakeFirstOrThrow()).rows;
    },
  };
}

export function workspaceWrites(db: Kysely<Tables>, locks: EngineLocks): WorkspaceWrites {
  return {
    lock: (id) => locks.holdWorkspace(id),
    async insert(workspace) {
      const row = await db
        .insertInto('workspaces')
        .values({
          id: workspace.id,
          name: workspace.name,
          slug: workspace.slug,
          plan: workspace.plan,
          locked_at: workspace.lockedAt,
          created_at: workspace.createdAt,
        })
        .onConflict((conflict) => conflict.column('slug').doNothing())
        .returning('num')
        .executeTakeFirst();
      return row && { ...workspace, num: row.num };
    },
    async setPlan(id, plan) {
      await db.updateTable('workspaces').set({ plan }).where('id', '=', id).execute();
    },
    async setLocked(id, lockedAt) {
      await db.updateTable('workspaces').set({ locked_at: lockedAt }).where('id', '=', id).execute();
    },
    async insertUser(user) {
      const row = await db
        .insertInto('users')
        .values({
          id: user.id,
          email: user.email,
          name: user.name,
          created_at: user.createdAt,
          is_operator: user.isOperator ? 1 : 0,
          disabled_at: user.disabledAt,
        })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async insertMember({ workspaceId, userId, role, createdAt }) {
      const row = { workspace_id: workspaceId, user_id: userId, role, created_at: createdAt };
      await db.insertInto('members').values(row).execute();
    },
  };
}

function toWorkspace(row: Selectable<WorkspaceTable>): Workspace {
  return {
    id: row.id,
    num: row.num,
    name: row.name,
    slug: row.slug,
    plan: row.plan,
    lockedAt: row.locked_at,
    createdAt: row.created_at,
  };
}

function toUser(row: UserTable): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    createdAt: row.created_at,
    isOperator: row.is_operator === 1,
    disabledAt: row.disabled_at,
  };
}

function toMember(row: MemberTable): Member {
  return { workspaceId: row.workspace_id, userId: row.user_id, role: row.role, createdAt: row.created_at };
}
