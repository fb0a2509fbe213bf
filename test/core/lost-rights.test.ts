import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { importCodes } from '../../src/core/imports/import-codes.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { createKey, revokeKey } from '../../src/core/keys/create.ts';
import { makeKey, revokeSeenKey } from '../../src/core/keys/manage.ts';
import { createReport, revokeReport } from '../../src/core/reports/links.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import { inviteMember } from '../../src/core/workspaces/invitations.ts';
import { removeMember, setMemberRole } from '../../src/core/workspaces/members.ts';
import { makeAccess, openTestCore, operator } from '../support/store.ts';

/** Rights are lost between the look at them and the transaction: what was given is used once more afterwards. */
async function open() {
  const core = await openTestCore();
  const owner = await makeAccess(core, 'Bakery', 'business');
  const join = async (role: 'owner' | 'admin' | 'member') => {
    const workspace = { id: owner.workspace.id, role };
    const user = await createUser(core, operator, { email: `${core.random.uuid()}@example.com`, workspace });
    return getAccess(core, user, owner.workspace.slug);
  };
  const make = (access: Access) =>
    createCode(core, access, { type: 'url', destination: 'https://example.com/' });
  return { core, owner, join, make };
}

const idOf = ({ actor }: Access) => actor.id ?? '';

test('whoever has become a viewer meanwhile writes nothing, by one code or by a file of them', async () => {
  const { core, owner, join, make } = await open();
  const access = await join('member');
  await make(access);
  const input = {
    file: { columns: ['destination'], rows: [{ line: 2, cells: ['https://example.com/'] }] },
    type: 'url',
  } as const;
  const importing = importCodes(core, access, input, {
    readTime: Date.parse,
    rest: async () => {
      await setImmediate();
      await setMemberRole(core, owner, idOf(access), 'viewer');
    },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  await expect(importing).rejects.toMatchObject({ code: 'forbidden' });
  await expect(make(access)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await core.store.codes.countAll(owner.workspace.id)).toBe(1);
});

test('whoever has become a viewer meanwhile revokes no report link, and a member does in a locked workspace', async () => {
  const { core, owner, join } = await open();
  const [former, member] = [await join('member'), await join('member')];
  const input = { title: 'For the fair', set: {}, days: 30, expiresAt: null };
  const { id } = (await createReport(core, owner, input)).link;
  await setMemberRole(core, owner, idOf(former), 'viewer');
  await expect(revokeReport(core, former, id)).rejects.toMatchObject({ code: 'forbidden' });
  await core.store.transact((tx) => tx.workspaces.setLocked(owner.workspace.id, 1));
  await revokeReport(core, member, id);
  const revoked = await core.store.reports.find(owner.workspace.id, id);
  expect(revoked?.revokedAt).toBe(core.clock.now());
});

test('whoever has lost the sight of a key meanwhile does not revoke it, and who has not does', async () => {
  const { core, owner, join } = await open();
  const [former, viewer, admin] = [await join('admin'), await join('member'), await join('admin')];
  const wanted = { dialect: 'qra', name: 'Till', readOnly: false, expiresAt: null } as const;
  const [{ key }, own] = [await makeKey(core, owner, wanted), await makeKey(core, viewer, wanted)];
  await setMemberRole(core, owner, idOf(former), 'member');
  await setMemberRole(core, owner, idOf(viewer), 'viewer');
  await expect(revokeSeenKey(core, former, key.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(revokeSeenKey(core, viewer, own.key.id)).rejects.toMatchObject({ code: 'forbidden' });
  for (const { id } of [key, own.key]) expect((await core.store.keys.find(id))?.revokedAt).toBeNull();
  await revokeSeenKey(core, admin, key.id);
  expect((await core.store.keys.find(key.id))?.revokedAt).toBe(core.clock.now());
});

test('whoever was taken out meanwhile hears what strangers hear', async () => {
  const { core, owner, join, make } = await open();
  const access = await join('admin');
  await removeMember(core, owner, idOf(access));
  const tries = [make(access), inviteMember(core, access, { email: 'x@example.com', role: 'viewer' })];
  for (const one of tries) await expect(one).rejects.toMatchObject({ code: 'not_found' });
});

test('an owner who is an admin by now gives nobody what is for owners to give', async () => {
  const { core, owner, join } = await open();
  const [former, member] = [await join('owner'), await join('member')];
  await setMemberRole(core, owner, idOf(former), 'admin');
  const tries = [
    setMemberRole(core, former, idOf(member), 'owner'),
    setMemberRole(core, former, idOf(owner), 'member'),
    removeMember(core, former, idOf(owner)),
    inviteMember(core, former, { email: 'x@example.com', role: 'owner' }),
  ];
  for (const one of tries) await expect(one).rejects.toMatchObject({ code: 'forbidden' });
});

test('a key that was revoked meanwhile, or whose user has lost the right, writes nothing', async () => {
  const { core, owner, join, make } = await open();
  const member = await join('member');
  const input = { dialect: 'qra', workspaceId: owner.workspace.id, name: 'Till', expiresAt: null } as const;
  const [ofWorkspace, ofMember] = [
    await createKey(core, operator, { ...input, userId: null }),
    await createKey(core, operator, { ...input, userId: idOf(member) }),
  ];
  const [first, second] = [
    await authenticate(core, 'qra', ofWorkspace.raw),
    await authenticate(core, 'qra', ofMember.raw),
  ];
  await make(first!);
  await make(second!);
  await revokeKey(core, operator, ofWorkspace.key);
  await setMemberRole(core, owner, idOf(member), 'viewer');
  await expect(make(first!)).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(make(second!)).rejects.toMatchObject({ code: 'forbidden' });
});
