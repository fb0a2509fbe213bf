import { expect, test } from 'vitest';
import { operator, withCore } from '../../src/cli/session.ts';
import { createCode } from '../../src/core/codes/create.ts';
import type { Operator } from '../../src/core/instance/operator.ts';
import { makeFolder, runHere } from './quietzone-process.ts';

const timeout = 60_000;

/** A folder with a code in it. */
async function openFolder() {
  const cwd = makeFolder();
  const terminal = { env: {}, cwd } as Parameters<typeof withCore>[0];
  const actor: Operator = operator;
  await withCore(terminal, async (core) => {
    const [workspace] = await core.store.workspaces.list();
    const access = { workspace: workspace!, actor, role: 'owner', readOnly: false } as const;
    const target = { destination: 'https://www.evil.example/a', name: 'Menu', slug: 'Menu' };
    await createCode(core, access, { type: 'url', ...target });
  });
  return (...args: string[]) => runHere(args, { cwd });
}

test('a host is blocked with a reason, listed with its codes, and unblocked', { timeout }, async () => {
  const run = await openFolder();
  expect(await run('host', 'block', 'EVIL.example', '--reason', 'phishing')).toEqual({
    code: 0,
    out: '',
    err: 'evil.example is blocked, with all below it; 1 code leads there.\n',
  });
  expect((await run('host', 'list')).out).toMatch(
    /^HOST +CODES +REASON +SINCE\nevil\.example +1 +phishing +20/,
  );
  const line = JSON.parse((await run('host', 'list', '--json')).out);
  expect(line).toEqual({ host: 'evil.example', reason: 'phishing', createdAt: expect.any(Number), codes: 1 });
  expect(await run('host', 'unblock', 'evil.example')).toEqual({
    code: 0,
    out: '',
    err: 'evil.example is not blocked.\n',
  });
  expect((await run('host', 'unblock', 'evil.example')).err).toBe('quietzone: Blocked host not found\n');
});

test('a host that says too much, and one without a reason, are refused as wrong use', {
  timeout,
}, async () => {
  const run = await openFolder();
  const path = await run('host', 'block', 'evil.example/a', '--reason', 'x');
  expect([path.code, path.out]).toEqual([2, '']);
  expect(path.err).toContain('host: send a host such as example.com, without a path');
  expect((await run('host', 'block', 'evil.example')).err).toContain("required option '--reason <text>'");
});

test('a code is suspended by its slug, listed with the reason, and resumed', { timeout }, async () => {
  const run = await openFolder();
  expect(await run('code', 'suspend', 'menu', '--reason', 'asks for passwords')).toEqual({
    code: 0,
    out: '',
    err: 'The code Menu of the workspace default is suspended.\n',
  });
  expect((await run('code', 'suspended')).out).toMatch(
    /\nMenu +default +Menu +https:\/\/www\.evil\.example\/a +asks for/,
  );
  expect(JSON.parse((await run('code', 'suspended', '--json')).out)).toMatchObject({
    ...{ slug: 'Menu', workspace: 'default', reason: 'asks for passwords' },
  });
  expect((await run('code', 'resume', 'MENU')).err).toBe('The code Menu is not suspended.\n');
  expect(await run('code', 'resume', 'menu')).toMatchObject({
    code: 1,
    err: 'quietzone: Suspended code not found\n',
  });
  expect((await run('code', 'suspend', 'nothing', '--reason', 'x')).err).toBe(
    'quietzone: QR code not found\n',
  );
});
