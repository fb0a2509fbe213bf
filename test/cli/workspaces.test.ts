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

  test('a workspace is locked and unlocked, and the list shows it', async () => {
    const cwd = makeFolder();
    const lockedAt = async () =>
      JSON.parse((await runHere(['workspace', 'list', '--json'], { cwd })).out).lockedAt as number | null;
    expect(await runHere(['workspace', 'lock'], { cwd })).toEqual({
      code: 0,
      out: '',
      err: 'The workspace default is locked: its codes redirect, and nothing in it can be changed.\n',
    });
    expect(await lockedAt()).toBeGreaterThan(0);
    const { out } = await runHere(['workspace', 'list'], { cwd });
    expect(out).toMatch(/^default\s+Default\s+business\s+\d{4}-\d\d-\d\d \d\d:\d\d UTC\s/m);
    const unlocked = await runHere(['workspace', 'unlock', '--workspace', 'default'], { cwd });
    expect(unlocked).toMatchObject({ code: 0, err: 'The workspace default is not locked.\n' });
    expect(await lockedAt()).toBeNull();
    expect(await runHere(['workspace', 'lock', '--workspace', 'no'], { cwd })).toMatchObject({ code: 2 });
  });

  test('somebody who is there joins another workspace, as far as its plan has room', async () => {
    const cwd = makeFolder();
    const ann = await runHere(['user', 'create', 'ann@example.com', '--name', 'Ann'], { cwd });
    for (const name of ['Client', 'Full']) {
      const plan = name === 'Full' ? 'free' : 'pro';
      const create = ['workspace', 'create', name, '--owner', 'owner@localhost', '--plan', plan];
      expect(await runHere(create, { cwd })).toMatchObject({ code: 0 });
    }
    const join = ['user', 'create', 'Ann@example.com', '--workspace', 'client', '--role', 'admin'];
    expect(await runHere(join, { cwd })).toEqual({
      code: 0,
      out: ann.out,
      err: 'ann@example.com (Ann) was there already, and is admin of the workspace client now.\n',
    });
    expect((await runHere(['user', 'list'], { cwd })).out).toMatch(/^ann@\S+\s+Ann\s+default, client\s/m);
    expect(await runHere(join, { cwd })).toMatchObject({
      code: 1,
      out: '',
      err: 'quietzone: ann@example.com is a member of this workspace already.\n',
    });
    for (const email of ['ann@example.com', 'bob@example.com']) {
      expect(await runHere(['user', 'create', email, '--workspace', 'full'], { cwd })).toEqual({
        code: 1,
        out: '',
        err: 'quietzone: The free plan has room for 1 member, and full has as many. Change its plan to add more.\n',
      });
    }
  });

  test('an address that is taken or no address is refused', async () => {
    const cwd = makeFolder();
    const taken = await runHere(['user', 'create', 'OWNER@localhost'], { cwd });
    expect(taken).toMatchObject({
      code: 1,
      err: 'quietzone: owner@localhost is a member of this workspace already.\n',
    });
    expect(await runHere(['user', 'create', 'ann'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^quietzone: email: /),
    });
  });
});
