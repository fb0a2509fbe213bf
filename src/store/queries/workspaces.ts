import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { WorkspaceReads, WorkspaceWrites } from '../../core/store.ts';
import type { MemberWrites } from '../../core/workspaces/store-port.ts';
import type { Member, User, Workspace } from '../../core/workspaces/workspace.ts';
import type { MemberTable, Tables, UserTable, WorkspaceTable } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';

export function workspaceReads(db: Kysely<Tables>): WorkspaceReads {
  const workspaces = () => undeleted(db).selectAll('workspaces');
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
    async listMemberships(userId) {
      const rows = await workspaces()
        .innerJoin('members', 'members.workspace_id', 'workspaces.id')
        .select('members.role')
        .where('members.user_id', '=', userId)
        .orderBy('members.created_at')
        .orderBy('workspaces.num')
        .execute();
      return rows.map((row) => ({ workspace: toWorkspace(row), role: row.role }));
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
    async listMembers(workspaceId: string) {
      const rows = await members(workspaceId)
        .innerJoin('users', 'users.id', 'members.user_id')
        .selectAll('members')
        .select(['users.email', 'users.name'])
        .orderBy('members.created_at')
        .orderBy('members.user_id')
        .execute();
      return rows.map((row) => ({ ...toMember(row), email: row.email, name: row.name }));
    },
    async countOwners(workspaceId: string) {
      const query = members(workspaceId).where('role', '=', 'owner');
      const counted = query.select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await counted.executeTakeFirstOrThrow()).rows;
    },
    async countOwned(userId: string) {
      const query = db.selectFrom('members').where('user_id', '=', userId).where('role', '=', 'owner');
      const counted = query.select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await counted.executeTakeFirstOrThrow()).rows;
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
          language: user.language,
          theme: user.theme,
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
    ...memberWrites(db),
  };
}

function memberWrites(db: Kysely<Tables>): MemberWrites {
  return {
    async setRole(workspaceId, userId, role) {
      const member = db.updateTable('members').where('workspace_id', '=', workspaceId);
      await member.where('user_id', '=', userId).set({ role }).execute();
    },
    async deleteMember(workspaceId, userId) {
      const member = db.deleteFrom('members').where('workspace_id', '=', workspaceId);
      await member.where('user_id', '=', userId).execute();
    },
    async rename(id, name) {
      await db.updateTable('workspaces').set({ name }).where('id', '=', id).execute();
    },
    async lockUser(id) {
      // A write that changes nothing locks the row on both engines.
      await db
        .updateTable('users')
        .set((eb) => ({ name: eb.ref('name') }))
        .where('id', '=', id)
        .execute();
    },
    async bury(id, atMs) {
      for (const table of tablesOfWorkspace)
        await db.deleteFrom(table).where('workspace_id', '=', id).execute();
      const keys = db.selectFrom('api_keys').select('id').where('workspace_id', '=', id);
      await db.deleteFrom('key_requests').where('key_id', 'in', keys).execute();
      const num = db.selectFrom('workspaces').select('num').where('id', '=', id);
      await db.deleteFrom('workspace_months').where('workspace_num', '=', num).execute();
      // The slug is free for others again.
      const empty = { name: '', slug: id, deleted_at: atMs };
      await db.updateTable('workspaces').set(empty).where('id', '=', id).execute();
    },
  };
}

/** What nothing else refers to. */
const tablesOfWorkspace = [
  'members',
  'invitations',
  'folders',
  'logo_pictures',
  'logos',
  'brands',
  'report_links',
] as const;

function undeleted(db: Kysely<Tables>) {
  return db.selectFrom('workspaces').where('deleted_at', 'is', null);
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

function toUser(row: Selectable<UserTable>): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    createdAt: row.created_at,
    isOperator: row.is_operator === 1,
    disabledAt: row.disabled_at,
    language: row.language,
    theme: row.theme,
  };
}

function toMember(row: MemberTable): Member {
  return { workspaceId: row.workspace_id, userId: row.user_id, role: row.role, createdAt: row.created_at };
}
