import { describe, expect, test } from 'vitest';
import { editUser } from '../../src/core/accounts/operators.ts';
import { defaultPlans } from '../../src/core/limits/plans.ts';
import {
  addMember,
  createUser,
  createWorkspace,
  ensureDefaultWorkspace,
  setLocked,
  setPlan,
} from '../../src/core/workspaces/create.ts';
import { getUsage } from '../../src/core/workspaces/usage.ts';
import { changesOf, makeAccess, makeCode, openTestCore, operator } from '../support/store.ts';

async function openWithOwner() {
  const core = await openTestCore();
  return { core, ownerId: (await createUser(core, operator, { email: 'alice@example.com' })).id };
}

describe('a workspace', () => {
  test.each([
    ['Bakery', 'bakery'],
    ['  Bäckerei Müller & Söhne  ', 'backerei-muller-sohne'],
    ['Crème brûlée', 'creme-brulee'],
    ['東京', 'workspace'],
    ['!!!', 'workspace'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('named %s has the slug %s', async (name, slug) => {
    const { core, ownerId } = await openWithOwner();
    expect(await createWorkspace(core, operator, { name, ownerId })).toMatchObject({
      name: name.trim(),
      slug,
    });
  });

  test('whose name is taken gets a number, and both live on', async () => {
    const { core, ownerId } = await openWithOwner();
    const made = await Promise.all(
      [1, 2, 3].map(() => createWorkspace(core, operator, { name: 'Bakery', ownerId })),
    );
    expect(made.map(({ slug }) => slug).toSorted()).toEqual(['bakery', 'bakery-2', 'bakery-3']);
    expect(new Set(made.map(({ num }) => num)).size).toBe(3);
  });

  test('without a name, or with an endless one, is refused', async () => {
    const { core, ownerId } = await openWithOwner();
    for (const name of ['', '  ', 'x'.repeat(101)]) {
      await expect(createWorkspace(core, operator, { name, ownerId })).rejects.toMatchObject({
        code: 'validation_error',
      });
    }
  });

  test('belongs to its owner from the start', async () => {
    const { core, ownerId } = await openWithOwner();
    const workspace = await createWorkspace(core, operator, { name: 'Bakery', ownerId });
    expect(await core.store.workspaces.findMember(workspace.id, ownerId)).toMatchObject({ role: 'owner' });
    expect(workspace.plan).toBe('free');
  });

  test('changes its plan with a line in the log, and without one when it has that plan', async () => {
    const core = await openTestCore();
    const { workspace } = await makeAccess(core);
    await setPlan(core, operator, workspace, 'pro');
    expect(await core.store.workspaces.find(workspace.id)).toMatchObject({ plan: 'pro' });
    const changes = await changesOf(core.store);
    expect(changes.at(-1)).toMatchObject({
      before: { plan: 'free' },
      after: { plan: 'pro' },
      actor: operator,
    });
    await setPlan(core, operator, workspace, 'pro');
    expect(await changesOf(core.store)).toEqual(changes);
    const unknown = { ...workspace, id: core.random.uuid() };
    await expect(setPlan(core, operator, unknown, 'pro')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is locked and unlocked with a line in the log, and without one when it is so already', async () => {
    const core = await openTestCore();
    const { workspace } = await makeAccess(core);
    for (const locked of [true, true, false, false]) await setLocked(core, operator, workspace, locked);
    const [lock, unlock] = (await changesOf(core.store)).slice(-2);
    const lockedAt = core.clock.at;
    expect(lock).toMatchObject({ object: 'workspace', before: { lockedAt: null }, after: { lockedAt } });
    expect(unlock).toMatchObject({ objectId: workspace.id, before: { lockedAt }, after: { lockedAt: null } });
    expect(await core.store.workspaces.find(workspace.id)).toEqual(workspace);
    const unknown = { ...workspace, id: core.random.uuid() };
    await expect(setLocked(core, operator, unknown, true)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('takes no more members than its plan has seats, however many come at once', async () => {
    const core = await openTestCore();
    const { workspace } = await makeAccess(core, 'Bakery', 'pro');
    const joined = { id: workspace.id, role: 'member' } as const;
    const known = await createUser(core, operator, { email: 'known@example.com' });
    const results = await Promise.allSettled([
      addMember(core, operator, known, joined),
      ...[1, 2, 3, 4, 5].map((n) =>
        createUser(core, operator, { email: `user-${n}@example.com`, workspace: joined }),
      ),
    ]);
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    expect(refused.map(({ code }) => code)).toEqual(['plan_limit_reached', 'plan_limit_reached']);
    expect(refused[0].message).toBe(
      'The pro plan has room for 5 members, and bakery has as many. Change its plan to add more.',
    );
    expect(await core.store.workspaces.countMembers(workspace.id)).toBe(5);
    // The owner and the one who had an account, and those who were let in: a refused one has no account either.
    expect(await core.store.workspaces.listUsers()).toHaveLength(results[0]?.status === 'fulfilled' ? 5 : 6);
  });

  test('on a plan without a limit of seats takes everybody', async () => {
    const free = { ...defaultPlans.free, seatsMax: null };
    const core = await openTestCore({ plans: { ...defaultPlans, free } });
    const { workspace } = await makeAccess(core);
    for (const email of ['a@example.com', 'b@example.com']) {
      await createUser(core, operator, { email, workspace: { id: workspace.id, role: 'member' } });
    }
    expect(await core.store.workspaces.countMembers(workspace.id)).toBe(3);
  });

  test('tells what of its plan is used', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    await makeCode(core, access);
    expect(await getUsage(core, access.workspace)).toEqual({
      plan: core.settings.plans.free,
      codes: 1,
      scansThisMonth: 0,
      seats: 1,
    });
  });
});

describe('a user', () => {
  test('has one account however the address is written, and a failed one leaves nothing behind', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core, 'Bakery', 'pro');
    const alice = await createUser(core, operator, { email: '  Alice@Example.COM ' });
    expect(alice).toMatchObject({ email: 'alice@example.com', name: 'alice@example.com' });
    const before = await changesOf(core.store);
    const workspace = { id: access.workspace.id, role: 'admin' } as const;
    await expect(createUser(core, operator, { email: 'ALICE@example.com', workspace })).rejects.toMatchObject(
      {
        code: 'already_exists',
      },
    );
    expect(await changesOf(core.store)).toEqual(before);
    expect(await core.store.workspaces.countMembers(workspace.id)).toBe(1);
  });

  test('with an account joins a workspace once, with a line in the log', async () => {
    const core = await openTestCore();
    const { workspace } = await makeAccess(core, 'Bakery', 'pro');
    const alice = await createUser(core, operator, { email: 'alice@example.com' });
    const joined = { id: workspace.id, role: 'admin' } as const;
    await addMember(core, operator, alice, joined);
    expect(await core.store.workspaces.findMember(workspace.id, alice.id)).toMatchObject({ role: 'admin' });
    const changes = await changesOf(core.store);
    const after = { user: alice.id, role: 'admin' };
    expect(changes.at(-1)).toMatchObject({ object: 'member', objectId: alice.id, before: null, after });
    await expect(addMember(core, operator, alice, joined)).rejects.toMatchObject({ code: 'already_exists' });
    expect(await changesOf(core.store)).toEqual(changes);
    const unknown = { ...joined, id: core.random.uuid() };
    await expect(addMember(core, operator, alice, unknown)).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(['', 'alice', 'a b@example.com', '@example.com', `${'a'.repeat(250)}@b.example`])(
    'with the address %j is refused',
    async (email) => {
      const core = await openTestCore();
      await expect(createUser(core, operator, { email })).rejects.toMatchObject({ code: 'validation_error' });
    },
  );
});

test('the first start makes one workspace with an owner, and the next ones make none', async () => {
  const core = await openTestCore();
  await Promise.all([ensureDefaultWorkspace(core), ensureDefaultWorkspace(core)]);
  await ensureDefaultWorkspace(core);
  const [workspace, ...others] = await core.store.workspaces.list();
  expect(others).toEqual([]);
  const [owner, ...users] = await core.store.workspaces.listUsers();
  expect(users).toEqual([]);
  expect(await core.store.workspaces.findMember(workspace!.id, owner!.id)).toMatchObject({ role: 'owner' });
});

test('what an operator asks of a user in one go happens as a whole or not at all', async () => {
  const { core, ownerId } = await openWithOwner();
  const last = { isOperator: true, disabled: true };
  const edit = editUser(core, { kind: 'operator', id: null, name: 'Test' }, ownerId, last);
  await expect(edit).rejects.toMatchObject({ code: 'in_use' });
  expect(await core.store.workspaces.findUser(ownerId)).toMatchObject({
    isOperator: false,
    disabledAt: null,
  });
});
