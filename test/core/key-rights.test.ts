import { describe, expect, test } from 'vitest';
import { setDisabled } from '../../src/core/accounts/operators.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { getConsoleAccess } from '../../src/core/keys/console.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { getKey, listKeys, makeKey, revokeSeenKey, type WantedKey } from '../../src/core/keys/manage.ts';
import { listRequests } from '../../src/core/requests/list.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import { changesOf, makeAccess, openTestCore, operator, startMs, type TestCore } from '../support/store.ts';

const wanted: WantedKey = { dialect: 'qra', name: 'Till', readOnly: false, expiresAt: null };

async function join(core: TestCore, { workspace }: Access, role: Role): Promise<Access> {
  const email = `${core.random.text('abcdefgh', 12)}@example.com`;
  const user = await createUser(core, operator, { email, workspace: { id: workspace.id, role } });
  return { workspace, actor: { kind: 'user', id: user.id, name: user.name }, role, readOnly: false };
}

/** Alice owns, Ada is an admin, Bob and Ben are members, Vera looks on, Charlie is a stranger. */
async function openWith() {
  const core = await openTestCore();
  const alice = await makeAccess(core, 'Bakery', 'pro');
  const [ada, bob, ben, vera] = await Promise.all(
    (['admin', 'member', 'member', 'viewer'] as const).map((role) => join(core, alice, role)),
  );
  const charlie = await makeAccess(core, 'Elsewhere', 'pro');
  return { core, alice, ada: ada!, bob: bob!, ben: ben!, vera: vera!, charlie };
}

const notFound = { code: 'not_found', message: 'API key not found' };

describe('who may make which key', () => {
  test('an admin: one of the workspace; a member: one that acts as the member', async () => {
    const { core, ada, bob } = await openWith();
    const ofWorkspace = await makeKey(core, ada, wanted);
    expect(ofWorkspace.key).toMatchObject({ userId: null, userEmail: null, readOnly: false });
    expect(await authenticate(core, 'qra', ofWorkspace.raw)).toMatchObject({ role: 'admin' });
    const own = await makeKey(core, bob, wanted);
    expect(own.key).toMatchObject({ userId: bob.actor.id });
    expect(own.key.userEmail).toContain('@example.com');
    expect(await authenticate(core, 'qra', own.raw)).toMatchObject({ role: 'member', readOnly: false });
    const ownOfAdmin = await makeKey(core, ada, { ...wanted, actsAs: 'self' });
    expect(ownOfAdmin.key.userId).toBe(ada.actor.id);
  });

  test('a qr-track key acts as whoever made it', async () => {
    const { core, ada, bob } = await openWith();
    for (const access of [ada, bob]) {
      const { key } = await makeKey(core, access, { ...wanted, dialect: 'qr-track' });
      expect(key.userId).toBe(access.actor.id);
    }
    const ofAll = makeKey(core, ada, { ...wanted, dialect: 'qr-track', actsAs: 'workspace' });
    await expect(ofAll).rejects.toMatchObject({ code: 'validation_error' });
  });

  test('nobody who may not: no key of the workspace for a member, none at all for a viewer', async () => {
    const { core, bob, vera } = await openWith();
    await expect(makeKey(core, bob, { ...wanted, actsAs: 'workspace' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(makeKey(core, vera, wanted)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listKeys(core, vera)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(makeKey(core, { ...bob, readOnly: true }, wanted)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('nobody in a locked workspace, where revoking goes on', async () => {
    const { core, ada } = await openWith();
    const { key } = await makeKey(core, ada, wanted);
    await core.store.transact((tx) => tx.workspaces.setLocked(ada.workspace.id, startMs));
    await expect(makeKey(core, ada, wanted)).rejects.toMatchObject({ code: 'workspace_locked' });
    await revokeSeenKey(core, ada, key.id);
    expect((await getKey(core, ada, key.id)).revokedAt).toBe(startMs);
  });

  test('a key that is over before it begins is refused', async () => {
    const { core, ada } = await openWith();
    await expect(makeKey(core, ada, { ...wanted, expiresAt: startMs })).rejects.toMatchObject({
      code: 'validation_error',
    });
    const { raw } = await makeKey(core, ada, { ...wanted, expiresAt: startMs + 1 });
    expect(await authenticate(core, 'qra', raw)).toBeDefined();
  });
});

describe('who sees and revokes which key', () => {
  test('an admin all of the workspace, a member their own, a stranger none', async () => {
    const { core, ada, bob, ben, charlie } = await openWith();
    const [shared, ofBob, ofBen] = [
      (await makeKey(core, ada, wanted)).key,
      (await makeKey(core, bob, wanted)).key,
      (await makeKey(core, ben, { ...wanted, dialect: 'qr-track' })).key,
    ];
    const ids = async (access: Access) => (await listKeys(core, access)).map(({ id }) => id);
    expect(await ids(ada)).toEqual([shared.id, ofBob.id, ofBen.id]);
    expect(await ids(bob)).toEqual([ofBob.id]);
    expect(await ids(charlie)).toEqual([]);
    for (const [access, key] of [
      [bob, shared],
      [bob, ofBen],
      [charlie, shared],
      [charlie, { id: 'nothing' }],
    ] as const) {
      await expect(getKey(core, access, key.id)).rejects.toMatchObject(notFound);
      await expect(revokeSeenKey(core, access, key.id)).rejects.toMatchObject(notFound);
      await expect(listRequests(core, access, key.id)).rejects.toMatchObject(notFound);
      await expect(getConsoleAccess(core, access, key.id)).rejects.toMatchObject(notFound);
    }
    await revokeSeenKey(core, ada, ofBen.id);
    await revokeSeenKey(core, bob, ofBob.id);
    expect((await listKeys(core, ada)).map(({ revokedAt }) => revokedAt)).toEqual([null, startMs, startMs]);
  });

  test('a revoked key is dead at once, and the log of changes says who did it', async () => {
    const { core, bob } = await openWith();
    const { key, raw } = await makeKey(core, bob, wanted);
    await revokeSeenKey(core, bob, key.id);
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
    const changes = (await changesOf(core.store)).filter(({ objectId }) => objectId === key.id);
    expect(changes.map(({ actor, after }) => [actor.id, after === null])).toEqual([
      [bob.actor.id, false],
      [bob.actor.id, true],
    ]);
    expect(JSON.stringify(changes)).not.toContain(raw);
  });
});

describe('a key never has more rights than its user', () => {
  test('it follows the role, and is dead once its user has left', async () => {
    const { core, bob } = await openWith();
    const { raw } = await makeKey(core, bob, wanted);
    const { id } = bob.workspace;
    await core.store.transact((tx) => tx.workspaces.setRole(id, bob.actor.id!, 'viewer'));
    expect(await authenticate(core, 'qra', raw)).toMatchObject({ role: 'viewer' });
    await core.store.transact((tx) => tx.workspaces.deleteMember(id, bob.actor.id!));
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
  });

  test('a key for reading alone is for reading alone', async () => {
    const { core, ada } = await openWith();
    const { raw } = await makeKey(core, ada, { ...wanted, readOnly: true });
    expect(await authenticate(core, 'qra', raw)).toMatchObject({ role: 'admin', readOnly: true });
  });

  test('it is dead while its user is disabled', async () => {
    const { core, bob, ada } = await openWith();
    const { key, raw } = await makeKey(core, bob, wanted);
    await setDisabled(core, operator, bob.actor.id!, true);
    expect(await authenticate(core, 'qra', raw)).toBeUndefined();
    await expect(getConsoleAccess(core, ada, key.id)).rejects.toMatchObject({ code: 'validation_error' });
    await setDisabled(core, operator, bob.actor.id!, false);
    expect(await authenticate(core, 'qra', raw)).toBeDefined();
  });

  test('in the console nobody gains a role by the key of somebody else', async () => {
    const { core, alice, ada, bob } = await openWith();
    const ofOwner = await makeKey(core, alice, { ...wanted, dialect: 'qr-track' });
    expect(await getConsoleAccess(core, ada, ofOwner.key.id)).toMatchObject({ role: 'admin' });
    const ofMember = await makeKey(core, bob, { ...wanted, readOnly: true });
    const access = await getConsoleAccess(core, ada, ofMember.key.id);
    expect(access).toMatchObject({
      role: 'member',
      readOnly: true,
      actor: { kind: 'key', id: ofMember.key.id },
    });
    expect(access.actor.name).toContain('Till (');
    await revokeSeenKey(core, ada, ofMember.key.id);
    await expect(getConsoleAccess(core, ada, ofMember.key.id)).rejects.toMatchObject({
      code: 'validation_error',
    });
  });
});

test('a workspace has at most 500 keys that are not revoked', async () => {
  const { core, ada } = await openWith();
  const input = {
    dialect: 'qra',
    workspaceId: ada.workspace.id,
    userId: null,
    name: 'x',
    expiresAt: null,
  } as const;
  for (let n = 0; n < 500; n += 1) await createKey(core, operator, input);
  await expect(makeKey(core, ada, wanted)).rejects.toMatchObject({ code: 'plan_limit_reached' });
  await revokeSeenKey(core, ada, (await listKeys(core, ada))[0]!.id);
  await makeKey(core, ada, wanted);
});
