import { describe, expect, test } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import type { Core } from '../../src/core/core.ts';
import {
  type Claim,
  finish,
  forgetSome,
  parseOnceKey,
  type Turn,
  takeTurn,
} from '../../src/core/idempotency/once.ts';
import { createOwnWorkspace, createUser } from '../../src/core/workspaces/create.ts';
import { makeAccess, openTestCore, operator, startMs } from '../support/store.ts';

const openWith = async () => {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', 'pro') };
};

const ask = (core: Core, request = 'POST /qr {}') => takeTurn(core, 'key-1', 'a', request);

function claimOf(turn: Turn): Claim {
  if (turn.kind !== 'go') throw new Error(`expected a turn, and got ${turn.kind}`);
  return turn.claim;
}

const input = { type: 'url', destination: 'https://example.com/' } as const;
const answer = { status: 201, headers: {}, body: '{}' };

describe('a request with a key of its own', () => {
  test('is under way until it is answered, and replayed from then on for 24 hours', async () => {
    const { core } = await openWith();
    const claim = claimOf(await ask(core));
    expect(await ask(core)).toEqual({ kind: 'under_way' });
    await finish(core, claim, answer);
    expect(await ask(core)).toEqual({ kind: 'replay', answer });
    expect(await ask(core, 'POST /qr {"name":"x"}')).toEqual({ kind: 'other_request' });
    core.clock.at = startMs + 24 * 3_600_000 - 1;
    expect(await ask(core)).toEqual({ kind: 'replay', answer });
    core.clock.at += 1;
    expect(await ask(core, 'POST /qr {"name":"x"}')).toMatchObject({ kind: 'go', claim: { objectId: null } });
  });

  test('that is a day old is made anew by one, also where the other still sees the old one', async () => {
    const { core, access } = await openWith();
    await finish(core, claimOf(await ask(core)), answer);
    const old = await core.store.transact((tx) => tx.once.find('key-1', 'a'));
    core.clock.at += 24 * 3_600_000;
    const once = claimOf(await ask(core));
    const transact: typeof core.store.transact = (work) =>
      core.store.transact((tx) => work({ ...tx, once: { ...tx.once, find: async () => old } }));
    expect(await ask({ ...core, store: { ...core.store, transact } })).toEqual({ kind: 'under_way' });
    expect((await createCode(core, access, { ...input, once })).slug).toBeTruthy();
  });

  test('that failed is carried out again', async () => {
    const { core } = await openWith();
    await finish(core, claimOf(await ask(core)), undefined);
    expect(await ask(core)).toMatchObject({ kind: 'go', claim: { objectId: null } });
  });

  test('of a server that died before it made anything is taken over after a minute, by one', async () => {
    const { core, access } = await openWith();
    await ask(core);
    core.clock.at += 59_999;
    expect(await ask(core)).toEqual({ kind: 'under_way' });
    core.clock.at += 1;
    const turns = await Promise.all([ask(core), ask(core), ask(core)]);
    expect(turns.map(({ kind }) => kind).sort()).toEqual(['go', 'under_way', 'under_way']);
    const once = claimOf(turns.find(({ kind }) => kind === 'go')!);
    expect((await createCode(core, access, { ...input, once })).slug).toBeTruthy();
  });

  test('of a server that died after it had made a code makes no second one', async () => {
    const { core, access } = await openWith();
    const made = await createCode(core, access, { ...input, once: claimOf(await ask(core)) });
    core.clock.at += 60_000;
    const once = claimOf(await ask(core));
    expect(once.objectId).toBe(made.id);
    expect(await createCode(core, access, { ...input, once })).toEqual(made);
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(1);
  });

  test('whose code was made and whose answer nobody could keep is given that code at once', async () => {
    const { core, access } = await openWith();
    const first = claimOf(await ask(core));
    const made = await createCode(core, access, { ...input, once: first });
    await finish(core, first, undefined);
    const once = claimOf(await ask(core));
    expect((await createCode(core, access, { ...input, once })).id).toBe(made.id);
    await deleteCode(core, access, made.id);
    await expect(createCode(core, access, { ...input, once })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that took so long that another took over makes nothing', async () => {
    const { core, access } = await openWith();
    const slow = claimOf(await ask(core));
    core.clock.at += 60_000;
    const quick = claimOf(await ask(core));
    await expect(createCode(core, access, { ...input, once: slow })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
    await createCode(core, access, { ...input, once: quick });
    await finish(core, slow, answer);
    expect(await ask(core)).toEqual({ kind: 'under_way' });
  });

  test('of a server that died after it had made a workspace or a user makes no second one', async () => {
    const { core } = await openWith();
    const user = await createUser(core, operator, { email: 'ann@example.com' });
    const name = 'Bakery two';
    const made = await createOwnWorkspace(core, user, { name, once: claimOf(await ask(core)) });
    core.clock.at += 60_000;
    expect(await createOwnWorkspace(core, user, { name, once: claimOf(await ask(core)) })).toEqual(made);
    expect(await core.store.workspaces.listMemberships(user.id)).toHaveLength(1);
    const askUser = () => takeTurn(core, 'key-1', 'user', 'POST /instance/users {}');
    const once = claimOf(await askUser());
    const { id } = await createUser(core, operator, { email: 'bob@example.com', once });
    core.clock.at += 60_000;
    expect(claimOf(await askUser()).objectId).toBe(id);
  });

  test('is forgotten after a day', async () => {
    const { core } = await openWith();
    await ask(core);
    expect(await forgetSome(core, startMs + 24 * 3_600_000, 10)).toBe(0);
    expect(await forgetSome(core, startMs + 24 * 3_600_000 + 1, 10)).toBe(1);
  });
});

test('a key is a text of ASCII, or a quoted string of Structured Fields', () => {
  expect(parseOnceKey(' 8e03978e-40d5-43dd-bc93-6894a57f9324 ')).toBe('8e03978e-40d5-43dd-bc93-6894a57f9324');
  expect(parseOnceKey('"a \\"b\\" \\\\"')).toBe('a "b" \\');
  expect(parseOnceKey('x'.repeat(255))).toHaveLength(255);
  for (const header of ['', '  ', '""', 'x'.repeat(256), 'ä', 'a\u0000']) {
    expect(() => parseOnceKey(header)).toThrow(/Idempotency-Key/);
  }
});
