import { describe, expect, test } from 'vitest';
import { getCodeByIdOrSlug } from '../../src/core/codes/list.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace, setLocked } from '../../src/core/workspaces/create.ts';
import { deleteWorkspace } from '../../src/core/workspaces/delete.ts';
import { findInvitation, inviteMember } from '../../src/core/workspaces/invitations.ts';
import { changesOf, makeAccess, makeCode, openTestCore, operator } from '../support/store.ts';

describe('deleting a workspace', () => {
  test('ends its codes, keys, invitations and memberships at once, and nobody finds it again', async () => {
    const core = await openTestCore();
    const owner = await makeAccess(core, 'Bakery', 'business');
    const other = await makeAccess(core, 'Elsewhere', 'business');
    const { id, slug } = owner.workspace;
    const codes = [await makeCode(core, owner, { slug: 'Menu', tags: ['a'] }), await makeCode(core, owner)];
    const kept = await makeCode(core, other, { tags: ['a'] });
    const wanted = { dialect: 'qra', workspaceId: id, userId: null, name: 'Till', expiresAt: null } as const;
    const { raw } = await createKey(core, operator, wanted);
    const { url } = await inviteMember(core, owner, { email: 'bob@example.com', role: 'member' });
    await deleteWorkspace(core, owner, slug);

    expect(await core.store.workspaces.find(id)).toBeUndefined();
    expect(await core.store.workspaces.findByName('Bakery')).toBeUndefined();
    expect(await core.store.workspaces.findByName(id)).toBeUndefined();
    expect((await core.store.workspaces.list()).map((each) => each.slug)).toEqual(['elsewhere']);
    const user = (await core.store.workspaces.findUser(owner.actor.id ?? ''))!;
    await expect(getAccess(core, user, slug)).rejects.toMatchObject({ code: 'not_found' });
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
    expect(await findInvitation(core, url.slice(-32))).toBeUndefined();
    expect(await core.store.codes.findByIds(codes.map((code) => code.id))).toEqual([]);
    const erased = await core.store.scans.erasures();
    expect(erased.map(({ codeNum }) => codeNum).toSorted()).toEqual(codes.map(({ num }) => num).toSorted());
    expect(await core.store.codes.find(other.workspace.id, kept.id)).toEqual(kept);
  });

  test('tells the log of each code, so that servers take it out of their memory, and nothing else of it', async () => {
    const core = await openTestCore();
    const owner = await makeAccess(core, 'Bakery', 'business');
    const code = await makeCode(core, owner, { slug: 'menu' });
    await deleteWorkspace(core, owner, 'bakery');
    const [ofCode, ofWorkspace] = (await changesOf(core.store)).slice(-2);
    const { actor } = owner;
    expect(ofCode).toMatchObject({ object: 'code', objectId: code.id, actor, after: null });
    expect(ofCode!.before).toEqual({ slug: 'menu' });
    expect(ofWorkspace).toMatchObject({
      object: 'workspace',
      actor,
      before: { slug: 'bakery' },
      after: null,
    });
  });

  test('needs its slug typed, an owner, and no lock of the operator', async () => {
    const core = await openTestCore();
    const owner = await makeAccess(core, 'Bakery', 'business');
    const workspace = { id: owner.workspace.id, role: 'admin' } as const;
    const user = await createUser(core, operator, { email: 'admin@example.com', workspace });
    const admin = await getAccess(core, user, 'bakery');
    await expect(deleteWorkspace(core, admin, 'bakery')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteWorkspace(core, owner, 'Bakery')).rejects.toMatchObject({ code: 'validation_error' });
    await setLocked(core, operator, owner.workspace, true);
    await expect(deleteWorkspace(core, owner, 'bakery')).rejects.toMatchObject({ code: 'workspace_locked' });
    expect(await core.store.workspaces.find(workspace.id)).toBeDefined();
  });

  test('frees its own slug, and none that was printed', async () => {
    const core = await openTestCore();
    const owner = await makeAccess(core, 'Bakery', 'business');
    await makeCode(core, owner, { slug: 'Menu' });
    await deleteWorkspace(core, owner, 'bakery');
    const ownerId = owner.actor.id ?? '';
    const again = await createWorkspace(core, operator, { name: 'Bakery', ownerId, plan: 'business' });
    expect(again.slug).toBe('bakery');
    const access = { ...owner, workspace: again };
    await expect(makeCode(core, access, { slug: 'menu' })).rejects.toMatchObject({ code: 'slug_taken' });
    await expect(getCodeByIdOrSlug(core, access, 'menu')).rejects.toMatchObject({ code: 'not_found' });
  });
});
