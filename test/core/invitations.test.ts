import { describe, expect, test } from 'vitest';
import type { Mail } from '../../src/core/accounts/mailer.ts';
import type { Core } from '../../src/core/core.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { addMember, createUser, setLocked, setPlan } from '../../src/core/workspaces/create.ts';
import {
  acceptInvitation,
  findInvitation,
  inviteMember,
  joinByInvitation,
  listInvitations,
  revokeInvitation,
} from '../../src/core/workspaces/invitations.ts';
import { changesOf, makeAccess, openTestCore, operator, startMs } from '../support/store.ts';

const dayMs = 86_400_000;

async function openWithInvitation(email = 'bob@example.com') {
  const core = await openTestCore();
  const owner = await makeAccess(core, 'Bakery', 'pro');
  const sent = await inviteMember(core, owner, { email, role: 'member' });
  return { core, owner, ...sent, token: tokenIn(sent.url) };
}

function tokenIn(url: string): string {
  return url.slice('https://q.test/app/invitation/'.length);
}

function makeBob(core: Core, email = 'bob@example.com') {
  return createUser(core, operator, { email });
}

async function roleOf(core: Core, { workspace }: Access, userId: string) {
  return (await core.store.workspaces.findMember(workspace.id, userId))?.role;
}

describe('an invitation', () => {
  test('lets whoever has its link in, once', async () => {
    const { core, owner, token, invitation } = await openWithInvitation('  Bob@Example.com');
    expect(await findInvitation(core, token)).toMatchObject({
      email: 'bob@example.com',
      role: 'member',
      workspace: owner.workspace,
      expiresAt: startMs + 14 * dayMs,
    });
    const bob = await makeBob(core);
    expect(await acceptInvitation(core, bob, token)).toEqual(owner.workspace);
    expect(await getAccess(core, bob, 'bakery')).toMatchObject({ role: 'member' });
    expect(await findInvitation(core, token)).toBeUndefined();
    const eve = await makeBob(core, 'eve@example.com');
    await expect(acceptInvitation(core, eve, token)).rejects.toMatchObject({ code: 'not_found' });
    expect((await changesOf(core.store)).filter(({ object }) => object === 'member').at(-1)).toMatchObject({
      objectId: bob.id,
      actor: { kind: 'user', id: bob.id },
      after: { user: bob.id, role: 'member', invitation: invitation.id },
    });
  });

  test('is used by one of two who come at once', async () => {
    const { core, owner, token } = await openWithInvitation();
    const [bob, eve] = [await makeBob(core), await makeBob(core, 'eve@example.com')];
    const both = await Promise.allSettled([bob, eve].map((user) => acceptInvitation(core, user, token)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await core.store.workspaces.countMembers(owner.workspace.id)).toBe(2);
  });

  test('accepted from another address says in the log which one was invited', async () => {
    const { core, owner, token } = await openWithInvitation();
    const eve = await makeBob(core, 'eve@example.com');
    await acceptInvitation(core, eve, token);
    expect(await roleOf(core, owner, eve.id)).toBe('member');
    expect((await changesOf(core.store)).at(-1)).toMatchObject({ after: { invited: 'bob@example.com' } });
  });

  test('ends after 14 days, and is neither shown nor of use from then on', async () => {
    const { core, owner, token } = await openWithInvitation();
    const bob = await makeBob(core);
    core.clock.at = startMs + 14 * dayMs - 1;
    expect(await listInvitations(core, owner)).toHaveLength(1);
    expect(await findInvitation(core, token)).toBeDefined();
    core.clock.at += 1;
    expect(await listInvitations(core, owner)).toEqual([]);
    expect(await findInvitation(core, token)).toBeUndefined();
    await expect(acceptInvitation(core, bob, token)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that is withdrawn is dead, and one of another workspace is not found', async () => {
    const { core, owner, token, invitation } = await openWithInvitation();
    const other = await makeAccess(core, 'Elsewhere', 'pro');
    await expect(revokeInvitation(core, other, invitation.id)).rejects.toMatchObject({ code: 'not_found' });
    await revokeInvitation(core, owner, invitation.id);
    expect(await findInvitation(core, token)).toBeUndefined();
    await expect(revokeInvitation(core, owner, invitation.id)).rejects.toMatchObject({ code: 'not_found' });
    const log = (await changesOf(core.store)).filter(({ object }) => object === 'invitation');
    expect(log).toMatchObject([
      { before: null, after: { email: 'bob@example.com', role: 'member' }, actor: owner.actor },
      { before: { email: 'bob@example.com', role: 'member' }, after: null },
    ]);
  });

  test('sent again replaces the one before', async () => {
    const { core, owner, token } = await openWithInvitation();
    const again = await inviteMember(core, owner, { email: 'BOB@example.com', role: 'admin' });
    expect(await findInvitation(core, token)).toBeUndefined();
    expect(await findInvitation(core, tokenIn(again.url))).toMatchObject({ role: 'admin' });
    expect(await listInvitations(core, owner)).toEqual([again.invitation]);
  });

  test('is kept as a hash alone: its token is nowhere in the store or the log', async () => {
    const { core, owner, token } = await openWithInvitation();
    expect(token).toMatch(/^[0-9A-Za-z]{32}$/);
    const kept = [await core.store.invitations.list(owner.workspace.id), await changesOf(core.store)];
    expect(JSON.stringify(kept)).not.toContain(token);
    for (const wrong of ['', 'x', `${token}0`, token.slice(1)])
      expect(await findInvitation(core, wrong)).toBeUndefined();
  });

  test('takes no seat before it is accepted, and none that is not there', async () => {
    const { core, owner, token } = await openWithInvitation();
    for (const n of [1, 2, 3, 4])
      await inviteMember(core, owner, { email: `${n}@example.com`, role: 'viewer' });
    await setPlan(core, operator, owner.workspace, 'free');
    const bob = await makeBob(core);
    await expect(acceptInvitation(core, bob, token)).rejects.toMatchObject({ code: 'plan_limit_reached' });
    const late = inviteMember(core, owner, { email: 'late@example.com', role: 'viewer' });
    await expect(late).rejects.toMatchObject({ code: 'plan_limit_reached' });
    await setPlan(core, operator, owner.workspace, 'pro');
    await acceptInvitation(core, bob, token);
    expect(await roleOf(core, owner, bob.id)).toBe('member');
  });

  test('makes the account of whoever has none, or leaves nothing behind where no seat is free', async () => {
    const { core, owner, token } = await openWithInvitation();
    await setPlan(core, operator, owner.workspace, 'free');
    const account = { name: 'Bob', password: 'correct horse battery' };
    await expect(joinByInvitation(core, token, account)).rejects.toMatchObject({
      code: 'plan_limit_reached',
    });
    expect(await core.store.workspaces.findUser('bob@example.com')).toBeUndefined();
    expect(await findInvitation(core, token)).toBeDefined();
    await setPlan(core, operator, owner.workspace, 'pro');
    const { user, workspace } = await joinByInvitation(core, token, account);
    expect([user.email, user.name, workspace]).toMatchObject(['bob@example.com', 'Bob', { slug: 'bakery' }]);
    expect(await roleOf(core, owner, user.id)).toBe('member');
    await expect(joinByInvitation(core, token, account)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is not for members, nor for what is no address, nor for more than 100 at once', async () => {
    const { core, owner, token } = await openWithInvitation();
    const bob = await makeBob(core);
    await addMember(core, operator, bob, { id: owner.workspace.id, role: 'viewer' });
    const invite = (email: string) => inviteMember(core, owner, { email, role: 'member' });
    await expect(invite('bob@example.com')).rejects.toMatchObject({ code: 'already_exists' });
    await expect(invite('bob')).rejects.toMatchObject({ code: 'validation_error' });
    await expect(acceptInvitation(core, bob, token)).rejects.toMatchObject({ code: 'already_exists' });
    expect(await findInvitation(core, token)).toBeDefined();
    for (let n = 1; n < 100; n += 1) await invite(`${n}@example.com`);
    await expect(invite('101@example.com')).rejects.toMatchObject({ code: 'validation_error' });
    core.clock.at += 14 * dayMs;
    await invite('101@example.com');
  });

  test('of a locked workspace lets nobody in', async () => {
    const { core, owner, token } = await openWithInvitation();
    const bob = await makeBob(core);
    await setLocked(core, operator, owner.workspace, true);
    await expect(acceptInvitation(core, bob, token)).rejects.toMatchObject({ code: 'workspace_locked' });
    await setLocked(core, operator, owner.workspace, false);
    await acceptInvitation(core, bob, token);
  });
});

describe('mail', () => {
  test('goes to the address in the language of whoever invites, and no name adds lines to it', async () => {
    const mails: Mail[] = [];
    const core = { ...(await openTestCore()), mailer: { send: async (mail: Mail) => void mails.push(mail) } };
    const owner = await makeAccess(core, 'Bakery', 'pro');
    const named = { ...owner, actor: { ...owner.actor, name: 'Alice\r\nBcc: x@example.com' } };
    const sent = await inviteMember(core, named, { email: 'bob@example.com', role: 'member' });
    expect(sent.mailed).toBe(true);
    expect(mails).toMatchObject([{ to: 'bob@example.com', subject: 'Invitation to Bakery' }]);
    expect(mails[0]!.text).toContain(`\n${sent.url}\n`);
    expect(mails[0]!.text).toContain('\nAlice Bcc: x@example.com invites you');
  });

  test('that cannot be sent leaves the invitation and its link', async () => {
    const failing = { send: () => Promise.reject(new Error('no server')) };
    const core = { ...(await openTestCore()), mailer: failing };
    const owner = await makeAccess(core, 'Bakery', 'pro');
    const sent = await inviteMember(core, owner, { email: 'bob@example.com', role: 'member' });
    expect(sent.mailed).toBe(false);
    expect(await findInvitation(core, tokenIn(sent.url))).toBeDefined();
  });
});
