import { describe, expect, test } from 'vitest';
import { renderWelcome } from '../../src/cli/welcome.ts';
import { type Environment, loadConfig } from '../../src/config/load.ts';
import { setUp } from '../../src/core/accounts/accounts.ts';
import { findLink } from '../../src/core/accounts/links.ts';
import { ensureDefaultWorkspace } from '../../src/core/workspaces/create.ts';
import { openTestCore } from '../support/store.ts';

async function welcome(env: Environment): Promise<string> {
  const core = await openTestCore();
  const terminal = {
    env,
    cwd: core.dir,
    out: () => undefined,
    err: () => undefined,
    write: () => Promise.resolve(),
    readInput: () => Promise.resolve(''),
  };
  const served = { core, url: 'http://127.0.0.1:3000' };
  return renderWelcome(served, loadConfig(env, core.dir), terminal);
}

describe('the welcome', () => {
  test('says that the commands need the database of the environment, and shows no password', async () => {
    const text = await welcome({ DATABASE_URL: 'postgres://quiet:hunter2@db.example.com/q' });
    expect(text).toContain('in another terminal with the same environment (DATABASE_URL):');
    expect(text).not.toContain('hunter2');
    expect(await welcome({})).toContain('in another terminal:');
  });

  test('quotes a data directory that has a space', async () => {
    expect(await welcome({ DATA_DIR: '/tmp/my data' })).toMatch(
      /KEY=\$\(DATA_DIR='\/tmp\/my data' \S+quietzone key create --dialect qra\)/,
    );
  });

  test('prints a set-up link until somebody can sign in, and each start makes the one before it worthless', async () => {
    const core = await openTestCore();
    await ensureDefaultWorkspace(core);
    const terminal = { env: {}, cwd: core.dir, out: () => undefined, err: () => undefined };
    const io = { write: () => Promise.resolve(), readInput: () => Promise.resolve('') };
    const served = { core, url: 'http://localhost:3000' };
    const start = () => renderWelcome(served, loadConfig({}, core.dir), { ...terminal, ...io });
    const tokenIn = (text: string) => /http:\/\/localhost:3000\/app\/setup\/(\w{32})/.exec(text)?.[1];
    const [first, second] = [tokenIn(await start()), tokenIn(await start())];
    expect(await findLink(core, first ?? '')).toBeUndefined();
    expect(await findLink(core, second ?? '')).toMatchObject({ kind: 'setup' });
    await setUp(core, second ?? '', { email: 'ann@example.com', password: 'correct horse battery' });
    expect(tokenIn(await start())).toBeUndefined();
  });
});
