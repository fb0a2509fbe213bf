import { describe, expect, test } from 'vitest';
import { makeFolder, runHere } from './quietzone-process.ts';

const linkPattern = /^http:\/\/localhost:3000\/app\/reset\/\w{32}\n$/;

describe('who can sign in', { timeout: 60_000 }, () => {
  test('a new user is given a link with the account, and a link of their own at any time', async () => {
    const cwd = makeFolder();
    const created = await runHere(['user', 'create', 'ann@example.com'], { cwd });
    expect(created.code).toBe(0);
    expect(created.err).toMatch(/http:\/\/localhost:3000\/app\/reset\/\w{32}\n$/);
    const link = await runHere(['user', 'link', 'Ann@example.com'], { cwd });
    expect(link.code).toBe(0);
    expect(link.out).toMatch(linkPattern);
    expect(link.err).toContain('once and within 24 hours');
    const unknown = await runHere(['user', 'link', 'eve@example.com'], { cwd });
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('There is no user eve@example.com');
  });

  test('operators are made and unmade, but the last one stays', async () => {
    const cwd = makeFolder();
    await runHere(['user', 'create', 'ann@example.com'], { cwd });
    const isOperator = async () => {
      const { out } = await runHere(['user', 'list', '--json'], { cwd });
      const users = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      return users.find(({ email }) => email === 'ann@example.com').isOperator;
    };
    const made = await runHere(['user', 'operator', 'ann@example.com'], { cwd });
    expect(made).toMatchObject({ code: 0, err: 'ann@example.com is an operator now.\n' });
    expect(await isOperator()).toBe(true);
    const last = await runHere(['user', 'operator', 'ann@example.com', '--revoke'], { cwd });
    expect(last).toMatchObject({ code: 1, out: '' });
    expect(last.err).toContain('This is the last operator.');
    await runHere(['user', 'operator', 'owner@localhost'], { cwd });
    await runHere(['user', 'operator', 'ann@example.com', '--revoke'], { cwd });
    expect(await isOperator()).toBe(false);
  });

  test('a user is kept out and let in again, but the last operator stays', async () => {
    const cwd = makeFolder();
    await runHere(['user', 'create', 'ann@example.com'], { cwd });
    const disabledAt = async () => {
      const { out } = await runHere(['user', 'list', '--json'], { cwd });
      const lines = out.trim().split('\n');
      return lines.map((line) => JSON.parse(line)).find(({ email }) => email === 'ann@example.com')
        .disabledAt;
    };
    const out = await runHere(['user', 'disable', 'ann@example.com'], { cwd });
    expect(out).toMatchObject({ code: 0, err: 'ann@example.com is kept out now.\n' });
    expect(await disabledAt()).toBeGreaterThan(0);
    const back = await runHere(['user', 'enable', 'ann@example.com'], { cwd });
    expect(back).toMatchObject({ code: 0, err: 'ann@example.com can sign in again.\n' });
    expect(await disabledAt()).toBeNull();
    await runHere(['user', 'operator', 'ann@example.com'], { cwd });
    expect(await runHere(['user', 'disable', 'ann@example.com'], { cwd })).toMatchObject({ code: 1 });
  });
});
