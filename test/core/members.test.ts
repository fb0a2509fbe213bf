import { describe, expect, test } from 'vitest';
import { listAudit } from '../../src/core/changes/audit.ts';
import type { Core } from '../../src/core/core.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { addMember, createOwnWorkspace, createUser, setLocked } from '../../src/core/workspaces/create.ts';
import { renameWorkspace } from '../../src/core/workspaces/edit.ts';
import { inviteMember, listInvitations } from '../../src/core/workspaces/invitations.ts';
import {
  leaveWorkspace,
  listMembers,
  removeMember,
  setMemberRole,
} from '../../src/core/workspaces/members.ts';
import { type Role, roles } from '../../src/core/workspaces/roles.ts';
import { changesOf, makeAccess, makeCode, openTestCore, operator } from '../support/store.ts';

type Cast = Readonly<Record<Role, Access>>;

/** One of each role in one workspace. */
async function openWithCast() {
  const core = await openTestCore();
  const owner = await makeAccess(core, 'Bakery', 'business');
  const join = async (role: Role) => {
    const workspace = { id: owner.workspace.id, role };
    const user = await createUser(core, operator, { email: `${role}@example.com`, workspace });
    return getAccess(core, user, owner.workspace.slug);
  };
  const others = { admin: await join('admin'), member: await join('member'), viewer: await join('viewer') };
  return { core, cast: { owner, ...others } satisfies Cast };
}

function idOf({ actor }: Access): string {
  return actor.id ?? '';
}

async function expectAll(tries: readonly Promise<unknown>[], code: string): Promise<void> {
  const settled = await Promise.allSettled(tries);
  expect(settled.map((each) => (each.status === 'rejected' ? each.reason.code : 'done'))).toEqual(
    tries.map(() => code),
  );
}

async function rolesOf(core: Core, { workspace }: Access): Promise<Record<string, Role>> {
  const members = await core.store.workspaces.listMembers(workspace.id);
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
}

describe('members', () => {
  test('are listed with their names by everybody in the workspace, the oldest first', async () => {
    const { core, cast } = await openWithCast();
    const members = await listMembers(core, cast.viewer);
    expect(members.map(({ role }) => role).toSorted()).toEqual([...roles].toSorted());
    expect(members.find(({ role }) => role === 'admin')).toMatchObject({
      userId: idOf(cast.admin),
      email: 'admin@example.com',
      name: 'admin@example.com',
    });
  });

  test.each(['member', 'viewer'] as const)('of the role %s manage nobody', async (role) => {
    const { core, cast } = await openWithCast();
    const before = await rolesOf(core, cast.owner);
    const tries = [
      setMemberRole(core, cast[role], idOf(cast[role]), 'admin'),
      removeMember(core, cast[role], idOf(cast.viewer)),
      inviteMember(core, cast[role], { email: 'x@example.com', role: 'viewer' }),
      renameWorkspace(core, cast[role], 'Mine'),
      listAudit(core, cast[role], {}),
    ];
    await expectAll(tries, 'forbidden');
    expect(await rolesOf(core, cast.owner)).toEqual(before);
  });

  test('are managed by admins, but for owners, whom only owners make and touch', async () => {
    const { core, cast } = await openWithCast();
    await setMemberRole(core, cast.admin, idOf(cast.viewer), 'member');
    await setMemberRole(core, cast.admin, idOf(cast.member), 'admin');
    expect(await rolesOf(core, cast.owner)).toMatchObject({
      [idOf(cast.viewer)]: 'member',
      [idOf(cast.member)]: 'admin',
    });
    await expectAll(
      [
        setMemberRole(core, cast.admin, idOf(cast.admin), 'owner'),
        setMemberRole(core, cast.admin, idOf(cast.owner), 'viewer'),
        removeMember(core, cast.admin, idOf(cast.owner)),
        inviteMember(core, cast.admin, { email: 'x@example.com', role: 'owner' }),
      ],
      'forbidden',
    );
    await setMemberRole(core, cast.owner, idOf(cast.admin), 'owner');
    await removeMember(core, await accessOf(core, cast.admin), idOf(cast.owner));
    expect(await rolesOf(core, cast.owner)).not.toHaveProperty(idOf(cast.owner));
  });

  test('of the role owner stay at least one, whoever wants what at once', async () => {
    const { core, cast } = await openWithCast();
    await expectAll(
      [
        leaveWorkspace(core, cast.owner),
        removeMember(core, cast.owner, idOf(cast.owner)),
        setMemberRole(core, cast.owner, idOf(cast.owner), 'admin'),
      ],
      'in_use',
    );
    await setMemberRole(core, cast.owner, idOf(cast.admin), 'owner');
    const both = await Promise.allSettled([
      leaveWorkspace(core, cast.owner),
      leaveWorkspace(core, await accessOf(core, cast.admin)),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await core.store.workspaces.countOwners(cast.owner.workspace.id)).toBe(1);
  });

  test('who are removed lose their keys for ever, also when they come back, and keep nobody invited', async () => {
    const { core, cast } = await openWithCast();
    const { id: workspaceId } = cast.owner.workspace;
    const wanted = {
      dialect: 'qra',
      workspaceId,
      userId: idOf(cast.admin),
      name: 'Till',
      expiresAt: null,
    } as const;
    const { raw } = await createKey(core, operator, wanted);
    expect(await authenticate(core, 'qra', raw)).toBeDefined();
    await inviteMember(core, cast.admin, { email: 'friend@example.com', role: 'admin' });
    await inviteMember(core, cast.owner, { email: 'colleague@example.com', role: 'viewer' });
    await removeMember(core, cast.owner, idOf(cast.admin));
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
    const waiting = await listInvitations(core, cast.owner);
    expect(waiting.map(({ email }) => email)).toEqual(['colleague@example.com']);
    const user = await core.store.workspaces.findUser(idOf(cast.admin));
    await addMember(core, operator, user!, { id: workspaceId, role: 'member' });
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
  });

  test('who may not invite any more have nobody waiting at the door', async () => {
    const { core, cast } = await openWithCast();
    await setMemberRole(core, cast.owner, idOf(cast.admin), 'owner');
    const second = await accessOf(core, cast.admin);
    await inviteMember(core, second, { email: 'owner-2@example.com', role: 'owner' });
    await inviteMember(core, second, { email: 'viewer-2@example.com', role: 'viewer' });
    const emails = async () => (await listInvitations(core, cast.owner)).map(({ email }) => email);
    await setMemberRole(core, cast.owner, idOf(cast.admin), 'admin');
    expect(await emails()).toEqual(['viewer-2@example.com']);
    await setMemberRole(core, cast.owner, idOf(cast.admin), 'member');
    expect(await emails()).toEqual([]);
  });

  test('leave what is theirs, also where it is locked, and what is not theirs is not found', async () => {
    const { core, cast } = await openWithCast();
    const stranger = await makeAccess(core, 'Elsewhere', 'business');
    await expectAll(
      [
        setMemberRole(core, cast.owner, idOf(stranger), 'viewer'),
        removeMember(core, cast.owner, idOf(stranger)),
        removeMember(core, cast.owner, 'nobody'),
      ],
      'not_found',
    );
    await setLocked(core, operator, cast.owner.workspace, true);
    await expect(removeMember(core, cast.owner, idOf(cast.viewer))).rejects.toMatchObject({
      code: 'workspace_locked',
    });
    await leaveWorkspace(core, cast.viewer);
    expect(await rolesOf(core, cast.owner)).not.toHaveProperty(idOf(cast.viewer));
  });

  test('change with a line in the log that says who and from what, and without one where nothing changes', async () => {
    const { core, cast } = await openWithCast();
    await setMemberRole(core, cast.owner, idOf(cast.viewer), 'viewer');
    await setMemberRole(core, cast.owner, idOf(cast.viewer), 'member');
    await removeMember(core, cast.admin, idOf(cast.viewer));
    const user = idOf(cast.viewer);
    const object = { object: 'member', objectId: user, workspaceId: cast.owner.workspace.id };
    const after = { user, role: 'member' };
    expect((await changesOf(core.store)).slice(-2)).toMatchObject([
      { ...object, actor: cast.owner.actor, before: { user, role: 'viewer' }, after },
      { ...object, actor: cast.admin.actor, before: after, after: null },
    ]);
  });
});

async function accessOf(core: Core, { actor, workspace }: Access): Promise<Access> {
  const user = await core.store.workspaces.findUser(actor.id ?? '');
  return getAccess(core, user!, workspace.slug);
}

describe('a workspace', () => {
  test('is made by anybody, up to 20 that one owns', async () => {
    const core = await openTestCore();
    const user = await createUser(core, operator, { email: 'alice@example.com' });
    const made = await Promise.allSettled(
      Array.from({ length: 22 }, (_, index) => createOwnWorkspace(core, user, { name: `Shop ${index}` })),
    );
    const refused = made.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code);
    expect(refused).toEqual(['plan_limit_reached', 'plan_limit_reached']);
    expect(await core.store.workspaces.listMemberships(user.id)).toHaveLength(20);
  });

  test('is renamed and keeps its slug', async () => {
    const { core, cast } = await openWithCast();
    const renamed = await renameWorkspace(core, cast.admin, '  Bäckerei ');
    expect(renamed).toEqual({ ...cast.owner.workspace, name: 'Bäckerei' });
    expect(await core.store.workspaces.findByName('bakery')).toEqual(renamed);
    const changes = await changesOf(core.store);
    expect(changes.at(-1)).toMatchObject({ before: { name: 'Bakery' }, after: { name: 'Bäckerei' } });
    await renameWorkspace(core, cast.admin, 'Bäckerei');
    expect(await changesOf(core.store)).toEqual(changes);
    await expect(renameWorkspace(core, cast.admin, ' ')).rejects.toMatchObject({ code: 'validation_error' });
  });
});

describe('the audit of a workspace', () => {
  test('shows its changes page by page, newest first, and those of no other', async () => {
    const { core, cast } = await openWithCast();
    const other = await makeAccess(core, 'Elsewhere', 'business');
    for (let n = 0; n < 100; n += 1) await makeCode(core, n % 2 === 0 ? cast.owner : other);
    const first = await listAudit(core, cast.admin, {});
    expect(first.changes).toHaveLength(50);
    const second = await listAudit(core, cast.admin, { cursor: first.next! });
    expect(second.next).toBeNull();
    const all = [...first.changes, ...second.changes];
    const own = (await changesOf(core.store)).filter(
      ({ workspaceId }) => workspaceId === cast.owner.workspace.id,
    );
    expect(all).toEqual(own.toReversed());
  });

  test('is filtered by what was changed and by whom', async () => {
    const { core, cast } = await openWithCast();
    await makeCode(core, cast.owner);
    await makeCode(core, cast.member);
    await renameWorkspace(core, cast.owner, 'Shop');
    const objects = async (query: Parameters<typeof listAudit>[2]) =>
      (await listAudit(core, cast.owner, query)).changes.map(({ object }) => object);
    expect(await objects({ actor: idOf(cast.owner) })).toEqual(['workspace', 'code']);
    expect(await objects({ object: 'code' })).toEqual(['code', 'code']);
    expect(await objects({ object: 'code', actor: idOf(cast.member) })).toEqual(['code']);
    await expect(listAudit(core, cast.owner, { cursor: 'x' })).rejects.toMatchObject({
      code: 'validation_error',
    });
  });
});
