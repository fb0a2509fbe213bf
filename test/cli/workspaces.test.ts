import { describe, expect, test } from 'vitest';
import { makeFolder, runHere } from './quietzone-process.ts';

describe('workspaces and users', { timeout: 60_000 }, () => {
  test('with one workspace and one user neither has to be named; with several the choices are', async () => {
    const cwd = makeFolder();
    const create = ['key', 'create', '--dialect', 'qr-track'];
    expect(await runHere(create, { cwd })).toMatchObject({ code: 0 });
    expect(await runHere(['user', 'create', 'Ann@Example.com', '--name', 'Ann'], { cwd })).toMatchObject({
      code: 0,
    });
    const twoUsers = await runHere(create, { cwd });
    expect(twoUsers).toMatchObject({ code: 2, out: '' });
    expect(twoUsers.err).toBe(
      'quietzone: Say which one you mean with --user: owner@localhost, ann@example.com.\n',
    );
    const client = ['workspace', 'create', 'Client one', '--owner', 'ann@example.com', '--plan', 'pro'];
    expect(await runHere(client, { cwd })).toMatchObject({ code: 0 });
    const twoWorkspaces = await runHere(['key', 'create', '--dialect', 'qra'], { cwd });
    expect(twoWorkspaces.err).toBe(
      'quietzone: Say which one you mean with --workspace: default, client-one.\n',
    );
    expect(await runHere([...create, '--workspace', 'client-one'], { cwd })).toMatchObject({ code: 0 });
    const stranger = await runHere([...create, '--workspace', 'client-one', '--user', 'owner@localhost'], {
      cwd,
    });
    expect(stranger).toMatchObject({
      code: 2,
      err: 'quietzone: owner@localhost is no member of the workspace client-one.\n',
    });
  });

  test('a plan is set and shown, and an unknown one is refused', async () => {
    const cwd = makeFolder();
    expect(await runHere(['workspace', 'plan', 'free'], { cwd })).toMatchObject({ code: 0 });
    expect((await runHere(['workspace', 'list'], { cwd })).out).toMatch(/^default\s+Default\s+free\s/m);
    const gold = await runHere(['workspace', 'plan', 'gold'], { cwd });
    expect(gold).toEqual({
      code: 2,
      out: '',
      err: 'quietzone: There is no plan gold: use free, pro, business.\n',
    });
  });

  test('an address that is taken or no address is refused', async () => {
    const cwd = makeFolder();
    const taken = await runHere(['user', 'create', 'OWNER@localhost'], { cwd });
    expect(taken).toMatchObject({
      code: 1,
      err: 'quietzone: A user with the address owner@localhost exists already.\n',
    });
    expect(await runHere(['user', 'create', 'ann'], { cwd })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^quietzone: email: /),
    });
  });
});
