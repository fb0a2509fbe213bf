import { describe, expect, test } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { getCode, getCodeByIdOrSlug } from '../../src/core/codes/list.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { defaultPlans } from '../../src/core/limits/plans.ts';
import { changesOf, makeAccess, makeCode, openTestCore, settings, startMs } from '../support/store.ts';

function plansWith(codesMax: number) {
  return { ...settings.plans, free: { ...defaultPlans.free, codesMax } };
}

describe('a new code', () => {
  test('is stored as it is given back, with the change that tells of it', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const input = { destination: 'HTTPS://Example.com/ä', tags: ['table'], expiresAt: startMs + 1000 };
    const code = await makeCode(core, access, input);
    expect(await getCode(core, access, code.id)).toEqual(code);
    expect(code).toMatchObject({
      ...input,
      href: 'https://example.com/%C3%A4',
      name: 'example.com',
      status: 'active',
      createdAt: startMs,
      updatedAt: startMs,
      createdBy: access.actor.id,
      workspaceNum: access.workspace.num,
    });
    expect(code.slug).toMatch(/^[a-hj-km-np-z2-9]{6}$/);
    expect((await changesOf(core.store)).at(-1)).toMatchObject({
      object: 'code',
      objectId: code.id,
      workspaceId: access.workspace.id,
      actor: access.actor,
      before: null,
      after: { slug: code.slug, destination: 'HTTPS://Example.com/ä', tags: ['table'] },
      at: startMs,
    });
  });

  test('that leads nowhere is refused before anything is written', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const before = await changesOf(core.store);
    for (const destination of [undefined, null, 'javascript:alert(1)', 'https://q.test/p/x', 5]) {
      await expect(makeCode(core, access, { destination })).rejects.toMatchObject({
        code: 'validation_error',
      });
    }
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
    expect(await changesOf(core.store)).toEqual(before);
  });

  test('of another workspace is not found, and neither is what is no id', async () => {
    const core = await openTestCore();
    const [alice, charlie] = [await makeAccess(core), await makeAccess(core, 'Rival')];
    const code = await makeCode(core, alice);
    for (const idOrSlug of [code.id, code.slug, code.slug.toUpperCase()]) {
      expect((await getCodeByIdOrSlug(core, alice, idOrSlug)).id).toBe(code.id);
      await expect(getCodeByIdOrSlug(core, charlie, idOrSlug)).rejects.toMatchObject({ code: 'not_found' });
    }
    for (const id of ['', 'x', '../..', 'x'.repeat(10_000), `${code.id}0`]) {
      await expect(getCode(core, alice, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(getCodeByIdOrSlug(core, alice, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe("the plan's limit", () => {
  test('of two requests for the last place one is refused', async () => {
    const core = await openTestCore({ plans: plansWith(3) });
    const access = await makeAccess(core);
    await makeCode(core, access);
    await makeCode(core, access);
    const results = await Promise.allSettled([makeCode(core, access), makeCode(core, access)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'plan_limit_reached' },
    });
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(3);
  });

  test('counts one workspace, frees the place of a deleted code, and touches no existing one', async () => {
    const core = await openTestCore({ plans: plansWith(1) });
    const [access, other] = [await makeAccess(core), await makeAccess(core, 'Other')];
    const code = await makeCode(core, access);
    await makeCode(core, other);
    await expect(makeCode(core, access)).rejects.toMatchObject({ code: 'plan_limit_reached' });
    expect(await updateCode(core, access, code.id, { name: 'Still mine' })).toMatchObject({
      name: 'Still mine',
    });
    await deleteCode(core, access, code.id);
    expect(await makeCode(core, access)).toMatchObject({ status: 'active' });
  });

  test('is that of the plan the workspace has now, not of the one it had when the caller came in', async () => {
    const core = await openTestCore({ plans: plansWith(0) });
    const access = await makeAccess(core);
    await core.store.transact((tx) => tx.workspaces.setPlan(access.workspace.id, 'business'));
    expect(await makeCode(core, access)).toMatchObject({ status: 'active' });
  });
});

describe('a chosen slug', () => {
  test('that is taken is refused in every spelling, and the one suggested is free', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    await makeCode(core, access, { slug: 'Menu' });
    await makeCode(core, access, { slug: 'menu-2' });
    const before = await core.store.codes.countAll(access.workspace.id);
    for (const slug of ['Menu', 'menu', 'MENU']) {
      const refusal = await makeCode(core, access, { slug }).catch((error) => error);
      expect(refusal).toMatchObject({ code: 'slug_taken', message: `This slug is taken. Try ${slug}-3.` });
    }
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(before);
    expect(await makeCode(core, access, { slug: 'menu-3' })).toMatchObject({ slug: 'menu-3' });
  });

  test('of a deleted code is never given again, nor suggested', async () => {
    const core = await openTestCore();
    const [access, other] = [await makeAccess(core), await makeAccess(core, 'Other')];
    await makeCode(core, access, { slug: 'menu' });
    const gone = await makeCode(core, access, { slug: 'menu-2' });
    await deleteCode(core, access, gone.id);
    for (const owner of [access, other]) {
      await expect(makeCode(core, owner, { slug: 'MENU-2' })).rejects.toMatchObject({ code: 'slug_taken' });
    }
    await expect(makeCode(core, access, { slug: 'menu' })).rejects.toThrow('Try menu-3.');
  });

  test('of full length gets a suggestion that is a slug as well', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const slug = 'x'.repeat(64);
    await makeCode(core, access, { slug });
    await expect(makeCode(core, access, { slug })).rejects.toThrow(`Try ${'x'.repeat(60)}-2.`);
  });

  test('of two requests for one slug one is refused', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const both = await Promise.allSettled(['menu', 'Menu'].map((slug) => makeCode(core, access, { slug })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

test('random slugs that are all taken grow longer, and no code comes twice', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'pro');
  // A die that knows one face: each length has one slug.
  const random = { ...core.random, text: (_: string, length: number) => 'a'.repeat(length) };
  const dull = { ...core, random };
  const input = { type: 'url', destination: 'https://example.com' } as const;
  const slugs = [];
  for (let count = 0; count < 8; count += 1) slugs.push((await createCode(dull, access, input)).slug.length);
  expect(slugs).toEqual([6, 7, 8, 9, 10, 11, 12, 13]);
  await expect(createCode(dull, access, input)).rejects.toMatchObject({ code: 'internal_error' });
});

test('in a locked workspace nothing is made, changed or deleted', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const code = await makeCode(core, access);
  const locked = { ...access.workspace, id: core.random.uuid(), slug: 'locked', lockedAt: startMs };
  await core.store.transact(async (tx) => {
    await tx.workspaces.insert(locked);
    const member = {
      workspaceId: locked.id,
      userId: access.actor.id!,
      role: 'owner',
      createdAt: startMs,
    } as const;
    await tx.workspaces.insertMember(member);
  });
  // Whoever was let in before the lock still carries the workspace as it was.
  const late = { ...access, workspace: { ...access.workspace, id: locked.id, lockedAt: null } };
  const inLocked = { ...code, id: core.random.uuid(), slug: 'in-locked', workspaceId: locked.id };
  await core.store.transact((tx) => tx.codes.insert(inLocked));
  const before = await changesOf(core.store);
  const refused = { code: 'workspace_locked' };
  await expect(makeCode(core, late)).rejects.toMatchObject(refused);
  await expect(updateCode(core, late, inLocked.id, { name: 'x' })).rejects.toMatchObject(refused);
  await expect(deleteCode(core, late, inLocked.id)).rejects.toMatchObject(refused);
  expect(await changesOf(core.store)).toEqual(before);
  expect(await core.store.codes.findByFoldedSlugs(['in-locked'])).toHaveLength(1);
});

describe('a deleted code', () => {
  test('is gone at once, with its scans marked for erasure and its last state in the log', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { name: 'Menu', tags: ['t'] });
    core.clock.at += 1000;
    await deleteCode(core, access, code.id);
    await expect(getCode(core, access, code.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await core.store.codes.findByFoldedSlugs([code.slug])).toEqual([]);
    expect(await core.store.scans.erasures()).toEqual([{ codeNum: code.num, at: startMs + 1000 }]);
    expect((await changesOf(core.store)).at(-1)).toMatchObject({
      objectId: code.id,
      before: { name: 'Menu', slug: code.slug, tags: ['t'] },
      after: null,
      at: startMs + 1000,
    });
  });

  test("cannot be deleted again, and nobody deletes another's", async () => {
    const core = await openTestCore();
    const [alice, charlie] = [await makeAccess(core), await makeAccess(core, 'Rival')];
    const code = await makeCode(core, alice);
    await expect(deleteCode(core, charlie, code.id)).rejects.toMatchObject({ code: 'not_found' });
    await deleteCode(core, alice, code.id);
    await expect(deleteCode(core, alice, code.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateCode(core, alice, code.id, { name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
